import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { Page } from "playwright-core";
import type { Holdfast, Status, Stored } from "../../src/index";
import { Chromium } from "./chromium";
import { Server } from "./server";
import { until } from "./until";
import { FaultProxy } from "./weather";

declare global {
  interface Window {
    holdfast: Holdfast;
  }
}

const SCENARIO_MS_MAX = 240_000;
const ACTION_MS_MAX = 90_000;

/** A test with a rig of its own; `preferences` are those of the browser. */
export function scenario(name: string, body: (rig: Rig) => Promise<void>, preferences: object = {}): void {
  void test(name, { timeout: SCENARIO_MS_MAX }, async (t) => body(await Rig.raise(t, preferences)));
}

/** A server, the weather before it, and a browser: all its own, all gone when the test is over. */
export class Rig {
  readonly server: Server;
  readonly proxy: FaultProxy;
  /** Every item of which the page was told that it is stored. */
  readonly stored: Stored[] = [];
  /** What the pages threw. */
  private readonly failures: string[] = [];
  private readonly profile: string;
  private browser: Chromium;

  private constructor(server: Server, proxy: FaultProxy, profile: string, browser: Chromium) {
    this.server = server;
    this.proxy = proxy;
    this.profile = profile;
    this.browser = browser;
  }

  static async raise(test: TestContext, preferences: object): Promise<Rig> {
    const folder = await mkdtemp(join(tmpdir(), "holdfast-browser-"));
    test.after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
    const server = await Server.start(join(folder, "data"));
    test.after(() => server.stop());
    const proxy = await FaultProxy.before(server.url);
    test.after(() => proxy.close());
    const profile = join(folder, "profile");
    await mkdir(join(profile, "Default"), { recursive: true });
    await writeFile(join(profile, "Default", "Preferences"), JSON.stringify(preferences));
    const rig = new Rig(server, proxy, profile, await Chromium.open(profile));
    rig.listen();
    test.after(() => rig.browser.kill());
    return rig;
  }

  get context() {
    return this.browser.context;
  }

  /** A tab with the demo shop, its tracker loaded. */
  async shop(): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(`${this.proxy.url}/demo/`);
    await loaded(page);
    return page;
  }

  /** Tracks in the page and remembers what the page was told. */
  async track(page: Page, count: number, kind: "must" | "normal" | "noise" = "normal"): Promise<Stored[]> {
    const stored = await page.evaluate(
      ([n, serviceClass]) =>
        Promise.all(
          Array.from({ length: n }, (_, index) => window.holdfast.track("test", { index }, { class: serviceClass })),
        ),
      [count, kind] as const,
    );
    this.stored.push(...stored);
    return stored;
  }

  /** The browser dies like a process dies, and is opened again on the same profile. */
  async crash(): Promise<void> {
    await this.browser.kill();
    this.browser = await Chromium.open(this.profile);
    this.listen();
  }

  /** Lets the shop's origin have this many bytes; the browser looks at it when the origin first stores something. */
  async quota(bytes: number): Promise<void> {
    const devtools = await this.context.newCDPSession(await this.context.newPage());
    await devtools.send("Storage.overrideQuotaForOrigin", { origin: this.proxy.url, quotaSize: bytes });
  }

  /** What the visitor does in the browser's settings while the page is open. */
  async clearSiteData(page: Page): Promise<void> {
    const devtools = await this.context.newCDPSession(page);
    await devtools.send("Storage.clearDataForOrigin", { origin: this.proxy.url, storageTypes: "all" });
  }

  private listen(): void {
    this.context.setDefaultTimeout(ACTION_MS_MAX);
    this.context.on("weberror", (failure) => this.failures.push(failure.error().message));
  }

  /** Waits until the page's outbox is empty, whoever empties it. */
  async empty(page: Page): Promise<Status> {
    return page.evaluate(
      () =>
        new Promise<Status>((resolve) => {
          const look = setInterval(async () => {
            const status = await window.holdfast.status();
            if (!status.backlog) {
              clearInterval(look);
              resolve(status);
            }
          }, 50);
        }),
    );
  }

  /** Holds what the pages were told against the ledger and the books, once everything has been recorded. */
  async reconcile(): Promise<Record<string, number>> {
    const books = await this.settledBooks();
    const ledger = await this.server.ledger();
    const rows = new Map<string, number>();
    ledger.forEach(({ id }) => rows.set(id, (rows.get(id) ?? 0) + 1));
    assert.deepEqual(this.failures, [], "a page threw");
    assert.ok(this.stored.length > 0, "nothing was stored, so nothing was tested");
    assert.deepEqual(
      this.stored.filter(({ id }) => rows.get(id) !== 1).map(({ id, seq }) => `${id} #${seq}: ${rows.get(id) ?? 0} rows`),
      [],
    );
    assert.deepEqual([...new Set(ledger.map(({ site }) => site))], ["demo"]);
    assert.equal(books["unexplained"], 0);
    assert.equal(books["quarantined"], 0);
    assert.equal(books["recorded"], ledger.length);
    return books;
  }

  /** Waits until the server knows every item that a page was told is stored. */
  async known(): Promise<void> {
    for (const { id } of this.stored) {
      await until(`the server knows ${id}`, () => this.server.signal(id));
    }
  }

  private async settledBooks(): Promise<Record<string, number>> {
    return until("the journal is drained", async () => {
      const books = await this.server.books();
      return books?.["inJournal"] === 0 && books["recorded"] ? books : undefined;
    });
  }
}

/** Waits until the bundle has taken over from the stub. */
export async function loaded(page: Page): Promise<void> {
  await page.waitForFunction(() => window.holdfast && !("q" in window.holdfast));
}
