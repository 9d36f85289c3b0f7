import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, turns } from "./rig";

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

test("what is tracked when a pass is as good as over is sent without another call", async () => {
  const browser = new Browser();
  browser.lockLingers = true;
  const page = browser.open();
  await page.outbox.track("a");

  const flush = page.outbox.flush();
  await turns(20);
  const before = await page.outbox.status();
  await page.outbox.track("b");
  browser.lockLingers = false;
  await flush;
  await page.pass(page.nextIn ?? 0);

  assert.deepEqual([before.backlog, before.sending], [0, "sending"]);
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
