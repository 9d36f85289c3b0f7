import assert from "node:assert/strict";
import { test } from "node:test";
import { LIMITS } from "../src/store";
import { Browser, turns } from "./rig";

test("an item is stored first and then acknowledged", async () => {
  const browser = new Browser();
  const page = browser.open();

  const stored = await page.outbox.track("page_view", { path: "/" });
  const before = await page.outbox.status();
  await page.outbox.flush();
  const after = await page.outbox.status();

  assert.deepEqual({ seq: stored.seq, durability: stored.durability }, { seq: 1, durability: "relaxed" });
  assert.equal(before.backlog, 1);
  assert.equal(after.backlog, 0);
  assert.equal(after.issued, 1);
  assert.equal(after.lastAck?.receipt?.grade, "fsync");
  assert.deepEqual([...browser.collector.recorded.keys()], [stored.id]);
});

test("the wire says what the contract says", async () => {
  const browser = new Browser();
  const page = browser.open();

  const { id } = await page.outbox.track("add_to_cart", { sku: "bell", price: 12.5 }, { class: "must" });
  await page.outbox.flush();

  const body = browser.collector.bodies[0];
  const event = body?.events[0] as unknown as Record<string, unknown>;
  assert.match(String(body?.device), /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.deepEqual(
    { ...body, device: undefined, events: undefined },
    { device: undefined, epoch: 1, issued: 1, oldest: 1, backlog: 1, dead: 0, evicted: [], events: undefined },
  );
  assert.match(String(event["session"]), /^[0-9a-f-]{36}$/);
  assert.deepEqual(
    { ...event, session: undefined },
    {
      seq: 1,
      id,
      at: "2026-11-21T12:00:00.000Z",
      class: "must",
      type: "add_to_cart",
      session: undefined,
      data: { sku: "bell", price: 12.5 },
    },
  );
});

test("calls of one task share a transaction and are numbered in their order", async () => {
  const browser = new Browser();
  const page = browser.open();

  const stored = await Promise.all(Array.from({ length: 120 }, (_, n) => page.outbox.track("scroll", { n })));
  await page.outbox.flush();

  assert.deepEqual(
    stored.map((one) => one.seq),
    Array.from({ length: 120 }, (_, n) => n + 1),
  );
  assert.deepEqual(
    browser.collector.bodies.map((body) => body.events.length),
    [50, 50, 20],
  );
});

test("no batch is larger than 60,000 bytes, whatever the characters", async () => {
  const browser = new Browser();
  const page = browser.open();

  await Promise.all(Array.from({ length: 12 }, () => page.outbox.track("note", "ü€😀".repeat(1_500))));
  await page.outbox.flush();

  const sizes = page.requests.map((body) => Buffer.byteLength(body));
  assert.ok(sizes.length > 1 && Math.max(...sizes) <= 60_000, `sizes ${sizes}`);
  assert.ok(Math.max(...sizes) > 45_000, `batches are well filled: ${sizes}`);
  assert.equal(browser.collector.recorded.size, 12);
});

test("an item too large to be ever sent is refused at the call", async () => {
  const page = new Browser().open();

  await assert.rejects(page.outbox.track("note", "x".repeat(60_000)), /over the limit/);
  await assert.rejects(page.outbox.track("note", 10n), TypeError);

  assert.equal((await page.outbox.status()).backlog, 0);
});

test("what one page stored the next page sends, before it is asked to", async () => {
  const browser = new Browser();
  const first = browser.open();
  const stored = await first.outbox.track("page_view");
  first.crash();

  const second = browser.open();
  second.outbox.show();
  await turns();

  assert.ok(browser.collector.recorded.has(stored.id));
  assert.equal((await second.outbox.status()).device, browser.collector.bodies[0]?.device);
});

test("a captive portal's 200 deletes nothing", async () => {
  const browser = new Browser();
  const page = browser.open();
  await page.outbox.track("page_view");

  browser.collector.mood = "portal";
  await page.outbox.flush();
  const caught = await page.outbox.status();
  browser.collector.mood = "well";
  await page.outbox.flush();

  assert.deepEqual({ backlog: caught.backlog, sending: caught.sending, status: caught.lastFailure?.status }, { backlog: 1, sending: "waiting", status: 200 });
  assert.equal((await page.outbox.status()).backlog, 0);
  assert.equal(browser.collector.recorded.size, 1);
});

test("only named ids are deleted, refused ones go to the dead letter", async () => {
  const browser = new Browser();
  const page = browser.open();
  browser.collector.mood = "partial";
  await Promise.all(["a", "b", "bad", "d"].map((type) => page.outbox.track(type)));

  await page.outbox.flush();

  const status = await page.outbox.status();
  assert.deepEqual({ backlog: status.backlog, dead: status.dead }, { backlog: 2, dead: 1 });
  assert.equal(status.sending, "waiting");
  browser.collector.mood = "well";
  await page.outbox.flush();
  assert.equal((await page.outbox.status()).backlog, 0);
  assert.equal(browser.collector.bodies.at(-1)?.dead, 1);
});

test("a poisoned item is found among fifty and its neighbours pass", async () => {
  const browser = new Browser();
  const page = browser.open();
  await Promise.all(Array.from({ length: 50 }, (_, n) => page.outbox.track(n === 23 ? "poison" : "fine")));

  await page.outbox.flush();

  const status = await page.outbox.status();
  assert.deepEqual({ backlog: status.backlog, dead: status.dead }, { backlog: 0, dead: 1 });
  assert.equal(browser.collector.recorded.size, 49);
});

test("Retry-After is a floor that neither flush nor the network's return can pass", async () => {
  const browser = new Browser();
  const page = browser.open();
  await page.outbox.track("page_view");
  browser.collector.mood = "busy";
  browser.collector.retryAfter = "20";
  await page.outbox.flush();
  browser.collector.mood = "well";

  await page.pass(19_000);
  await page.outbox.flush();
  page.outbox.show();
  await turns();
  const early = page.requests.length;
  await page.pass(1_000);

  assert.equal(early, 1);
  assert.equal(page.requests.length, 2);
  assert.equal(browser.collector.recorded.size, 1);
});

test("Retry-After may be a date", async () => {
  const browser = new Browser();
  const page = browser.open();
  await page.outbox.track("page_view");
  browser.collector.mood = "busy";
  browser.collector.retryAfter = "Sat, 21 Nov 2026 12:01:30 GMT";

  await page.outbox.flush();

  assert.equal(page.nextIn, 90_000);
});

test("backoff doubles up to five minutes with full jitter", async () => {
  const browser = new Browser();
  const page = browser.open();
  await page.outbox.track("page_view");
  browser.collector.mood = "deaf";
  const waits: (number | undefined)[] = [];

  await page.outbox.flush();
  for (let failure = 0; failure < 11; failure++) {
    waits.push(page.nextIn);
    await page.pass(page.nextIn ?? 0);
  }

  assert.deepEqual(waits, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 150_000, 150_000]);
});

