// One stream per visible tab. A hidden tab lets go of its connection (browsers allow six per host) and starts over
// from a snapshot when it is seen again.

export type Pulse = "wait" | "live" | "stale";

export interface Listener {
  readonly events: Readonly<Record<string, (data: string) => void>>;
  readonly pulse: (pulse: Pulse, lastNews: Date | null) => void;
}

export const BEAT_MILLIS = 1_000;
/** Two beats may be missed, and half a one for the way. */
const STALE_MILLIS = 2.5 * BEAT_MILLIS;

export class LiveStream {
  readonly #url: string;
  readonly #listener: Listener;
  #source: EventSource | null = null;
  #lastNews: Date | null = null;
  #watch = 0;

  constructor(url: string, listener: Listener) {
    this.#url = url;
    this.#listener = listener;
  }

  start(): void {
    document.addEventListener("visibilitychange", () => (document.hidden ? this.#close() : this.#open()));
    // A page that comes out of the back/forward cache has lost its connection without a word.
    addEventListener("pageshow", (event) => {
      if (event.persisted && !document.hidden) {
        this.#close();
        this.#open();
      }
    });
    if (!document.hidden) {
      this.#open();
    }
  }

  #open(): void {
    if (this.#source) {
      return;
    }
    const source = new EventSource(this.#url);
    this.#source = source;
    for (const [name, take] of Object.entries(this.#listener.events)) {
      source.addEventListener(name, (event) => {
        this.#heard();
        take((event as MessageEvent<string>).data);
      });
    }
    source.addEventListener("beat", () => this.#heard());
    this.#watch = setInterval(() => this.#look(), BEAT_MILLIS / 2);
  }

  #close(): void {
    this.#source?.close();
    this.#source = null;
    clearInterval(this.#watch);
  }

  #heard(): void {
    this.#lastNews = new Date();
    this.#listener.pulse("live", this.#lastNews);
  }

  #look(): void {
    // A browser gives up for good after an answer that is no stream, a 503 for instance; we do not.
    if (this.#source?.readyState === EventSource.CLOSED) {
      this.#close();
      setTimeout(() => document.hidden || this.#open(), 2 * BEAT_MILLIS);
    }
    const silence = this.#lastNews ? Date.now() - this.#lastNews.getTime() : Infinity;
    if (this.#lastNews && silence > STALE_MILLIS) {
      this.#listener.pulse("stale", this.#lastNews);
    }
  }
}
