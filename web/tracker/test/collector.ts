/** One item as it came. */
export interface Item {
  id: string;
  type: string;
  seq?: number;
  at: string;
  data?: unknown;
}

export interface Body {
  device?: string;
  epoch?: number;
  issued?: number;
  oldest?: number;
  backlog?: number;
  dead?: number;
  evicted?: { from: number; to: number; class: string; reason: string }[];
  events: Item[];
}

/** How the collector behaves towards one request. */
export type Mood =
  | "well"
  | "busy"
  | "refusing"
  | "portal"
  | "deaf"
  | "lost"
  | "truncated"
  | "hang"
  | "forbidden"
  | "partial"
  | "unknown-ids"
  | "rejecting";

const JSON_TYPE = { "content-type": "application/json" };
const PROBLEM = { "content-type": "application/problem+json" };

/**
 * The server's side of the contract in memory: keeps each id once, answers per item, and misbehaves when asked to.
 * An item of type `poison` makes it refuse the whole batch, one of type `bad` is rejected by name.
 */
export class Collector {
  readonly recorded = new Map<string, { seq: number | undefined; stream: string }>();
  readonly rejected = new Map<string, { seq: number | undefined; stream: string }>();
  readonly poison = new Map<string, { seq: number | undefined; stream: string }>();
  readonly evicted = new Map<string, Set<number>>();
  readonly bodies: Body[] = [];
  readonly mustShed: string[] = [];
  duplicates = 0;
  mood: Mood = "well";
  retryAfter: string | undefined;

  /** Like `fetch`. */
  async receive(text: string, signal?: AbortSignal | null): Promise<Response> {
    const mood = this.mood;
    switch (mood) {
      case "deaf":
        throw new TypeError("Failed to fetch");
      case "hang":
        return this.hang(signal);
      case "portal":
        return new Response("<html>Welcome to the airport</html>", { headers: { "content-type": "text/html" } });
      case "busy":
        return this.problem(503);
      case "forbidden":
        return this.problem(403);
      case "refusing":
        return this.problem(400);
      case "lost":
        await this.answer(JSON.parse(text) as Body, mood);
        throw new TypeError("Failed to fetch");
      case "truncated":
        return new Response((await this.answer(JSON.parse(text) as Body, mood).text()).slice(0, -7), { status: 202 });
      default:
        return this.answer(JSON.parse(text) as Body, mood);
    }
  }

  private answer(body: Body, mood: Mood): Response {
    if (body.events.some((item) => item.type === "poison")) {
      const [only, ...others] = body.events;
      if (only && !others.length) {
        this.poison.set(only.id, { seq: only.seq, stream: `${body.device} ${body.epoch}` });
      }
      return this.problem(400);
    }
    return new Response(this.record(body, mood), { status: 202, headers: { ...JSON_TYPE, ...this.rest() } });
  }

  private record(body: Body, mood: Mood): string {
    this.bodies.push(body);
    const stream = `${body.device} ${body.epoch}`;
    const ack: string[] = [];
    const reject: { id: string; code: string; reason: string }[] = [];
    const retry: string[] = [];
    body.events.forEach((item, index) => {
      const place = { seq: item.seq, stream };
      if (item.type === "bad" || (mood === "rejecting" && index % 3 === 0)) {
        this.rejected.set(item.id, place);
        reject.push({ id: item.id, code: "invalid", reason: "not to our taste" });
      } else if (mood === "partial" && index % 2 === 1) {
        retry.push(item.id);
      } else {
        this.duplicates += this.recorded.has(item.id) ? 1 : 0;
        const known = this.recorded.get(item.id);
        this.recorded.set(item.id, known?.seq ? known : place);
        ack.push(item.id);
      }
    });
    this.declare(stream, body);
    if (mood === "unknown-ids") {
      ack.push("00000000-0000-7000-8000-000000000000");
    }
    return JSON.stringify({ ack, reject, retry, receipt: { position: this.bodies.length, grade: "fsync" } });
  }

  private declare(stream: string, { evicted = [] }: Body): void {
    const given = this.evicted.get(stream) ?? new Set();
    for (const range of evicted) {
      if (range.class === "must" && range.reason !== "dead-full") {
        this.mustShed.push(`${range.from}-${range.to}`);
      }
      for (let seq = range.from; seq <= range.to; seq++) {
        given.add(seq);
      }
    }
    this.evicted.set(stream, given);
  }

  private hang(signal?: AbortSignal | null): Promise<Response> {
    return new Promise((_, reject) => {
      const give = () => reject(new DOMException("aborted", "AbortError"));
      signal?.aborted ? give() : signal?.addEventListener("abort", give);
    });
  }

  private problem(status: number): Response {
    return new Response(JSON.stringify({ title: "refused", status }), { status, headers: { ...PROBLEM, ...this.rest() } });
  }

  private rest(): Record<string, string> {
    return this.retryAfter === undefined ? {} : { "retry-after": this.retryAfter };
  }
}
