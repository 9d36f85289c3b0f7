import { type Fresh, forgetOldest, forgetSent, lastWords } from "./fresh";
import { indexed } from "./indexed";
import { type Draft, type ServiceClass, draft } from "./item";
import { memory } from "./memory";
import type { Platform } from "./platform";
import { type Progress, type Sender, sender } from "./sender";
import { visits } from "./session";
import { LIMITS, type Limits, type Medium, type State, accept, load, noRoom } from "./store";
import { uuid7 } from "./uuid7";
import type { Receipt } from "./wire";

/** Where an item lies: on the disk, handed to the operating system, or in the page only. */
export type Durability = "strict" | "relaxed" | "memory";

/** The item is stored and will be sent until the server has it. */
export interface Stored {
  readonly id: string;
  readonly seq: number;
  readonly durability: Durability;
}

export type Happening = ({ kind: "stored" } & Stored) | Progress;

/** How the outbox is; `evicted` is what was given up and not yet declared to the server. */
export interface Status extends Readonly<State> {
  readonly grade: "indexeddb" | "memory";
  readonly sending: Sender["state"];
  readonly oldest: number;
  readonly lastAck: { readonly at: number; readonly receipt: Receipt | undefined } | undefined;
  readonly lastFailure: { readonly status: number; readonly nextAt: number } | undefined;
}

export interface TrackOptions {
  readonly class?: ServiceClass;
}

export interface Outbox {
  /** Resolves when the item is stored, saying how durably; rejects when it is not. Never throws. */
  track(type: string, data?: unknown, options?: TrackOptions): Promise<Stored>;
  /** Tries once to send what is stored; resolves when that is over, whatever came of it. */
  flush(): Promise<void>;
  status(): Promise<Status>;
  /** Calls with everything that happens from now on; the answer ends it. */
  on(listener: (happening: Happening) => void): () => void;
  /** The page is hidden, or about to go: last words by beacon. Nothing is written any more while `unloading`. */
  hide(unloading: boolean): void;
  /** The page is here (again), or the network is: one try at once. */
  show(): void;
}

export interface Settings {
  readonly key: string;
  /** Where the server is, without a path. */
  readonly url: string;
  readonly limits?: Limits;
}

const GATHER_MS = 200;

interface Lane {
  readonly medium: Medium;
  readonly sender: Sender;
  state?: State;
  oldest: number;
}

interface Call {
  readonly item: Draft;
  resolve(stored: Stored): void;
  reject(reason: unknown): void;
}

export function outbox(platform: Platform, { key, url, limits = LIMITS }: Settings): Outbox {
  const name = `holdfast:${key}`;
  const sync = `${url}/api/sync?key=${encodeURIComponent(key)}`;
  const visit = visits(platform, name);
  const fresh = new Map<string, Fresh<Lane>>();
  const listeners = new Set<(happening: Happening) => void>();
  const durable = lane(indexed(platform, name));
  const volatile = lane(memory(platform));
  const lanes = [durable, volatile];
  let broken = false;
  let asleep = false;
  let calls: Call[] = [];
  let lastAck: Status["lastAck"];
  let lastFailure: Status["lastFailure"];

  function lane(medium: Medium): Lane {
    const self: Lane = {
      medium,
      oldest: 0,
      sender: sender({
        platform,
        medium,
        limits,
        url: sync,
        lock: name,
        loaded({ state, oldest }) {
          self.state = state;
          self.oldest = oldest;
          forgetSent(fresh, self);
        },
        tell,
      }),
    };
    return self;
  }

  function tell(happening: Happening): void {
    if (happening.kind === "acknowledged") {
      lastAck = { at: happening.at, receipt: happening.receipt };
      lastFailure = undefined;
      happening.ids.forEach((id) => fresh.delete(id));
    } else if (happening.kind === "dead") {
      happening.items.forEach((item) => fresh.delete(item.id));
    } else if (happening.kind === "failed") {
      lastFailure = { status: happening.status, nextAt: happening.nextAt };
    }
    for (const listener of listeners) {
      try {
        listener(happening);
      } catch (failure) {
        console.error(failure);
      }
    }
  }

  function track(type: string, data?: unknown, options: TrackOptions = {}): Promise<Stored> {
    const promise = new Promise<Stored>((resolve, reject) => {
      if (calls.length >= limits.rowsMax) {
        throw full(type);
      }
      const now = platform.now();
      const kind = options?.class ?? "normal";
      const item = draft(uuid7(now, platform.fill), now, kind, { type, session: visit(), data });
      fresh.set(item.id, { item, lane: broken ? volatile : durable });
      if (calls.push({ item, resolve, reject }) === 1 || asleep) {
        queueMicrotask(() => void keep());
      }
    });
    // A page that does not look at the promise is not bothered with it.
    promise.catch(() => undefined);
    return promise;
  }

  /** Stores the calls of one task in one transaction. */
  async function keep(): Promise<void> {
    if (asleep) {
      return hide(asleep);
    }
    const group = calls;
    calls = [];
    if (!broken) {
      try {
        return await put(durable, group);
      } catch (failure) {
        // A full disk may have room for the next item; anything else has not mended by opening the store anew.
        broken = !noRoom(failure);
      }
    }
    return put(volatile, group);
  }

  async function put(lane: Lane, group: readonly Call[]): Promise<void> {
    const items = group.map((call) => call.item);
    const { seqs, state } = await accept(lane.medium, limits, items);
    lane.state = state;
    const strict = items.some((item) => item.class === "must");
    const durability = lane.medium.durable ? (strict ? "strict" : "relaxed") : "memory";
    group.forEach(({ item, resolve, reject }, index) => {
      const seq = seqs[index];
      if (!seq) {
        fresh.delete(item.id);
        return reject(full(item.id));
      }
      fresh.set(item.id, { item: { ...item, seq }, lane });
      resolve({ id: item.id, seq, durability });
      tell({ kind: "stored", id: item.id, seq, durability });
    });
    forgetOldest(fresh);
    lane.sender.soon(GATHER_MS);
  }

  function hide(unloading: boolean): void {
    asleep ||= unloading;
    if (asleep) {
      lanes.forEach((lane) => {
        lane.sender.rest();
        lane.medium.close();
      });
    }
    lastWords(fresh, lanes, (body) => platform.beacon(sync, body));
  }

  function show(): void {
    asleep = broken = false;
    for (const one of fresh.values()) {
      one.said = false;
    }
    if (calls.length) {
      void keep();
    }
    void flush();
  }

  async function flush(): Promise<void> {
    await Promise.all(lanes.map((lane) => lane.sender.flush()));
  }

  async function status(): Promise<Status> {
    const memory = await load(volatile.medium, 0, 1);
    const disk = await load(durable.medium, 0, 1).catch(() => undefined);
    const { state, oldest } = disk ?? memory;
    return {
      ...state,
      oldest,
      grade: disk ? "indexeddb" : "memory",
      sending: (disk ? durable : volatile).sender.state,
      backlog: memory.state.backlog + (disk?.state.backlog ?? 0),
      dead: memory.state.dead + (disk?.state.dead ?? 0),
      lastAck,
      lastFailure,
    };
  }

  return {
    track,
    flush,
    status,
    on(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    hide,
    show,
  };
}

function full(what: string): Error {
  const error = new Error(`the outbox is full; ${what} was not stored`);
  error.name = "OutboxFullError";
  return error;
}
