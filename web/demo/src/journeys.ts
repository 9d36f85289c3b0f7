import type { Happening, Holdfast, Status, Stored } from "@holdfast/tracker";
import { element, part } from "./page";

const SHOWN_MAX = 30;

interface Journey {
  readonly row: HTMLElement;
  readonly clickedAt: number;
  stored?: Stored;
  over?: boolean;
}

/** Shows how far each click of this page has come, and how the outbox is. */
export class Journeys {
  private readonly byId = new Map<string, Journey>();
  private readonly list = part("journeys");
  private readonly holdfast: () => Holdfast;
  private acknowledged = 0;
  private looking = false;

  constructor(holdfast: () => Holdfast) {
    this.holdfast = holdfast;
    void holdfast().on((happening) => this.hear(happening));
    setInterval(() => !document.hidden && void this.look(), 1_000);
    void this.look();
  }

  /** Tracks a click and follows it. */
  follow(type: string, about: string, data: object, must = false): void {
    const journey: Journey = { row: row(type, about), clickedAt: performance.now() };
    this.list.prepend(journey.row);
    while (this.list.children.length > SHOWN_MAX) {
      this.list.lastElementChild?.remove();
    }
    this.holdfast().track(type, data, must ? { class: "must" } : {}).then(
      (stored) => this.stored(journey, stored),
      (refusal: Error) => step(journey, "dead", refusal.message),
    );
  }

  private stored(journey: Journey, stored: Stored): void {
    journey.stored = stored;
    this.byId.set(stored.id, journey);
    const where = { strict: "on the disk", relaxed: "in the browser", memory: "in this page only" }[stored.durability];
    step(journey, "stored", `stored ${where} as number ${stored.seq}, ${since(journey)}`);
    void this.look();
  }

  private hear(happening: Happening): void {
    if (happening.kind === "acknowledged") {
      this.acknowledged += happening.ids.length;
      const { grade, position } = happening.receipt ?? {};
      happening.ids.forEach((id) => this.arrived(id, `${grade} at position ${position}`));
    } else if (happening.kind === "dead") {
      for (const { id, reason } of happening.items) {
        const journey = this.byId.get(id);
        if (journey) {
          step(journey, "dead", `refused: ${reason}`);
        }
        this.byId.delete(id);
      }
    }
    void this.look();
  }

  private arrived(id: string, receipt: string): void {
    const journey = this.byId.get(id);
    if (!journey) {
      return;
    }
    this.byId.delete(id);
    step(journey, "acknowledged", `acknowledged, ${receipt}, ${since(journey)}`);
    const link = element("a", { href: `/find?q=${id}`, title: id }, "find it");
    journey.row.querySelector(".what")?.append(link);
  }

  private async look(): Promise<void> {
    if (this.looking) {
      return;
    }
    this.looking = true;
    const status = await this.holdfast().status();
    this.looking = false;
    // Another tab may have sent them.
    for (const [id, { stored }] of this.byId) {
      if (stored && stored.durability !== "memory" && (stored.seq < status.oldest || !status.backlog)) {
        this.arrived(id, "sent by another tab");
      }
    }
    part("backlog").textContent = `${status.backlog}`;
    part("acknowledged").textContent = `${this.acknowledged}`;
    part("dead").textContent = `${status.dead}`;
    say("sentence", sentence(status));
    say("countdown", countdown(status));
    part("brief").textContent = `${status.backlog} in this outbox, ${this.acknowledged} acknowledged`;
    part("panel").dataset["state"] = status.lastFailure ? "waiting" : status.backlog ? "sending" : "idle";
    part("device").textContent = `Outbox ${status.device.slice(-12)}, epoch ${status.epoch}, ${status.issued} issued, kept in ${status.grade === "memory" ? "memory only" : "IndexedDB"}`;
  }
}

/** Writes only what has changed: the sentence is read aloud when it does. */
function say(id: string, text: string): void {
  const place = part(id);
  if (place.textContent !== text) {
    place.textContent = text;
  }
}

function countdown({ backlog, sending, lastFailure }: Status): string {
  const seconds = Math.ceil(((lastFailure?.nextAt ?? 0) - Date.now()) / 1_000);
  return backlog && sending === "waiting" && seconds > 0 ? `Next try in ${seconds} s.` : "";
}

function sentence({ backlog, sending, lastFailure, lastAck }: Status): string {
  if (sending === "blocked") {
    return "The server does not accept this page's key. Your clicks are kept.";
  }
  if (lastFailure && backlog) {
    const why = lastFailure.status ? `The server answered ${lastFailure.status}` : "The server cannot be reached";
    return `${why}. Your clicks are kept.`;
  }
  if (backlog) {
    return "Sending.";
  }
  return lastAck ? "The server has every click, durably." : "Nothing to send.";
}

function row(type: string, about: string): HTMLElement {
  return element(
    "li",
    { class: "journey" },
    element("p", { class: "what" }, element("span", {}, element("code", {}, type), " ", about)),
    element("p", { class: "step clicked" }, "clicked"),
  );
}

/** The next station of a journey; an item acknowledged before its promise was seen stays acknowledged. */
function step(journey: Journey, name: "stored" | "acknowledged" | "dead", text: string): void {
  if (journey.over) {
    return;
  }
  journey.over = name !== "stored";
  journey.row.dataset["at"] = name;
  journey.row.querySelector(".step.clicked")?.remove();
  journey.row.append(element("p", { class: `step ${name}` }, text));
}

function since({ clickedAt }: Journey): string {
  return `${Math.round(performance.now() - clickedAt)} ms`;
}
