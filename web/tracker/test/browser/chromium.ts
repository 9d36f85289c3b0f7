import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { type Browser, type BrowserContext, chromium } from "playwright-core";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--remote-debugging-port=0",
  "--window-size=1280,900",
];

/** A real Chromium in a process group of its own, so that it can be killed as a crash kills it: all at once. */
export class Chromium {
  readonly context: BrowserContext;
  private readonly child: ChildProcess;
  private readonly browser: Browser;

  private constructor(child: ChildProcess, browser: Browser) {
    this.child = child;
    this.browser = browser;
    this.context = browser.contexts()[0] as BrowserContext;
  }

  /** Opens the browser on a profile that outlives it. */
  static async open(profile: string): Promise<Chromium> {
    const child = spawn(executable(), [...FLAGS, `--user-data-dir=${profile}`, "about:blank"], {
      detached: true,
      stdio: ["ignore", "ignore", "pipe"],
    });
    for await (const line of createInterface({ input: child.stderr as NodeJS.ReadableStream })) {
      const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (address) {
        child.stderr?.resume();
        return new Chromium(child, await chromium.connectOverCDP(address));
      }
    }
    throw new Error("Chromium ended before it could be driven");
  }

  /** SIGKILL to every process of the browser: no unload handler, no flush. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) {
      return;
    }
    const gone = once(this.child, "exit");
    process.kill(-(this.child.pid as number), "SIGKILL");
    await gone;
    await this.browser.close();
  }
}

function executable(): string {
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
  const path = process.env["CHROMIUM"] ?? found;
  if (!path) {
    throw new Error("no Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM to its path");
  }
  return path;
}
