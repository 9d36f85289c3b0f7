import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type AddressInfo, createServer } from "node:net";
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
    const child = spawn(LAUNCHER, ["up", "--port", `${await freePort()}`, "--data", data, "--demo"], {
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

  /** The server's own account of everything it took over, once it has it. */
  async books(): Promise<Record<string, number> | undefined> {
    const books = await this.ask("/api/books");
    return books && ((books["total"] as Record<string, number> | undefined) ?? (books as Record<string, number>));
  }

  /** Where one id is; undefined while the server has never heard of it. */
  signal(id: string): Promise<Record<string, unknown> | undefined> {
    return this.ask(`/api/signals/${id}`);
  }

  private async ask(path: string): Promise<Record<string, unknown> | undefined> {
    const secret = (await readFile(join(this.data, "keys", "bootstrap"), "utf8")).trim();
    const answer = await fetch(this.url + path, { headers: { authorization: `Bearer ${secret}` } });
    return answer.ok ? ((await answer.json()) as Record<string, unknown>) : undefined;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill("SIGTERM");
      await once(this.child, "exit");
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
