import type { Dead, Row } from "./item";
import type { Platform } from "./platform";
import { type Medium, type Shelf, empty } from "./store";
import { uuid7 } from "./uuid7";

/** The page's memory, when nothing else can be had: a device of its own that ends with the page. */
export function memory(platform: Platform): Medium {
  const rows = new Map<number, Row>();
  const graves: Dead[] = [];
  let turn: Promise<unknown> = Promise.resolve();
  let state = empty(uuid7(platform.now(), platform.fill), 1);
  let last = 0;
  const shelf: Shelf = {
    state: async () => ({ ...state, backlog: rows.size }),
    keep: (next) => void (state = next),
    async add(item) {
      rows.set(++last, { ...item, seq: last });
      return last;
    },
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
