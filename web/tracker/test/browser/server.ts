import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const LAUNCHER = join(import.meta.dirname, "../../../../holdfast");

/** A row of the ledger. */
export interface Recorded {
  readonly id: string;
  readonly site: string;
  readonly type: string;
}

/** A real Holdfast with a data directory of its own, started as a newcomer starts it. */
export class Server {
  readonly url: string;
  private readonly child: ChildProcess;
  private readonly data: string;

  private constructor(child: ChildProcess, data: string, url: string) {
    this.child = child;
    this.data = data;
    this.url = url;
  }

  static async start(data: string): Promise<Server> {
    const child = spawn(LAUNCHER, ["up", "--port", "0", "--data", data, "--demo"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
      const url = /^ready (http:\S+)/.exec(line)?.[1];
      if (url) {
        child.stdout?.resume();
        return new Server(child, data, url);
      }
    }
    throw new Error("Holdfast ended before it was ready");
  }

  /** What stands in the ledger, row by row: an id that was counted twice would be here twice. */
  async ledger(): Promise<Recorded[]> {
    const query = "SELECT id, site_id, type FROM event ORDER BY id";
    const { stdout } = await promisify(execFile)(LAUNCHER, ["sql", "--data", this.data, query]);
    return stdout
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(","))
      .map(([id = "", site = "", type = ""]) => ({ id, site, type }));
  }

  /** The server's own account of everything it took over. */
  async books(): Promise<Record<string, number>> {
    const secret = (await readFile(join(this.data, "keys", "bootstrap"), "utf8")).trim();
    const answer = await fetch(`${this.url}/api/books`, { headers: { authorization: `Bearer ${secret}` } });
    const books = (await answer.json()) as { total?: Record<string, number> } & Record<string, number>;
    return books.total ?? books;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill("SIGTERM");
      await once(this.child, "exit");
    }
  }
}
