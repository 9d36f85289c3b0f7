const BASE_MS = 1_000;
export const BACKOFF_MS_MAX = 5 * 60_000;
const RETRY_AFTER_MS_MAX = 60 * 60_000;

/** Full jitter: anything up to 1 s, 2 s, 4 s … 5 min. */
export function backoff(failures: number, random: () => number): number {
  return random() * Math.min(BACKOFF_MS_MAX, BASE_MS * 2 ** failures);
}

/** How long the server asks to be left alone, from seconds or a date; 0 when it does not say. */
export function retryAfter(header: string | null, now: number): number {
  if (!header) {
    return 0;
  }
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Math.min(Math.max(ms || 0, 0), RETRY_AFTER_MS_MAX);
}
