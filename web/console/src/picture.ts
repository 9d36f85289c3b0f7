// The server puts every figure into words, for the first rendering and for each beat alike; here they only change
// places. Text goes in as text, never as markup.

export interface Picture {
  readonly texts: Readonly<Record<string, string>>;
  readonly states: Readonly<Record<string, string>>;
}

type Places = ReadonlyMap<string, readonly HTMLElement[]>;

export class PictureView {
  readonly #texts = places("data-text");
  readonly #states = places("data-state-of");

  show(picture: Picture): void {
    for (const [key, text] of Object.entries(picture.texts)) {
      for (const place of this.#texts.get(key) ?? []) {
        if (place.textContent !== text) {
          place.textContent = text;
        }
      }
    }
    for (const [key, state] of Object.entries(picture.states)) {
      for (const place of this.#states.get(key) ?? []) {
        place.dataset["state"] = state;
      }
    }
  }
}

function places(attribute: string): Places {
  const found = new Map<string, HTMLElement[]>();
  for (const element of document.querySelectorAll<HTMLElement>(`[${attribute}]`)) {
    const key = element.getAttribute(attribute) ?? "";
    found.set(key, [...(found.get(key) ?? []), element]);
  }
  return found;
}
