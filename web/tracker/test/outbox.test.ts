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
  void page.outbox.track("really");
  await turns();
  const carried = page.beacons.flatMap((body) => (JSON.parse(body) as { events: { type: string }[] }).events);
  page.outbox.show();
  const kept = await late;
  await turns();

  assert.deepEqual(carried.map((event) => event.type), ["page_view", "goodbye", "really"]);
  assert.equal(kept.seq, 2);
  assert.equal(browser.collector.recorded.size, 3);
  assert.equal(browser.collector.duplicates, 3, "sent again, counted once");
  assert.equal(browser.collector.recorded.get(stored.id)?.seq, 1);
});

test("beacons stay within 60,000 bytes and let must go first", async () => {
  const browser = new Browser();
  const page = browser.open();
  for (let n = 0; n < 6; n++) {
    void page.outbox.track(n < 5 ? "big" : "purchase", "x".repeat(18_000), { class: n < 5 ? "normal" : "must" });
  }

  page.outbox.hide(true);

  const bytes = page.beacons.reduce((sum, body) => sum + Buffer.byteLength(body), 0);
  assert.ok(bytes <= 60_000 && bytes > 50_000, `${bytes} B`);
  assert.match(page.beacons[0] ?? "", /"type":"purchase"/);
});
