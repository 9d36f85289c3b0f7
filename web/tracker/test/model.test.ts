import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ServiceClass } from "../src/item";
import type { Status, Stored } from "../src/outbox";
import { LIMITS } from "../src/store";
import type { Mood } from "./collector";
import { Browser, type Page, turns } from "./rig";

// Two tabs over one store, a collector in any mood, crashes at any moment. The oracle knows sets of ids only: what was
// tracked, what was said to be stored, what the collector has, what was declared as given up.

const RUNS = Number(process.env["HOLDFAST_MODEL_RUNS"] ?? 2_000);
const SEED = process.env["HOLDFAST_MODEL_SEED"];
const SMALL = { ...LIMITS, rowsMax: 12, evictedMax: 4, deadMax: 3 };

type Step =
  | { kind: "track"; tab: number; items: { class: ServiceClass; type: string }[]; wait: boolean }
  | { kind: "flush" | "crash" | "hide" | "show"; tab: number; wait: boolean }
  | { kind: "mood"; mood: Mood }
  | { kind: "pass"; ms: number };

const tab = fc.nat({ max: 1 });
const wait = fc.boolean();
const item = fc.record({
  class: fc.constantFrom<ServiceClass>("must", "normal", "normal", "noise"),
  type: fc.constantFrom("click", "click", "click", "bad", "poison"),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("track" as const), tab, wait, items: fc.array(item, { minLength: 1, maxLength: 4 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom("flush" as const, "crash" as const, "hide" as const, "show" as const), tab, wait }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("mood" as const),
      mood: fc.constantFrom<Mood>("well", "busy", "portal", "deaf", "lost", "truncated", "hang", "partial", "unknown-ids", "rejecting"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("pass" as const), ms: fc.constantFrom(200, 5_000, 60_000) }) },
);

/** What a run came to. */
interface Story {
  readonly browser: Browser;
  readonly stored: ReadonlyMap<string, Stored>;
  readonly end: Status;
}

async function play(steps: readonly Step[], browser = new Browser()): Promise<Story> {
  const open = () => browser.open({ limits: SMALL });
  const pages: [Page, Page] = [open(), open()];
  const stored = new Map<string, Stored>();

  for (const one of steps) {
    if (one.kind === "mood") {
      browser.collector.mood = one.mood;
    } else if (one.kind === "pass") {
      await pages[0].pass(one.ms);
      await pages[1].pass(0);
    } else {
      act(one, pages, open, stored);
      await turns(one.wait ? 20 : 1);
    }
  }

  browser.collector.mood = "well";
  pages.forEach((page) => page.crash());
  await turns();
  const last = open();
  let end = await last.outbox.status();
  for (let hour = 0; hour < 4 && end.backlog; hour++) {
    await last.outbox.flush();
    await last.pass(3_600_000);
    end = await last.outbox.status();
  }
  return { browser, stored, end };
}

function act(one: Step, pages: [Page, Page], open: () => Page, stored: Map<string, Stored>): void {
  if (one.kind === "mood" || one.kind === "pass") {
    return;
  }
  const page = pages[one.tab] as Page;
  switch (one.kind) {
    case "track":
      for (const { type, class: kind } of one.items) {
        page.track(type, {}, { class: kind }).then(
          (receipt) => stored.set(receipt.id, receipt),
          (refusal: Error) => assert.equal(refusal.name, "OutboxFullError"),
        );
      }
      break;
    case "flush":
      void page.outbox.flush();
      break;
    case "crash":
      page.crash();
      pages[one.tab] = open();
      break;
    case "hide":
      page.outbox.hide(true);
      break;
    case "show":
      page.outbox.show();
  }
}

/** Every way in which the books of a run can be wrong. */
function unexplained({ browser, stored, end }: Story): string[] {
  const { recorded, rejected, poison, evicted, mustShed } = browser.collector;
  const stream = `${end.device} ${end.epoch}`;
  const givenUp = evicted.get(stream) ?? new Set();
  const wrong = mustShed.map((range) => `must was shed: ${range}`);
  const owners = new Map<number, string>();
  for (const [id, { seq, stream: from }] of [...recorded, ...rejected, ...poison]) {
    if (seq && from === stream) {
      const owner = owners.get(seq) ?? id;
      wrong.push(...(owner === id ? [] : [`number ${seq} was given to ${id} and to ${owner}`]));
      owners.set(seq, id);
    }
  }
  for (const { id, seq, durability } of stored.values()) {
    const known = recorded.has(id) || rejected.has(id) || poison.has(id) || givenUp.has(seq);
    // What was only ever in a page's memory may go with the page; it was said so.
    if (!known && durability !== "memory") {
      wrong.push(`${id}, number ${seq}, was said to be stored and is nowhere`);
    }
  }
  for (let seq = 1; seq <= end.issued; seq++) {
    if (!owners.has(seq) && !givenUp.has(seq)) {
      wrong.push(`number ${seq} of ${end.issued} is a hole that nobody declared`);
    }
  }
  return end.backlog ? [...wrong, `${end.backlog} items are left behind`] : wrong;
}

const parameters = { numRuns: RUNS, includeErrorInReport: true, ...(SEED ? { seed: Number(SEED) } : {}) };
const life = fc.array(step, { minLength: 3, maxLength: 25 });

test(`${RUNS} random lives of an outbox lose nothing and explain every number`, async () => {
  await fc.assert(
    fc.asyncProperty(life, async (steps) => {
      assert.deepEqual(unexplained(await play(steps)), []);
    }),
    parameters,
  );
});

test("the oracle finds out a sender that trusts every 200", async () => {
  const result = await fc.check(
    fc.asyncProperty(life, async (steps) => {
      assert.deepEqual(unexplained(await play(steps, new GullibleBrowser())), []);
    }),
    { ...parameters, endOnFailure: true },
  );

  assert.ok(result.failed);
  assert.match(String(result.errorInstance), /nowhere/);
});

test("the oracle finds out a browser that forgets a number", async () => {
  const result = await fc.check(
    fc.asyncProperty(life, async (steps) => {
      const story = await play(steps);
      assert.deepEqual(unexplained({ ...story, end: { ...story.end, issued: story.end.issued + 1 } }), []);
    }),
    { ...parameters, numRuns: 1 },
  );

  assert.ok(result.failed);
  assert.match(String(result.errorInstance), /a hole that nobody declared/);
});

/** Turns what a captive portal says into an acknowledgement of the whole batch, as most senders do. */
class GullibleBrowser extends Browser {
  constructor() {
    super();
    const receive = this.collector.receive.bind(this.collector);
    this.collector.receive = async (text, signal) => {
      const answer = await receive(text, signal);
      if (!answer.headers.get("content-type")?.startsWith("text/html")) {
        return answer;
      }
      const ack = (JSON.parse(text) as { events: { id: string }[] }).events.map((event) => event.id);
      return new Response(JSON.stringify({ ack, reject: [], retry: [] }), { status: 200 });
    };
  }
}
