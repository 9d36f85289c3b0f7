import type { Dead, Row } from "./item";
import { type Platform, tried } from "./platform";
import { type Medium, type Shelf, type State, empty } from "./store";
import { uuid7 } from "./uuid7";

const OPEN_MS_MAX = 4_000;
const STORES = ["q", "dead", "meta"];

/** IndexedDB: one row per item, numbered by the key generator, which takes a number back when its transaction aborts. */
export function indexed(platform: Platform, name: string): Medium {
  let connection: Promise<IDBDatabase> | undefined;

  const connect = () =>
    (connection ??= open(platform, name, () => (connection = undefined)).catch((failure: unknown) => {
      connection = undefined;
      throw failure;
    }));

  const close = () => {
    connection?.then((db) => db.close()).catch(() => undefined);
    connection = undefined;
  };

  const attempt = async <T>(mode: "read" | "write" | "strict", work: (shelf: Shelf) => Promise<T>): Promise<T> => {
    const db = await connect();
    const transaction = db.transaction(STORES, mode === "read" ? "readonly" : "readwrite", {
      durability: mode === "strict" ? "strict" : "relaxed",
    });
    return new Promise<T>((resolve, reject) => {
      let value: T;
      transaction.oncomplete = () => resolve(value);
      transaction.onabort = () => reject(transaction.error);
      work(shelf(transaction)).then(
        (result) => {
          value = result;
        },
        (failure: unknown) => {
          reject(failure);
          tried(() => transaction.abort());
        },
      );
    });
  };

  return {
    durable: true,
    close,
    transact: (mode, work) =>
      attempt(mode, work).catch((failure: unknown) => {
        // The connection was closed under us (site data cleared, an iOS page in the background, Firefox after a
        // quota error): nothing was committed, a new connection usually works.
        if ((failure as Partial<Error> | null)?.name === "InvalidStateError") {
          close();
          return attempt(mode, work);
        }
        throw failure;
      }),
  };
}

function open(platform: Platform, name: string, lost: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    if (!platform.indexedDB) {
      throw new Error("IndexedDB is blocked");
    }
    const cancel = platform.after(OPEN_MS_MAX, () => reject(new Error("IndexedDB did not open in time")));
    const request = platform.indexedDB.open(name, 1);
    request.onupgradeneeded = () => create(platform, name, request.result);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      cancel();
      const db = request.result;
      db.onclose = db.onversionchange = () => {
        db.close();
        lost();
      };
      resolve(db);
    };
  });
}

/**
 * The first opening, or the first since the browser dropped our storage. The device is also written to localStorage:
 * where only IndexedDB was lost, the device starts over in a new epoch, and the server sees that numbering did too.
 */
function create(platform: Platform, name: string, db: IDBDatabase): void {
  db.createObjectStore("q", { keyPath: "seq", autoIncrement: true }).createIndex("class", "class");
  db.createObjectStore("dead", { autoIncrement: true });
  const [known, epoch] = (tried(() => platform.localStorage?.getItem(name)) ?? "").split(" ");
  const state = empty(known || uuid7(platform.now(), platform.fill), (Number(epoch) || 0) + 1);
  db.createObjectStore("meta").put(state, 0);
  tried(() => platform.localStorage?.setItem(name, `${state.device} ${state.epoch}`));
}

function shelf(transaction: IDBTransaction): Shelf {
  const q = transaction.objectStore("q");
  const dead = transaction.objectStore("dead");
  const meta = transaction.objectStore("meta");
  const after = (seq: number) => IDBKeyRange.lowerBound(seq, true);
  return {
    async state() {
      const [state, backlog] = await Promise.all([ask<State>(meta.get(0)), ask(q.count())]);
      return { ...state, backlog };
    },
    keep: (state) => void meta.put(state, 0),
    add: (item) => ask(q.add(item)) as Promise<number>,
    row: (seq) => ask<Row | undefined>(q.get(seq)),
    drop: (seq) => void q.delete(seq),
    rows: (seq, max) => ask<Row[]>(q.getAll(after(seq), max)),
    oldest: (kind) => ask<Row | undefined>(q.index("class").get(kind)),
    bury: (row) => void dead.add(row),
    async exhume() {
      const [key] = await ask(dead.getAllKeys(null, 1));
      const row = key === undefined ? undefined : await ask<Dead>(dead.get(key));
      if (key !== undefined) {
        dead.delete(key);
      }
      return row;
    },
  };
}

/** A failed request is left to abort its transaction, which says why. */
function ask<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve) => {
    request.onsuccess = () => resolve(request.result);
  });
}
