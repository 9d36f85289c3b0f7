import type { Draft } from "./item";
import type { State } from "./store";
import { BODY_BYTES_MAX, pack } from "./wire";

/** An item of this page that the server is not known to have. `lane` is the store it is in, or will be. */
export interface Fresh<L> {
  readonly item: Draft & { readonly seq?: number };
  readonly lane: L;
  said?: boolean;
}

interface Lane {
  readonly medium: { readonly durable: boolean };
  readonly state?: State;
  readonly oldest: number;
}

/** Only so much can be said at the end: what is stored and older is left to the next page. */
export function forgetOldest(fresh: Map<string, Fresh<Lane>>): void {
  let size = [...fresh.values()].reduce((sum, { item }) => sum + item.size, 0);
  for (const [id, { item, lane }] of fresh) {
    if (size > BODY_BYTES_MAX && item.seq && lane.medium.durable) {
      fresh.delete(id);
      size -= item.size;
    }
  }
}

/** Forgets what a store no longer holds: another tab has sent it. */
export function forgetSent(fresh: Map<string, Fresh<Lane>>, lane: Lane): void {
  for (const [id, { item, lane: own }] of fresh) {
    const { issued = 0 } = lane.state ?? {};
    if (own === lane && item.seq && item.seq <= issued && (item.seq < lane.oldest || !lane.oldest)) {
      fresh.delete(id);
    }
  }
}

/** Says what was not said yet, must first, as far as one document's beacons reach. Deletes nothing. */
export function lastWords(fresh: Map<string, Fresh<Lane>>, lanes: readonly Lane[], say: (body: string) => boolean): void {
  const ranks = ["must", "normal", "noise"];
  let budget = BODY_BYTES_MAX;
  for (const lane of lanes) {
    const unsaid = [...fresh.values()]
      .filter((one) => one.lane === lane && !one.said)
      .sort((a, b) => ranks.indexOf(a.item.class) - ranks.indexOf(b.item.class));
    while (unsaid.length) {
      const items = unsaid.map((one) => one.item);
      const batch = pack(items, lane.state, lane.oldest, budget);
      if (!batch.items.length || !say(batch.body)) {
        break;
      }
      budget -= batch.size;
      unsaid.splice(0, batch.items.length).forEach((one) => (one.said = true));
    }
  }
}
