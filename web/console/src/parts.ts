// The health list: the same parts in the same order, their words renewed.

export interface Part {
  readonly name: string;
  readonly state: string;
  readonly cause: string;
  readonly nextStep: string;
}

export function showParts(parts: readonly Part[]): void {
  for (const part of parts) {
    const item = document.querySelector<HTMLElement>(`[data-part="${CSS.escape(part.name)}"]`);
    if (!item) {
      continue;
    }
    item.dataset["state"] = part.state;
    put(item, ".word", part.state);
    put(item, ".cause", part.cause);
    put(item, ".next", part.nextStep);
  }
}

function put(item: HTMLElement, place: string, text: string): void {
  const element = item.querySelector<HTMLElement>(place);
  if (element) {
    element.textContent = text;
  }
}
