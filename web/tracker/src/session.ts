import { type Platform, tried } from "./platform";
import { uuid7 } from "./uuid7";

const IDLE_MS = 30 * 60_000;

/** The visit of this tab: a new one after 30 minutes without an item. */
export function visits(platform: Platform, name: string): () => string {
  let memory: string | null | undefined;
  return () => {
    const now = platform.now();
    const [id, last] = (tried(() => platform.sessionStorage?.getItem(name)) ?? memory ?? "").split(" ");
    const current = id && now - Number(last) < IDLE_MS ? id : uuid7(now, platform.fill);
    memory = `${current} ${now}`;
    tried(() => platform.sessionStorage?.setItem(name, memory as string));
    return current;
  };
}
