import type { Holdfast } from "@holdfast/tracker";
import { Journeys } from "./journeys";
import { part } from "./page";
import { shop } from "./shop";

// The snippet in the page has put a stand-in there; what is called on it waits for the bundle.
const holdfast = (): Holdfast => (window as unknown as { holdfast: Holdfast }).holdfast;
const journeys = new Journeys(holdfast);

const panel = part<HTMLDetailsElement>("panel");
const wide = matchMedia("(min-width: 60rem)");
const fit = () => (panel.open = wide.matches);
wide.addEventListener("change", fit);
fit();

shop((type, about, data, must) => journeys.follow(type, about, data, must));
part("burst").onclick = () => {
  for (let n = 1; n <= 100; n++) {
    journeys.follow("burst_click", `${n} of 100`, { n });
  }
};
journeys.follow("page_view", location.pathname, { path: location.pathname, referrer: document.referrer });
