import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { type Outbox, type Settings, type Stored, type TrackOptions, outbox } from "../src/outbox";
import type { Platform } from "../src/platform";
import { Collector } from "./collector";

globalThis.IDBKeyRange = IDBKeyRange;

interface Timer {
  readonly due: number;
  readonly call: () => void;
}

/** A map that looks like web storage. */
export class MapStorage implements Storage {
  private readonly map = new Map<string, string>();
  [name: string]: unknown;
  get length(): number {
    return this.map.size;
  }
  clear = (): void => this.map.clear();
  getItem = (key: string): string | null => this.map.get(key) ?? null;
  key = (index: number): string | null => [...this.map.keys()][index] ?? null;
  removeItem = (key: string): void => void this.map.delete(key);
  setItem = (key: string, value: string): void => void this.map.set(key, value);
}

/** What survives when a page goes: the disk of the browser, and the clock on the wall. */
export class Browser {
  indexedDB: IDBFactory | undefined = new IDBFactory();
  localStorage: Storage | undefined = new MapStorage();
  now = Date.parse("2026-11-21T12:00:00Z");
  readonly held = new Set<string>();
  locksThrow = false;
  /** A lock is still held when its work is done. */
  lockLingers = false;
  /** Uniform in [0, 1); half by default, so that waits are known. */
  random = (): number => 0.5;

  readonly collector = new Collector();

  open(settings: Partial<Settings> = {}): Page {
    return new Page(this, settings);
  }
}

/** A page with an outbox, on a clock that only `pass` moves. */
export class Page {
  readonly outbox: Outbox;
  readonly platform: Platform;
  readonly beacons: string[] = [];
  readonly requests: string[] = [];
  private readonly timers = new Set<Timer>();
  private readonly browser: Browser;
  private alive = true;

  constructor(browser: Browser, settings: Partial<Settings>) {
    const page = this;
    this.browser = browser;
    this.platform = {
      now: () => browser.now,
      random: () => browser.random(),
      fill: (bytes) => void crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>),
      fetch: (_url, init) => {
        if (!this.alive) {
          return new Promise(() => undefined);
        }
        this.requests.push(String(init.body));
        const answer = browser.collector.receive(String(init.body), init.signal);
        return this.whileAlive(answer);
      },
      after: (ms, call) => this.later(ms, call),
      beacon: (_url, body) => {
        if (!this.alive) {
          return false;
        }
        this.beacons.push(body);
        void browser.collector.receive(body).catch(() => undefined);
        return true;
      },
      get indexedDB() {
        return page.alive ? browser.indexedDB : undefined;
      },
      localStorage: browser.localStorage,
      sessionStorage: new MapStorage(),
      locks: { request: this.lock } as unknown as LockManager,
    };
    this.outbox = outbox(this.platform, { key: "pk_test", url: "https://holdfast.test", ...settings });
  }

  /** Like the outbox's own; a page that has died hears nothing more. */
  track(type: string, data?: unknown, options?: TrackOptions): Promise<Stored> {
    return this.whileAlive(this.outbox.track(type, data, options));
  }

  /** The process dies: nothing that was under way ever comes back to it. */
  crash(): void {
    this.alive = false;
    this.timers.clear();
    this.browser.held.clear();
  }

  /** Lets time go by, and what is due happen. */
  async pass(ms: number): Promise<void> {
    await turns();
    this.browser.now += ms;
    for (const timer of [...this.timers].sort((a, b) => a.due - b.due)) {
      if (timer.due <= this.browser.now && this.timers.delete(timer)) {
        timer.call();
      }
    }
    await turns();
  }

  /** Milliseconds until the next timer, if any is set. */
  get nextIn(): number | undefined {
    const due = [...this.timers].map((timer) => timer.due - this.browser.now);
    return due.length ? Math.min(...due) : undefined;
  }

  private later(ms: number, call: () => void): () => void {
    const timer = { due: this.browser.now + ms, call: () => this.alive && call() };
    this.timers.add(timer);
    return () => void this.timers.delete(timer);
  }

  private readonly lock = async (
    name: string,
    _options: unknown,
    work: (lock: object | null) => Promise<unknown>,
  ): Promise<unknown> => {
    if (this.browser.locksThrow) {
      throw new DOMException("blocked", "SecurityError");
    }
    if (this.browser.held.has(name)) {
      return work(null);
    }
    this.browser.held.add(name);
    try {
      return await work({});
    } finally {
      while (this.browser.lockLingers) {
        await turns(1);
      }
      this.browser.held.delete(name);
    }
  };

  private whileAlive<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      promise.then(
        (value) => this.alive && resolve(value),
        (failure: unknown) => this.alive && reject(failure),
      );
    });
  }
}

/** Lets everything that needs no clock come to rest. */
export async function turns(count = 40): Promise<void> {
  for (let turn = 0; turn < count; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
