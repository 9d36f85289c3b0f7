type Method = "track" | "flush" | "status" | "on";
type Kept = [method: Method, parameters: unknown[], resolve: (value: unknown) => void, reject: (reason: unknown) => void];

/** Stands in the page until the bundle has come, and keeps what is called meanwhile. */
export type Stub = { q: Kept[] } & Record<Method, (...parameters: unknown[]) => Promise<unknown>>;

const CALLS_MAX = 1_000;

const q: Kept[] = [];
const keep =
  (method: Method) =>
  (...parameters: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      q.length < CALLS_MAX ? q.push([method, parameters, resolve, reject]) : reject(new Error("holdfast is not loaded"));
    });
const home = window as { holdfast?: unknown };
home.holdfast ||= { q, track: keep("track"), flush: keep("flush"), status: keep("status"), on: keep("on") } satisfies Stub;
