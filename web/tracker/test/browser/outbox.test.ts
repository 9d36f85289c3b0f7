import assert from "node:assert/strict";
import { loaded, scenario } from "./rig";

scenario("a click in the shop arrives in the ledger with its site", async (rig) => {
  const page = await rig.shop();

  await page.getByRole("button", { name: "Add Horn cleat to the basket" }).click();
  await page.getByText("acknowledged, fsync").first().waitFor();
  await rig.track(page, 3);
  await rig.empty(page);

  await rig.reconcile();
  const types = (await rig.server.ledger()).map(({ type }) => type);
  assert.deepEqual(types.sort(), ["add_to_cart", "page_view", "test", "test", "test"]);
});

scenario("a call before the bundle has come is not lost", async (rig) => {
  const page = await rig.context.newPage();
  let release = () => undefined as void;
  const gate = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/t/holdfast-*.js", async (route) => {
    await gate;
    await route.continue();
  });

  await page.goto(`${rig.proxy.url}/demo/`, { waitUntil: "domcontentloaded" });
  const early = page.evaluate(() => window.holdfast.track("early"));
  const isStub = await page.evaluate(() => "q" in window.holdfast);
  release();
  rig.stored.push(await early);
  await rig.empty(page);

  assert.ok(isStub);
  await rig.reconcile();
});

scenario("offline, reloaded, online again: everything arrives", async (rig) => {
  const page = await rig.shop();
  await rig.empty(page);
  await rig.context.setOffline(true);
  await rig.track(page, 20);
  const before = await page.evaluate(() => window.holdfast.status());

  await assert.rejects(page.reload());
  await rig.context.setOffline(false);
  await page.goto(`${rig.proxy.url}/demo/`);
  await loaded(page);
  await rig.empty(page);

  assert.equal(before.backlog, 20);
  await rig.reconcile();
});

scenario("the network's return is used at once, without waiting for the backoff", async (rig) => {
  const page = await rig.shop();
  await rig.empty(page);
  await rig.context.setOffline(true);
  await rig.track(page, 2);
  await page.evaluate(async () => {
    // Fail until the wait is far longer than this test.
    while (((await window.holdfast.status()).lastFailure?.nextAt ?? 0) - Date.now() < 30_000) {
      await window.holdfast.flush();
    }
  });

  const back = Date.now();
  await rig.context.setOffline(false);
  await rig.empty(page);

  assert.ok(Date.now() - back < 20_000, `took ${Date.now() - back} ms`);
  await rig.reconcile();
});

scenario("503 with Retry-After is waited for and then everything arrives", async (rig) => {
  const page = await rig.shop();
  await rig.empty(page);
  rig.proxy.weather = "busy";
  rig.proxy.retryAfter = 3;
  await rig.track(page, 10);
  await rig.proxy.requests("busy");
  rig.proxy.weather = "clear";
  const refusedAt = rig.proxy.seen.findLast((one) => one.weather === "busy")?.at ?? 0;

  await rig.empty(page);

  const nextAt = rig.proxy.seen.find((one) => one.at > refusedAt)?.at ?? 0;
  assert.ok(nextAt - refusedAt >= 2_950, `came back after ${nextAt - refusedAt} ms`);
  await rig.reconcile();
});

scenario("a browser killed with SIGKILL and opened again on its profile loses nothing", async (rig) => {
  rig.proxy.weather = "deaf";
  const page = await rig.shop();
  await rig.track(page, 25);
  await rig.track(page, 5, "must");

  await rig.crash();
  rig.proxy.weather = "clear";
  const again = await rig.shop();
  const status = await rig.empty(again);

  assert.equal(status.epoch, 1);
  assert.equal(rig.stored.at(-1)?.durability, "strict");
  await rig.reconcile();
});

scenario("a captive portal's 200 text/html deletes nothing", async (rig) => {
  const page = await rig.shop();
  await rig.empty(page);
  rig.proxy.weather = "portal";
  await rig.track(page, 10);
  await rig.proxy.requests("portal", 2);
  const caught = await page.evaluate(() => window.holdfast.status());
  rig.proxy.weather = "clear";

  await rig.empty(page);

  assert.equal(caught.backlog, 10);
  await rig.reconcile();
});

