/** What the outbox needs from its surroundings. A part that a browser blocks is absent, never throwing. */
export interface Platform {
  now(): number;
  random(): number;
  fill(bytes: Uint8Array): void;
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** Calls once after the wait; the answer cancels it. */
  after(ms: number, call: () => void): () => void;
  beacon(url: string, body: string): boolean;
  readonly indexedDB?: IDBFactory | undefined;
  readonly locks?: LockManager | undefined;
  readonly localStorage?: Storage | undefined;
  readonly sessionStorage?: Storage | undefined;
}

/** The value, or undefined where asking for it throws. */
export function tried<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}

/** The page we run in. */
export function page(): Platform {
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    fill: (bytes) => void crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>),
    fetch: (url, init) => fetch(url, init),
    after(ms, call) {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    },
    beacon: (url, body) => tried(() => navigator.sendBeacon(url, body)) ?? false,
    indexedDB: tried(() => indexedDB),
    locks: tried(() => navigator.locks),
    localStorage: tried(() => localStorage),
    sessionStorage: tried(() => sessionStorage),
  };
}
