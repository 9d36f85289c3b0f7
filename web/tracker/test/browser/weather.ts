import { type IncomingMessage, type Server, type ServerResponse, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * What lies between the page and the server: `clear` passes everything on; `busy` is 503 with Retry-After; `portal` is
 * a captive portal's 200; `deaf` cuts the connection before the server hears anything; `lost` after it has answered;
 * `hang` never says anything.
 */
export type Weather = "clear" | "busy" | "portal" | "deaf" | "lost" | "hang";

/** A small HTTP proxy whose weather falls on `/api/sync` only. */
export class FaultProxy {
  weather: Weather = "clear";
  /** Seconds of Retry-After while `busy`. */
  retryAfter = 1;
  /** When each request for `/api/sync` came, and in which weather. */
  readonly seen: { at: number; weather: Weather }[] = [];
  private readonly server: Server;
  private readonly target: URL;
  private watchers: (() => void)[] = [];

  private constructor(target: string) {
    this.target = new URL(target);
    this.server = createServer((asked, answer) => this.handle(asked, answer));
  }

  static async before(target: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(target);
    await new Promise<void>((resolve) => proxy.server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get url(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  /** Resolves when the proxy has seen this many requests for `/api/sync` in this weather. */
  async requests(weather: Weather, count = 1): Promise<void> {
    while (this.seen.filter((one) => one.weather === weather).length < count) {
      await new Promise<void>((resolve) => this.watchers.push(resolve));
    }
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private handle(asked: IncomingMessage, answer: ServerResponse): void {
    const weather = asked.url?.startsWith("/api/sync") && asked.method === "POST" ? this.weather : undefined;
    if (weather) {
      this.seen.push({ at: Date.now(), weather });
      this.watchers.splice(0).forEach((tell) => tell());
    }
    switch (weather) {
      case "busy":
        answer.writeHead(503, {
          "content-type": "application/problem+json",
          "retry-after": `${this.retryAfter}`,
          "access-control-allow-origin": "*",
        });
        answer.end('{"title":"busy","status":503}');
        break;
      case "portal":
        answer.writeHead(200, { "content-type": "text/html" });
        answer.end("<html><title>Welcome to the airport</title></html>");
        break;
      case "deaf":
        asked.socket.destroy();
        break;
      case "hang":
        break;
      default:
        this.forward(asked, answer, weather === "lost");
    }
  }

  private forward(asked: IncomingMessage, answer: ServerResponse, lose: boolean): void {
    const { hostname, port } = this.target;
    const upstream = request(
      { hostname, port, path: asked.url, method: asked.method, headers: asked.headers },
      (reply) => {
        if (lose) {
          reply.resume().on("end", () => asked.socket.destroy());
          return;
        }
        answer.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(answer);
      },
    );
    upstream.on("error", () => asked.socket.destroy());
    asked.pipe(upstream);
  }
}
