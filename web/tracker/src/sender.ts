import { BACKOFF_MS_MAX, backoff } from "./backoff";
import { type Dead, type Row, intact } from "./item";
import type { Platform } from "./platform";
import { type Limits, type Load, type Medium, type Settlement, load, settle } from "./store";
import { type Answer, BATCH_ITEMS_MAX, type Batch, type Receipt, pack, read } from "./wire";

const EXCHANGE_MS_MAX = 5_000;
/** An item may not outlive the server's memory of the ids it has counted. */
const AGE_MS_MAX = 7 * 24 * 60 * 60_000;
/** How long another tab may be at it before it is taken for frozen. */
const OTHER_TAB_MS_MAX = 10_000;
const OTHER_TAB_LOOK_MS = 1_000;

/** What a sender tells whoever listens. `status` 0 is no answer at all. */
export type Progress =
  | { kind: "acknowledged"; ids: readonly string[]; receipt: Receipt | undefined; at: number }
  | { kind: "dead"; items: readonly Dead[] }
  | { kind: "failed"; status: number; nextAt: number };

/** Carries the rows of one store to the server, in order, until it is empty. Any number of them may run at once. */
export interface Sender {
  /** Sends what there is now, unless the server asked for rest; joins a pass that is under way. */
  flush(): Promise<void>;
  /** Sends soon, unless a wait is running. */
  soon(ms: number): void;
  /** Stops before its next step and starts nothing until `flush`. */
  rest(): void;
  readonly state: "idle" | "sending" | "waiting" | "blocked";
}

export interface Route {
  readonly platform: Platform;
  readonly medium: Medium;
  readonly limits: Limits;
  readonly url: string;
  /** Shared by all tabs that share the store. */
  readonly lock: string;
  /** Sees each read of the head of the queue. */
  loaded(head: Load): void;
  tell(progress: Progress): void;
}

