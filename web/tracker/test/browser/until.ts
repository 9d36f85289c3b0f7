const LOOK_MS = 50;
const PATIENCE_MS = 90_000;

/** Looks until the answer is there; throws `what` when it never comes. */
export async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) {
      return found;
    }
    if (Date.now() > deadline) {
      throw new Error(`waited ${PATIENCE_MS} ms in vain: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
