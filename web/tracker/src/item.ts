import { crc32, utf8 } from "./crc32";

/**
 * What happens to an item when the store is full: `noise` goes first, then `normal`; `must` is never given up, and
 * counts as stored only when it is on the disk.
 */
export type ServiceClass = "must" | "normal" | "noise";

/** An item on its way into a store. `json` is what goes on the wire, without the number the store gives it. */
export interface Draft {
  readonly id: string;
  readonly class: ServiceClass;
  readonly at: number;
  readonly json: string;
  readonly size: number;
  readonly crc: number;
}

/** A stored item. `seq` has no gaps within one store. */
export interface Row extends Draft {
  readonly seq: number;
}

/** An item that will never be sent again, and why. */
export interface Dead extends Row {
  readonly code: string;
  readonly reason: string;
  readonly since: number;
}

/** More than this would not fit into one batch beside the declaration. */
export const ITEM_BYTES_MAX = 56_000;

/** Turns a call into a draft; throws what JSON throws, and RangeError for an item that could never be sent. */
export function draft(id: string, at: number, kind: ServiceClass, fields: Record<string, unknown>): Draft {
  const json = JSON.stringify({
    id,
    at: new Date(at).toISOString(),
    ...(kind === "normal" ? {} : { class: kind }),
    ...fields,
  });
  const bytes = utf8(json);
  if (bytes.length > ITEM_BYTES_MAX) {
    throw new RangeError(`item of ${bytes.length} B is over the limit of ${ITEM_BYTES_MAX} B and was not stored`);
  }
  return { id, class: kind, at, json, size: bytes.length, crc: crc32(bytes) };
}

/** Whether the row is still what was stored. */
export function intact(row: Row): boolean {
  return typeof row.json === "string" && crc32(utf8(row.json)) === row.crc;
}

/** The item as the server reads it. */
export function wire(item: Draft & Partial<Row>): string {
  return item.seq ? `{"seq":${item.seq},${item.json.slice(1)}` : item.json;
}
