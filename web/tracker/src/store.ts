import type { Dead, Draft, Row, ServiceClass } from "./item";

/** Numbers given up, both ends with, until the server has been told. */
export interface Evicted {
  readonly from: number;
  readonly to: number;
  readonly class: ServiceClass;
  readonly reason: string;
}

/**
 * What a store knows of itself: one record, written in the same transaction as the rows it speaks of. The backlog is
 * counted each time; `bytes` may be too high until the store is empty, where there was no room to write it.
 */
export interface State {
  device: string;
  epoch: number;
  /** The highest number ever given. */
  issued: number;
  backlog: number;
  bytes: number;
  dead: number;
  evicted: Evicted[];
}

/** A store that holds nothing yet. */
export function empty(device: string, epoch: number): State {
  return { device, epoch, issued: 0, backlog: 0, bytes: 0, dead: 0, evicted: [] };
}

/** A transaction's hands. Nothing but these may be awaited while it is open. */
export interface Shelf {
  state(): Promise<State>;
  keep(state: State): void;
  add(item: Draft): Promise<number>;
  row(seq: number): Promise<Row | undefined>;
  drop(seq: number): void;
  /** Rows with a number over `after`, in order. */
  rows(after: number, max: number): Promise<Row[]>;
  oldest(kind: ServiceClass): Promise<Row | undefined>;
  bury(dead: Dead): void;
  /** Takes out the oldest dead item. */
  exhume(): Promise<Dead | undefined>;
}

/** Where rows lie. A transaction happens wholly or not at all, one at a time. */
export interface Medium {
  readonly durable: boolean;
  transact<T>(mode: "read" | "write" | "strict", work: (shelf: Shelf) => Promise<T>): Promise<T>;
  /** Lets go of the connection; the next transaction opens it again. */
  close(): void;
}

export interface Limits {
  readonly rowsMax: number;
  readonly bytesMax: number;
  readonly deadMax: number;
  /** Ranges not yet declared; when there are this many, nothing more is shed. */
  readonly evictedMax: number;
}

export const LIMITS: Limits = { rowsMax: 5_000, bytesMax: 10_000_000, deadMax: 500, evictedMax: 250 };

/** What was read in one transaction. `oldest` is the lowest number held, 0 when none is. */
export interface Load {
  readonly rows: Row[];
  readonly state: State;
  readonly oldest: number;
}

/** What an exchange with the server came to. */
export interface Settlement {
  readonly done?: readonly Row[];
  readonly dead?: readonly Dead[];
  readonly declared?: readonly Evicted[];
}

/** What became of items handed in: their numbers, in order; undefined for one that found no room. */
export interface Accepted {
  readonly seqs: readonly (number | undefined)[];
  readonly state: State;
}

/**
 * All that find room, in one transaction. Rejects when the medium fails; then nothing was stored. Where the browser
 * itself has no more room, noise gives way, and for `must` what is normal.
 */
export async function accept(medium: Medium, limits: Limits, items: readonly Draft[]): Promise<Accepted> {
  const must = items.some((item) => item.class === "must");
  const attempt = (bytesToFree: number) =>
    medium.transact(must ? "strict" : "write", async (shelf) => {
      const state = await shelf.state();
      state.bytes = state.backlog && state.bytes;
      const bytesMax = state.bytes - bytesToFree;
      while (state.bytes > bytesMax && (await shedOne(shelf, state, limits, must ? "must" : "noise", "quota")));
      const adding: (Promise<number> | undefined)[] = [];
      for (const item of items) {
        const fits = await makeRoom(shelf, state, limits, item);
        if (fits) {
          state.backlog++;
          state.bytes += item.size;
        }
        adding.push(fits ? shelf.add(item) : undefined);
      }
      const seqs = await Promise.all(adding);
      state.issued = Math.max(state.issued, ...seqs.map((seq) => seq ?? 0));
      shelf.keep(state);
      return { seqs, state };
    });
  return attempt(0).catch((failure: unknown) => {
    if (noRoom(failure)) {
      return attempt(items.reduce((sum, item) => sum + 2 * item.size, 0));
    }
    throw failure;
  });
}

/** Whether the browser has no more room for this site. */
export function noRoom(failure: unknown): boolean {
  return (failure as Partial<Error> | null)?.name === "QuotaExceededError";
}

async function makeRoom(shelf: Shelf, state: State, limits: Limits, item: Draft): Promise<boolean> {
  while (state.backlog >= limits.rowsMax || state.bytes + item.size > limits.bytesMax) {
    if (!(await shedOne(shelf, state, limits, item.class, "full"))) {
      return false;
    }
  }
  return true;
}

/** Gives up the oldest row that counts less than the newcomer, noise first; noise gives way to noise only. */
async function shedOne(
  shelf: Shelf,
  state: State,
  limits: Limits,
  newcomer: ServiceClass,
  reason: string,
): Promise<boolean> {
  const row = (await shelf.oldest("noise")) ?? (newcomer === "noise" ? undefined : await shelf.oldest("normal"));
  if (!row || state.evicted.length >= limits.evictedMax) {
    return false;
  }
  evict(state, row, reason);
  remove(shelf, state, row);
  return true;
}

/** Notes a number as given up; neighbours of one class and reason share a range. */
export function evict(state: State, row: Row, reason: string): void {
  const before = state.evicted.find(
    (range) => range.to === row.seq - 1 && range.class === row.class && range.reason === reason,
  );
  const range = { from: before?.from ?? row.seq, to: row.seq, class: row.class, reason };
  state.evicted = [...state.evicted.filter((other) => other !== before), range];
}

function remove(shelf: Shelf, state: State, row: Row): void {
  shelf.drop(row.seq);
  state.backlog--;
  state.bytes -= row.size;
}

export function load(medium: Medium, after: number, max: number): Promise<Load> {
  return medium.transact("read", async (shelf) => {
    const [state, rows, [first]] = await Promise.all([shelf.state(), shelf.rows(after, max), shelf.rows(0, 1)]);
    return { state, rows, oldest: first?.seq ?? 0 };
  });
}

/**
 * Applies all of it in one transaction; a row that another tab has settled meanwhile is left alone. Where there is no
 * room for a single byte, what is done is still deleted, and it rejects if there was more to do.
 */
export function settle(medium: Medium, limits: Limits, settlement: Settlement): Promise<void> {
  const { done = [], dead = [], declared = [] } = settlement;
  const attempt = (deleteOnly: boolean) =>
    medium.transact("write", async (shelf) => {
      const state = await shelf.state();
      for (const row of deleteOnly ? done : [...done, ...dead]) {
        if (await shelf.row(row.seq)) {
          remove(shelf, state, row);
          if ("code" in row) {
            shelf.bury(row as Dead);
            state.dead++;
          }
        }
      }
      if (deleteOnly) {
        return;
      }
      while (state.dead > limits.deadMax) {
        const lost = await shelf.exhume();
        state.dead = lost ? state.dead - 1 : 0;
        if (lost) {
          evict(state, lost, "dead-full");
        }
      }
      // A range that has grown since it was declared is declared again as a whole.
      state.evicted = state.evicted.filter(({ from, to }) => !declared.some((said) => said.from === from && said.to === to));
      shelf.keep(state);
    });
  return attempt(false).catch(async (failure: unknown) => {
    if (!noRoom(failure)) {
      throw failure;
    }
    await attempt(true);
    if (dead.length) {
      throw failure;
    }
  });
}