export function sender({ platform, medium, limits, url, lock, loaded, tell }: Route): Sender {
  let running: Promise<void> | undefined;
  let cancel: (() => void) | undefined;
  let resting = false;
  let more = false;
  let kept = false;
  let blocked = false;
  let failures = 0;
  let floor = 0;
  let busySince = 0;
  let itemsMax = BATCH_ITEMS_MAX;

  function flush(): Promise<void> {
    resting = false;
    if (running) {
      return running;
    }
    const wait = floor - platform.now();
    schedule(wait > 0 ? wait : undefined);
    if (wait > 0) {
      return Promise.resolve();
    }
    running = inTurn().then(() => {
      running = undefined;
      if (more && !cancel) {
        schedule(0);
      }
    });
    return running;
  }

  /** Leaves it to another tab that is at it; one that is at it for too long is frozen, and is passed by. */
  async function inTurn(): Promise<void> {
    const now = platform.now();
    if (!platform.locks || !medium.durable || (busySince && now - busySince > OTHER_TAB_MS_MAX)) {
      return pass();
    }
    const leave = () => {
      busySince ||= now;
      schedule(OTHER_TAB_LOOK_MS);
    };
    await platform.locks.request(lock, { ifAvailable: true }, (held) => (held ? pass() : leave())).catch(leave);
  }

  /** Once through the queue in its order; a store that fails is tried again like a server that does. */
  async function pass(): Promise<void> {
    busySince = 0;
    kept = false;
    try {
      let after: number | undefined = 0;
      while (after !== undefined && !resting) {
        after = await step(after);
      }
    } catch {
      kept = true;
    }
    if (kept && !cancel) {
      again();
    }
  }

  /** One batch from the rows after a number; the number to go on after, or undefined to end the pass. */
  async function step(after: number): Promise<number | undefined> {
    more = false;
    const head = await load(medium, after, itemsMax);
    if (!after) {
      loaded(head);
    }
    const now = platform.now();
    const spoiled = head.rows.flatMap((row) => spoil(row, now));
    if (spoiled.length) {
      await conclude({ dead: spoiled });
      return after;
    }
    if (!head.rows.length) {
      return undefined;
    }
    const batch = pack(head.rows, head.state, head.oldest);
    const answer = await exchange(batch.body);
    return resting ? undefined : apply(answer, batch, after);
  }

  async function exchange(body: string): Promise<Answer> {
    const abort = new AbortController();
    const done = platform.after(EXCHANGE_MS_MAX, () => abort.abort());
    const { signal } = abort;
    try {
      const init: RequestInit = { method: "POST", body, signal, credentials: "omit", redirect: "error" };
      return await read(await platform.fetch(url, init), platform.now());
    } catch {
      return { kind: "failed", status: 0, waitMs: 0 };
    } finally {
      done();
    }
  }

  async function apply(answer: Answer, { items, declared }: Batch<Row>, after: number): Promise<number | undefined> {
    blocked = answer.status === 401 || answer.status === 403;
    floor = platform.now() + answer.waitMs;
    if (answer.kind === "failed") {
      tell({ kind: "failed", status: answer.status, nextAt: again() });
      return undefined;
    }
    if (answer.kind === "refused" && items.length > 1) {
      // Somewhere in there is what the server cannot read: halve until it stands alone.
      itemsMax = Math.ceil(items.length / 2);
      return after;
    }
    itemsMax = Math.min(BATCH_ITEMS_MAX, itemsMax * 2);
    const { done, dead } = verdicts(answer, items, platform.now());
    await conclude({ done, dead, declared: answer.kind === "answered" ? declared : [] });
    if (answer.kind === "answered" && done.length) {
      failures = 0;
      tell({ kind: "acknowledged", ids: done.map((row) => row.id), receipt: answer.receipt, at: platform.now() });
    }
    kept ||= done.length + dead.length < items.length || answer.waitMs > 0;
    return answer.waitMs ? undefined : items[items.length - 1]?.seq;
  }

  async function conclude(settlement: Settlement): Promise<void> {
    await settle(medium, limits, settlement);
    if (settlement.dead?.length) {
      tell({ kind: "dead", items: settlement.dead });
    }
  }

  /** Waits as long as the backoff says and no shorter than the server asked; the time of the next try. */
  function again(): number {
    const ms = blocked ? BACKOFF_MS_MAX : backoff(failures++, platform.random);
    const wait = Math.max(ms, floor - platform.now());
    schedule(wait);
    return platform.now() + wait;
  }

  function schedule(ms?: number): void {
    cancel?.();
    cancel = undefined;
    if (ms !== undefined && !resting) {
      cancel = platform.after(ms, () => {
        cancel = undefined;
        void flush();
      });
    }
  }

  return {
    flush,
    soon(ms) {
      more = true;
      if (!running && !cancel) {
        schedule(ms);
      }
    },
    rest() {
      resting = true;
      schedule();
    },
    get state() {
      return blocked ? "blocked" : running ? "sending" : cancel ? "waiting" : "idle";
    },
  };
}

/** Why the row may not go onto the wire, if so. */
function spoil(row: Row, since: number): Dead[] {
  if (!intact(row)) {
    return [{ ...row, code: "corrupt", reason: "does not match its checksum", since }];
  }
  if (since - row.at > AGE_MS_MAX) {
    return [{ ...row, code: "expired", reason: "not acknowledged within 7 days", since }];
  }
  return [];
}

/** Sorts a batch by what was said to each item; what was not named is kept. */
function verdicts(answer: Exclude<Answer, { kind: "failed" }>, rows: readonly Row[], since: number) {
  const acked = new Set(answer.kind === "answered" ? answer.ack : []);
  const refusals = new Map(answer.kind === "answered" ? answer.reject.map((one) => [one?.id, one]) : []);
  const done: Row[] = [];
  const dead: Dead[] = [];
  for (const row of rows) {
    const refusal =
      answer.kind === "refused" ? { code: `http-${answer.status}`, reason: answer.reason } : refusals.get(row.id);
    if (acked.has(row.id)) {
      done.push(row);
    } else if (refusal) {
      dead.push({ ...row, code: `${refusal.code}`, reason: `${refusal.reason}`, since });
    }
  }
  return { done, dead };
}
