// The first page in a real Chromium, on a real Holdfast.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { Page } from "playwright-core";
import { Chromium } from "../../../tracker/test/browser/chromium";
import { Server } from "../../../tracker/test/browser/server";

const WAIT_MS_MAX = 60_000;
const ATTACK = "<img src=x onerror=alert(1)>";

test("the first page is live, harmless and fits every screen", { timeout: 300_000 }, async (t) => {
  const server = await serve(t);
  const { page, complaints } = await open(t, server.url);

  await page.locator('.pulse[data-pulse="live"]').waitFor();
  const id = await send(server.url, "visit", 24);
  const attack = await send(server.url, ATTACK, 1);

  await page.locator('[data-text="books.recorded"]', { hasText: /^25$/ }).first().waitFor();
  await page.locator('[data-text="books.unexplained"]', { hasText: /^0$/ }).waitFor();
  await page.locator(`.rows li[data-state="settled"] a[href$="${attack}"]`).waitFor();
  assert.equal(await page.locator(".rows li a").first().textContent(), ATTACK);
  assert.equal(await page.locator("img").count(), 0);
  assert.ok(await drawn(page), "both plots have been drawn");

  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    assert.ok(await fits(page), `nothing is wider than ${width} px`);
  }

  await page.locator("body").press("/");
  await page.keyboard.type(id);
  await page.keyboard.press("Enter");
  await page.getByText("Recorded once.").waitFor();
  assert.deepEqual(complaints, []);
});

test("a page without news says so and greys", { timeout: 300_000 }, async (t) => {
  const server = await serve(t);
  const { page } = await open(t, server.url);
  await page.locator('.pulse[data-pulse="live"]').waitFor();

  await server.stop();

  await page.getByText(/no news since/).waitFor();
  assert.equal(await page.locator("body").getAttribute("data-pulse"), "stale");
});

async function serve(t: TestContext): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), "holdfast-console-"));
  t.after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const server = await Server.start(join(folder, "data"));
  t.after(() => server.stop());
  return server;
}

/** The page, and everything the browser had to complain about, a breach of the content policy among it. */
async function open(t: TestContext, url: string): Promise<{ page: Page; complaints: string[] }> {
  const profile = await mkdtemp(join(tmpdir(), "holdfast-profile-"));
  t.after(() => rm(profile, { recursive: true, force: true, maxRetries: 5 }));
  const browser = await Chromium.open(profile);
  t.after(() => browser.kill());
  browser.context.setDefaultTimeout(WAIT_MS_MAX);
  const page = await browser.context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(url);
  return { page, complaints };
}

/** Sends so many items and returns the id of the last one. */
async function send(url: string, type: string, count: number): Promise<string> {
  const events = Array.from({ length: count }, () => ({ id: uuid7(), type, data: { note: ATTACK } }));
  const answer = await fetch(`${url}/api/sync`, {
    method: "POST",
    headers: { authorization: "Bearer pk_demo", "content-type": "application/json" },
    body: JSON.stringify({ events }),
  });
  assert.equal(answer.status, 202);
  return events.at(-1)?.id ?? "";
}

function uuid7(): string {
  const hex = Date.now().toString(16).padStart(12, "0") + "7" + randomBytes(2).toString("hex").slice(1);
  const tail = "8" + randomBytes(8).toString("hex").slice(1);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12)}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

/** Whether each plot's canvas holds at least one dot of ink. */
function drawn(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const canvases = [...document.querySelectorAll("canvas")];
    return (
      canvases.length === 2 &&
      canvases.every((canvas) => {
        const ink = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data;
        return ink?.some((value) => value !== 0) ?? false;
      })
    );
  });
}

function fits(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
}
