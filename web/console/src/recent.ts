// The list of recent events: new ones on top, each turning from hollow to full once the ledger has it.

export interface RecentEvent {
  readonly position: number;
  readonly state: string;
  readonly receivedAt: string;
  readonly site: string;
  readonly type: string;
  readonly id: string;
  readonly correlationId: string;
}

const ROWS_MAX = 15;
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

export class RecentList {
  readonly #list = document.querySelector<HTMLOListElement>("[data-recent]");
  readonly #none = document.querySelector<HTMLElement>("[data-recent-none]");

  replace(events: readonly RecentEvent[]): void {
    this.#list?.replaceChildren(...events.slice(0, ROWS_MAX).map(row));
    this.#tidy();
  }

  /** Newest last, as they came. */
  add(events: readonly RecentEvent[]): void {
    const newest = this.#newest();
    const fresh = events.filter((event) => event.position > newest).slice(-ROWS_MAX);
    this.#list?.prepend(...fresh.map(row).reverse());
    this.#tidy();
  }

  /** Everything up to `position` has reached the ledger. */
  drained(position: number): void {
    for (const item of this.#rows()) {
      if (item.dataset["state"] === "journal" && Number(item.dataset["position"]) <= position) {
        item.dataset["state"] = "settled";
      }
    }
  }

  #newest(): number {
    return Number(this.#rows()[0]?.dataset["position"] ?? 0);
  }

  #rows(): HTMLElement[] {
    return [...(this.#list?.children ?? [])] as HTMLElement[];
  }

  #tidy(): void {
    const rows = this.#rows();
    rows.slice(ROWS_MAX).forEach((item) => item.remove());
    if (this.#none) {
      this.#none.hidden = rows.length > 0;
    }
  }
}

function row(event: RecentEvent): HTMLLIElement {
  const item = document.createElement("li");
  item.dataset["position"] = String(event.position);
  item.dataset["state"] = event.state;
  const time = element("time", clock.format(new Date(event.receivedAt)));
  time.dateTime = event.receivedAt;
  const link = element("a", event.type);
  link.href = `/find?q=${encodeURIComponent(event.id || event.correlationId)}`;
  const dot = element("span", "");
  dot.className = "dot";
  const site = element("span", event.site);
  site.className = "site";
  item.append(dot, time, link, site, element("code", event.id));
  return item;
}

function element<K extends keyof HTMLElementTagNameMap>(name: K, text: string): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
