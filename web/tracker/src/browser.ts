import { type Holdfast, createOutbox } from "./index";
import type { Stub } from "./stub";

// The bundle of the script tag: takes the key from its tag, the server from its own address, and the calls that the
// stub in the page has kept.
const tag = document.currentScript as HTMLScriptElement;
const holdfast: Holdfast = createOutbox({ key: tag.dataset["key"] ?? "", url: new URL(tag.src).origin });
const early = (window as { holdfast?: Partial<Stub> }).holdfast?.q ?? [];
Object.assign(window, { holdfast });
for (const [method, parameters, resolve, reject] of early) {
  Promise.resolve((holdfast[method] as (...all: unknown[]) => unknown)(...parameters)).then(resolve, reject);
}
