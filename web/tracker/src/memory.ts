import type { Dead, Row } from "./item";
import type { Platform } from "./platform";
import type { Medium, Shelf, State } from "./store";
import { uuid7 } from "./uuid7";

/** The page's memory, when nothing else can be had: a device of its own that ends with the page. */
export function memory(platform: Platform): Medium {
  const rows = new Map<number, Row>();
  const graves: Dead[] = [];
  let turn: Promise<unknown> = Promise.resolve();
  let state: State = {
    device: uuid7(platform.now(), platform.fill),
    epoch: 1,
    issued: 0,
    rows: 0,
    bytes: 0,
    dead: 0,
    evicted: [],
  };
  let last = 0;
  const shelf: Shelf = {
    state: async () => ({ ...state }),
    keep: (next) => void (state = next),
    async add(item) {
      rows.set(++last, { ...item, seq: last, tries: 0 });
      return last;
    },
    update: (row) => void rows.set(row.seq, row),
    row: async (seq) => rows.get(seq),
    drop: (seq) => void rows.delete(seq),
    rows: async (after, max) => [...rows.values()].filter((row) => row.seq > after).slice(0, max),
    oldest: async (kind) => [...rows.values()].find((row) => row.class === kind),
    bury: (row) => void graves.push(row),
    exhume: async () => graves.shift(),
  };
  return {
    durable: false,
    close: () => undefined,
    transact: (_mode, work) => {
      const result = turn.then(() => work(shelf));
      turn = result.catch(() => undefined);
      return result;
    },
  };
}
