/** The element with this id; it is in index.html. */
export function part<T extends HTMLElement = HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

/** An element with its attributes and children; text is never read as HTML. */
export function element(name: string, attributes: Record<string, string>, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** A drawing of 96 by 96. */
export function drawing(inside: string): Element {
  const holder = document.createElement("template");
  holder.innerHTML = `<svg viewBox="0 0 96 96" aria-hidden="true">${inside}</svg>`;
  return holder.content.firstElementChild as Element;
}
