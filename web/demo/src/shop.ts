import { GOODS, type Good, price } from "./goods";
import { drawing, element, part } from "./page";

/** Tells what a visitor does. `about` is for people, `data` for the record. */
export type Teller = (type: string, about: string, data: object, must?: boolean) => void;

/** Opens the shop: shelf, basket, order. The basket lives as long as the page. */
export function shop(tell: Teller): void {
  const basket = new Map<string, number>();
  const dialog = part<HTMLDialogElement>("cart");

  part("shelf").append(...GOODS.map((good) => card(good, () => put(good))));
  part("open-cart").onclick = () => {
    tell("view_cart", "the basket", { items: count() });
    dialog.showModal();
  };
  part("buy").onclick = () => {
    const order = { items: Object.fromEntries(basket), cents: total() };
    tell("purchase", price(total()), order, true);
    basket.clear();
    draw();
    dialog.close();
  };
  draw();

  function put(good: Good): void {
    basket.set(good.sku, (basket.get(good.sku) ?? 0) + 1);
    tell("add_to_cart", good.name, { sku: good.sku, cents: good.cents });
    draw();
  }

  function takeOut(good: Good): void {
    const left = (basket.get(good.sku) ?? 0) - 1;
    left > 0 ? basket.set(good.sku, left) : basket.delete(good.sku);
    tell("remove_from_cart", good.name, { sku: good.sku });
    draw();
  }

  function draw(): void {
    const inside = GOODS.filter((good) => basket.has(good.sku));
    part("count").textContent = `${count()}`;
    part("total").textContent = price(total());
    part("empty").hidden = inside.length > 0;
    part<HTMLButtonElement>("buy").disabled = !inside.length;
    const focused = document.activeElement?.getAttribute("aria-label");
    part("lines").replaceChildren(
      ...inside.map((good) => line(good, basket.get(good.sku) ?? 0, () => put(good), () => takeOut(good))),
    );
    // The line was drawn anew under the visitor's hands.
    part("lines").querySelector<HTMLElement>(`[aria-label="${focused}"]`)?.focus();
  }

  function count(): number {
    return [...basket.values()].reduce((sum, pieces) => sum + pieces, 0);
  }

  function total(): number {
    return GOODS.reduce((sum, good) => sum + good.cents * (basket.get(good.sku) ?? 0), 0);
  }
}

function card(good: Good, put: () => void): HTMLElement {
  const button = element("button", { type: "button", class: "loud" }, "Add");
  button.setAttribute("aria-label", `Add ${good.name} to the basket`);
  button.onclick = put;
  return element(
    "li",
    { class: "card" },
    element("div", { class: "picture" }, drawing(good.drawing)),
    element("h3", {}, good.name),
    element("p", {}, good.about),
    element("footer", {}, element("strong", {}, price(good.cents)), button),
  );
}

function line(good: Good, pieces: number, more: () => void, less: () => void): HTMLElement {
  const step = (sign: string, label: string, act: () => void) => {
    const button = element("button", { type: "button", class: "quiet", "aria-label": `${label} ${good.name}` }, sign);
    button.onclick = act;
    return button;
  };
  return element(
    "li",
    {},
    element("span", {}, good.name),
    step("−", "One less", less),
    element("output", {}, `${pieces}`),
    step("+", "One more", more),
    element("strong", {}, price(good.cents * pieces)),
  );
}
