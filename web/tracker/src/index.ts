import { type Outbox, type Settings, outbox } from "./outbox";
import { page } from "./platform";

export type { ServiceClass } from "./item";
export type { Durability, Happening, Settings, Status, Stored, TrackOptions } from "./outbox";
export type { Limits } from "./store";
export type { Receipt } from "./wire";

/** What a page may do with its outbox. */
export type Holdfast = Pick<Outbox, "track" | "flush" | "status" | "on">;

/** Opens the outbox of this page. Touches nothing the page is waiting for, and never throws. */
export function createOutbox(settings: Settings): Holdfast {
  const box = outbox(page(), settings);
  addEventListener("pagehide", () => box.hide(true));
  addEventListener("pageshow", (event) => event.persisted && box.show());
  addEventListener("online", () => box.show());
  document.addEventListener("visibilitychange", () => (document.hidden ? box.hide(false) : box.show()));
  // What an earlier page left behind.
  box.show();
  return box;
}
