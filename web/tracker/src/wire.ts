import { retryAfter } from "./backoff";
import { utf8 } from "./crc32";
import { type Draft, type Row, wire } from "./item";
import type { Evicted, State } from "./store";

export const BATCH_ITEMS_MAX = 50;
export const BODY_BYTES_MAX = 60_000;
const EVICTED_PER_BATCH = 25;

/** A body and what it carries. */
export interface Batch<T> {
  readonly items: readonly T[];
  readonly declared: readonly Evicted[];
  readonly body: string;
  readonly size: number;
}

/** What a server said to one item of a batch. */
export interface Refusal {
  readonly id: string;
  readonly code: string;
  readonly reason: string;
}

/** How durable the acknowledged items are, and where. */
export interface Receipt {
  readonly position: number | string;
  readonly grade: string;
}

/** What one exchange came to; `waitMs` is how long the server wants to be left alone. */
export type Answer = { readonly status: number; readonly waitMs: number } & (
  | { kind: "answered"; ack: readonly string[]; reject: readonly Refusal[]; receipt: Receipt | undefined }
  | { kind: "refused"; reason: string }
  | { kind: "failed" }
);

/**
 * As many of the items, in order, as fit into one body.
 *
 * @param state what the store says about itself, once it is known
 */
export function pack<T extends Draft & Partial<Row>>(
  items: readonly T[],
  state: State | undefined,
  oldest: number,
  bytesMax = BODY_BYTES_MAX,
): Batch<T> {
  const declared = state?.evicted.slice(0, EVICTED_PER_BATCH) ?? [];
  const frame = JSON.stringify({ ...state, bytes: undefined, oldest, evicted: declared, events: [] }).slice(0, -2);
  const parts: string[] = [];
  let size = utf8(frame).length + 2;
  for (const item of items.slice(0, BATCH_ITEMS_MAX)) {
    const part = wire(item);
    const comma = parts.length ? 1 : 0;
    // What the wire adds to the item's own JSON is ASCII.
    const bytes = item.size + part.length - item.json.length + comma;
    if (size + bytes > bytesMax) {
      break;
    }
    size += bytes;
    parts.push(part);
  }
  return { items: items.slice(0, parts.length), declared, body: `${frame}${parts.join()}]}`, size };
}

/**
 * Reads an answer for what it is worth: acknowledged is only what a well-formed answer names. A success of any other
 * shape is what captive portals and proxies say, and counts as a failed network.
 */
export async function read(response: Response, now: number): Promise<Answer> {
  const { status, headers } = response;
  const waitMs = retryAfter(headers.get("retry-after"), now);
  const text = await response.text();
  if (response.ok) {
    const { ack, reject, retry, receipt } = parse(text);
    if (Array.isArray(ack) && Array.isArray(reject) && Array.isArray(retry)) {
      return { kind: "answered", status, waitMs, ack, reject, receipt: receipt as Receipt | undefined };
    }
  } else if (/problem\+json/.test(headers.get("content-type") ?? "") && [400, 413, 415, 422].includes(status)) {
    const { detail, title } = parse(text);
    return { kind: "refused", status, waitMs, reason: String(detail ?? title ?? "") };
  }
  return { kind: "failed", status, waitMs };
}

function parse(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
