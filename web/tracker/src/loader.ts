// The one address that never changes: puts the current bundle, which lies beside it, into the page.
declare const BUNDLE: string;

const tag = document.currentScript as HTMLScriptElement;
const script = document.createElement("script");
script.async = true;
script.dataset["key"] = tag.dataset["key"] ?? "";
script.src = new URL(BUNDLE, tag.src).href;
document.head.append(script);
