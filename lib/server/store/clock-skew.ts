import type { Queryable } from './database';

/** Beyond it times of the database and of this machine are told beside each other as if they were one. */
const MOST_CLOCK_SKEW_MS = 5_000;

/** How far the database's clock is surely ahead of ours, in ms; negative when it is behind, 0 within what the answer took. */
export async function readClockSkewMs(database: Queryable, nowMs: () => number = Date.now): Promise<number> {
  const askedAtMs = nowMs();
  const [told] = await database.query<{ at_ms: number }>(
    'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS at_ms',
  );
  const answeredAtMs = nowMs();
  const atMs = told?.at_ms ?? answeredAtMs;
  if (atMs > answeredAtMs) return atMs - answeredAtMs;
  return Math.min(0, atMs - askedAtMs);
}

/** What to say of clocks that differ too much; null when they agree. */
export function describeClockSkew(skewMs: number): string | null {
  if (Math.abs(skewMs) <= MOST_CLOCK_SKEW_MS) return null;
  const seconds = (Math.abs(skewMs) / 1_000).toFixed(1);
  const direction = skewMs > 0 ? 'ahead of' : 'behind';
  return `The clock of Postgres is ${seconds} s ${direction} this machine's: leases and sessions go by the one, samples and ages by the other. Synchronise both, with NTP for example.`;
}
