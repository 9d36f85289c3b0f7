import assert from "node:assert/strict";
import { test } from "node:test";
import { indexed } from "../src/indexed";
import { type Dead, type Row, type ServiceClass, draft } from "../src/item";
import { LIMITS, type Medium, accept, load, settle } from "../src/store";
import { Browser } from "./rig";

/** A disk that has room for so many rows, or for nothing at all, and says so at the end, as browsers do. */
class Cramped {
  rowsMax = Infinity;
  /** Not a byte may be written; deleting is still possible. */
  full = false;
  readonly medium: Medium;

  constructor() {
    const disk = indexed(new Browser().open().platform, "store");
    this.medium = {
      ...disk,
      transact: (mode, work) =>
        disk.transact(mode, async (shelf) => {
          const value = await work({ ...shelf, keep: (state) => (this.full ? noRoom() : shelf.keep(state)) });
          return (await shelf.state()).backlog > this.rowsMax ? noRoom() : value;
        }),
    };
  }
}

function noRoom(): never {
  throw new DOMException("no room", "QuotaExceededError");
}

const item = (n: number, kind: ServiceClass) => draft(`id-${n}`, 0, kind, { type: "test" });

test("when the browser has no more room, noise goes and the newcomer is stored", async () => {
  const disk = new Cramped();
  const { medium } = disk;
  disk.rowsMax = 60;
  await accept(medium, LIMITS, Array.from({ length: 60 }, (_, n) => item(n, n < 55 ? "noise" : "normal")));

  const { seqs } = await accept(medium, LIMITS, [item(60, "normal")]);

  const { state, rows } = await load(medium, 0, 100);
  assert.equal(seqs.length, 1);
  assert.deepEqual(state.evicted, [{ from: 1, to: 2, class: "noise", reason: "quota" }]);
  assert.deepEqual([state.backlog, rows.length], [59, 59]);
});

test("when there is nothing that may be given up, the browser's refusal is passed on", async () => {
  const disk = new Cramped();
  const { medium } = disk;
  disk.rowsMax = 3;
  await accept(medium, LIMITS, [0, 1, 2].map((n) => item(n, "must")));

  await assert.rejects(accept(medium, LIMITS, [item(3, "normal")]), { name: "QuotaExceededError" });

  const { state, rows } = await load(medium, 0, 100);
  assert.deepEqual([state.backlog, rows.length], [3, 3]);
});

test("a range that was declared is forgotten, one that grew meanwhile is not", async () => {
  const { medium } = new Cramped();
  const small = { ...LIMITS, rowsMax: 2 };
  await accept(medium, small, [0, 1, 2, 3].map((n) => item(n, "noise")));
  const declared = (await load(medium, 0, 1)).state.evicted;
  await accept(medium, small, [item(4, "noise")]);

  await settle(medium, small, { declared });

  const { state } = await load(medium, 0, 1);
  assert.deepEqual(declared, [{ from: 1, to: 2, class: "noise", reason: "full" }]);
  assert.deepEqual(state.evicted, [{ from: 1, to: 3, class: "noise", reason: "full" }]);
  await settle(medium, small, { declared: state.evicted });
  assert.deepEqual((await load(medium, 0, 1)).state.evicted, []);
});

test("when too much is undeclared, nothing more is given up", async () => {
  const { medium } = new Cramped();
  const small = { ...LIMITS, rowsMax: 3, evictedMax: 2 };
  const kinds: ServiceClass[] = ["noise", "must", "noise", "normal", "normal", "normal"];

  const { seqs, state } = await accept(medium, small, kinds.map((kind, n) => item(n, kind)));

  assert.deepEqual(seqs, [1, 2, 3, 4, 5, undefined]);
  assert.equal(state.evicted.length, 2);
});

test("where not a byte can be written, what was acknowledged is still deleted", async () => {
  const disk = new Cramped();
  await accept(disk.medium, LIMITS, [0, 1, 2].map((n) => item(n, "normal")));
  const [first, second] = (await load(disk.medium, 0, 2)).rows as [Row, Row];
  const spoiled: Dead = { ...second, code: "corrupt", reason: "", since: 0 };

  disk.full = true;
  await settle(disk.medium, LIMITS, { done: [first] });
  await assert.rejects(settle(disk.medium, LIMITS, { dead: [spoiled] }), { name: "QuotaExceededError" });
  const crowded = await load(disk.medium, 0, 10);
  disk.full = false;
  await settle(disk.medium, LIMITS, { dead: [spoiled] });
  const { state, rows } = await load(disk.medium, 0, 10);

  assert.deepEqual([crowded.state.backlog, crowded.rows.map((row) => row.seq)], [2, [2, 3]]);
  assert.deepEqual([state.backlog, state.dead, rows.map((row) => row.seq)], [1, 1, [3]]);
});

test("a dead letter that is full gives up its oldest, and declares it", async () => {
  const { medium } = new Cramped();
  await accept(medium, LIMITS, [0, 1, 2].map((n) => item(n, "must")));
  const { rows } = await load(medium, 0, 3);
  const dead = rows.map((row): Dead => ({ ...row, code: "invalid", reason: "", since: 0 }));

  await settle(medium, { ...LIMITS, deadMax: 2 }, { dead });

  const { state } = await load(medium, 0, 1);
  assert.deepEqual([state.backlog, state.dead], [0, 2]);
  assert.deepEqual(state.evicted, [{ from: 1, to: 1, class: "must", reason: "dead-full" }]);
});