scenario("a response lost after the commit is counted once", async (rig) => {
  const page = await rig.shop();
  await rig.empty(page);
  rig.proxy.weather = "lost";
  await rig.track(page, 10);
  await rig.proxy.requests("lost");
  rig.proxy.weather = "clear";

  await rig.empty(page);

  const books = await rig.reconcile();
  assert.ok((books["duplicate"] ?? 0) >= 10, `duplicates absorbed: ${books["duplicate"]}`);
});

scenario("a server that never answers is given up and asked again", async (rig) => {
  const page = await rig.shop();
  await rig.empty(page);
  rig.proxy.weather = "hang";
  await rig.track(page, 10);
  await rig.proxy.requests("hang");
  rig.proxy.weather = "clear";

  const status = await rig.empty(page);

  assert.ok(status.lastAck);
  await rig.reconcile();
});

scenario("two tabs share one outbox without losing or counting twice", async (rig) => {
  const [left, right] = [await rig.shop(), await rig.shop()];

  await Promise.all([left, right, left, right, left, right].map((page) => rig.track(page, 10)));
  await Promise.all([rig.empty(left), rig.empty(right)]);

  const seqs = rig.stored.map(({ seq }) => seq);
  assert.equal(new Set(seqs).size, 60);
  assert.equal(
    await left.evaluate(async () => (await window.holdfast.status()).device),
    await right.evaluate(async () => (await window.holdfast.status()).device),
  );
  await rig.reconcile();
});

scenario("the last words of a closing tab arrive by beacon, while the outbox cannot send", async (rig) => {
  const page = await rig.shop();
  await rig.empty(page);
  const before = rig.proxy.seen.length;
  await page.evaluate(() => {
    // Only the beacon is left.
    window.fetch = () => Promise.reject(new TypeError("Failed to fetch"));
  });
  await rig.track(page, 5);

  await page.close({ runBeforeUnload: true });
  await rig.proxy.requests("clear", before + 1);

  await rig.known();
  const books = await rig.reconcile();
  assert.equal(books["duplicate"], 0);
  const again = await rig.shop();
  await rig.empty(again);
  assert.ok(((await rig.reconcile())["duplicate"] ?? 0) >= 5, "the next page sends them again, for nothing told it");
});

scenario(
  "blocked storage is said, and what is tracked still arrives",
  async (rig) => {
    const page = await rig.shop();

    const [stored] = await rig.track(page, 3);
    const status = await rig.empty(page);

    assert.equal(stored?.durability, "memory");
    assert.equal(status.grade, "memory");
    await rig.reconcile();
  },
  { profile: { default_content_setting_values: { cookies: 2 } } },
);

scenario("a browser that has no more room says so, and what it took arrives", async (rig) => {
  await rig.quota(2_000_000);
  const page = await rig.shop();
  await rig.empty(page);
  rig.proxy.weather = "deaf";
  const durabilities = new Set<string>();
  while (!durabilities.has("memory")) {
    const stored = await page.evaluate(() => window.holdfast.track("large", "x".repeat(50_000)));
    rig.stored.push(stored);
    durabilities.add(stored.durability);
  }
  rig.proxy.weather = "clear";

  await rig.empty(page);

  assert.deepEqual([...durabilities], ["relaxed", "memory"]);
  await rig.reconcile();
});

scenario("site data cleared under an open page starts a new epoch, and tracking goes on", async (rig) => {
  const page = await rig.shop();
  const before = await rig.empty(page);

  await rig.clearSiteData(page);
  await rig.track(page, 3);
  const after = await rig.empty(page);

  assert.equal(before.epoch, 1);
  assert.equal(after.issued, 3);
  assert.notEqual(`${after.device} ${after.epoch}`, `${before.device} ${before.epoch}`);
  await rig.reconcile();
});

scenario("a page that comes back from the back-forward cache goes on where it was", async (rig) => {
  const page = await rig.shop();
  await rig.empty(page);
  rig.proxy.weather = "deaf";
  await rig.track(page, 5);
  await page.evaluate(() => {
    addEventListener("pageshow", (event) => (document.title = event.persisted ? "persisted" : "loaded anew"));
  });

  await page.goto(`${rig.server.url}/demo/`);
  rig.proxy.weather = "clear";
  await page.goBack({ waitUntil: "commit" });
  await page.waitForFunction(() => document.title === "persisted");
  await rig.track(page, 5);
  await rig.empty(page);

  await rig.reconcile();
});