test("an answer that never comes is given up after five seconds", async () => {
  const browser = new Browser();
  const page = browser.open();
  await page.outbox.track("page_view");
  browser.collector.mood = "hang";

  const flush = page.outbox.flush();
  await turns();
  const before = (await page.outbox.status()).sending;
  await page.pass(5_000);
  await flush;

  assert.equal(before, "sending");
  assert.equal((await page.outbox.status()).lastFailure?.status, 0);
});

test("a key that is not accepted is reported as blocked and tried rarely", async () => {
  const browser = new Browser();
  const page = browser.open();
  await page.outbox.track("page_view");
  browser.collector.mood = "forbidden";

  await page.outbox.flush();

  assert.equal((await page.outbox.status()).sending, "blocked");
  assert.equal(page.nextIn, 300_000);
});

test("an item older than seven days goes to the dead letter, not onto the wire", async () => {
  const browser = new Browser();
  const page = browser.open();
  await page.outbox.track("page_view");
  browser.now += 7 * 86_400_000 + 1;

  await page.outbox.flush();

  assert.equal(page.requests.length, 0);
  const status = await page.outbox.status();
  assert.deepEqual({ backlog: status.backlog, dead: status.dead }, { backlog: 0, dead: 1 });
});

test("a full store sheds noise first, declares it, and refuses when only must is left", async () => {
  const browser = new Browser();
  const page = browser.open({ limits: { ...LIMITS, rowsMax: 4 } });
  const track = (kind: "must" | "normal" | "noise") => page.outbox.track(kind, {}, { class: kind });

  await track("normal");
  await track("noise");
  await track("noise");
  await track("must");
  await track("must");
  await assert.doesNotReject(track("noise"));
  await track("must");
  await track("must");
  await assert.rejects(track("must"), { name: "OutboxFullError" });
  await assert.rejects(track("noise"), { name: "OutboxFullError" });
  const full = await page.outbox.status();
  await page.outbox.flush();

  const gone = [
    { from: 2, to: 3, class: "noise", reason: "full" },
    { from: 6, to: 6, class: "noise", reason: "full" },
    { from: 1, to: 1, class: "normal", reason: "full" },
  ];
  assert.deepEqual(full.evicted, gone);
  assert.deepEqual(browser.collector.bodies[0]?.evicted, gone);
  assert.equal(browser.collector.recorded.size, 4);
  assert.deepEqual((await page.outbox.status()).evicted, []);
});

test("without IndexedDB the page's memory serves, and says so", async () => {
  const browser = new Browser();
  browser.indexedDB = undefined;
  browser.localStorage = undefined;
  const page = browser.open();

  const stored = await page.outbox.track("page_view", {}, { class: "must" });
  const status = await page.outbox.status();
  await page.outbox.flush();

  assert.equal(stored.durability, "memory");
  assert.deepEqual({ grade: status.grade, backlog: status.backlog }, { grade: "memory", backlog: 1 });
  assert.ok(browser.collector.recorded.has(stored.id));
});

test("a lost database is a new epoch of the same device", async () => {
  const browser = new Browser();
  const page = browser.open();
  await page.outbox.track("page_view");
  const before = await page.outbox.status();
  page.crash();
  browser.indexedDB = new Browser().indexedDB;

  const after = await browser.open().outbox.status();

  assert.deepEqual([before.epoch, after.epoch], [1, 2]);
  assert.equal(after.device, before.device);
});

test("the beacon carries what is unacknowledged and deletes nothing", async () => {
  const browser = new Browser();
  const page = browser.open();
  browser.collector.mood = "deaf";
  const stored = await page.outbox.track("page_view");
  await page.outbox.flush();
  browser.collector.mood = "well";

  page.outbox.hide(true);
  const late = page.outbox.track("goodbye");
  await turns();
  const carried = page.beacons.flatMap((body) => (JSON.parse(body) as { events: { type: string }[] }).events);
  page.outbox.show();
  const kept = await late;
  await turns();

  assert.deepEqual(carried.map((event) => event.type), ["page_view", "goodbye"]);
  assert.equal(kept.seq, 2);
  assert.equal(browser.collector.recorded.size, 2);
  assert.equal(browser.collector.duplicates, 2, "sent again, counted once");
  assert.equal(browser.collector.recorded.get(stored.id)?.seq, 1);
});

test("beacons stay within 60,000 bytes and let must go first", async () => {
  const browser = new Browser();
  const page = browser.open();
  browser.collector.mood = "deaf";
  await Promise.all([
    ...Array.from({ length: 3 }, () => page.outbox.track("big", "x".repeat(18_000))),
    page.outbox.track("purchase", "y".repeat(18_000), { class: "must" }),
  ]);

  page.outbox.hide(true);

  const bytes = page.beacons.reduce((sum, body) => sum + Buffer.byteLength(body), 0);
  assert.ok(bytes <= 60_000, `${bytes} B`);
  assert.match(page.beacons[0] ?? "", /"type":"purchase"/);
});

test("a row that fails its checksum goes to the dead letter, its neighbours to the server", async () => {
  const browser = new Browser();
  const page = browser.open();
  const [first, spoiled, third] = await Promise.all(["a", "b", "c"].map((type) => page.outbox.track(type)));
  await corrupt(browser, spoiled?.seq ?? 0);

  await page.outbox.flush();

  assert.deepEqual([...browser.collector.recorded.keys()], [first?.id, third?.id]);
  const status = await page.outbox.status();
  assert.deepEqual({ backlog: status.backlog, dead: status.dead }, { backlog: 0, dead: 1 });
});

test("two tabs take turns: nothing is sent twice", async () => {
  const browser = new Browser();
  const [left, right] = [browser.open(), browser.open()];
  await Promise.all([left, right].flatMap((page) => [page.outbox.track("a"), page.outbox.track("b")]));

  await Promise.all([left.outbox.flush(), right.outbox.flush()]);
  await right.pass(1_000);

  assert.equal(browser.collector.recorded.size, 4);
  assert.equal(browser.collector.duplicates, 0);
  assert.equal(new Set([...browser.collector.recorded.values()].map((place) => place.seq)).size, 4);
});

test("a frozen tab that holds the lock is passed by after ten seconds", async () => {
  const browser = new Browser();
  const page = browser.open();
  await page.outbox.track("a");
  browser.held.add("holdfast:pk_test");

  await page.outbox.flush();
  for (let second = 0; second < 12; second++) {
    await page.pass(1_000);
  }

  assert.equal(browser.collector.recorded.size, 1);
});

test("locks that throw are done without", async () => {
  const browser = new Browser();
  browser.locksThrow = true;
  const page = browser.open();
  await page.outbox.track("a");

  await page.outbox.flush();
  for (let second = 0; second < 12; second++) {
    await page.pass(1_000);
  }

  assert.equal(browser.collector.recorded.size, 1);
});

test("what is tracked while a pass runs is sent without another call", async () => {
  const browser = new Browser();
  const page = browser.open();
  await page.outbox.track("a");

  const flush = page.outbox.flush();
  const later = page.outbox.track("b");
  await flush;
  await later;
  await turns();
  await page.pass(page.nextIn ?? 0);

  assert.equal(browser.collector.recorded.size, 2);
});

async function corrupt(browser: Browser, seq: number): Promise<void> {
  const open = browser.indexedDB?.open("holdfast:pk_test") as IDBOpenDBRequest;
  await new Promise((resolve) => (open.onsuccess = resolve));
  const store = open.result.transaction("q", "readwrite").objectStore("q");
  const get = store.get(seq);
  await new Promise((resolve) => (get.onsuccess = resolve));
  store.put({ ...get.result, json: get.result.json.replace("type", "tipe") });
  await new Promise((resolve) => (store.transaction.oncomplete = resolve));
  open.result.close();
}
