import { countMinutes, MINUTE_MS, type MinuteCounts } from '@/lib/domain/freshness';
import type { FreshnessQuery, FreshnessSummary } from '@/lib/views/freshness';
import type { Database, Queryable } from './database';
import { encodeName } from './lag-arrays';
import { type Lease, writeUnderLease } from './lease';

const DAY_MS = 86_400_000;
const DAY_MINUTES = 1_440;
const HOUR_MS = 3_600_000;

/** Whose minutes, against which limit. */
export interface FreshnessSeries {
  readonly clusterId: string;
  readonly groupId: string;
  readonly limitSeconds: number;
}

interface DayRow {
  readonly day_ms: number;
  readonly judged_until_ms: number;
  readonly good: number;
  readonly bad: number;
  /** Null where the counts are all that was asked for. */
  readonly minutes: Buffer | null;
}

/** Epoch ms before which minutes are judged; null when none is. */
export async function readJudgedUntil(database: Queryable, series: FreshnessSeries): Promise<number | null> {
  const rows = await database.query<{ until: number | null }>(
    `SELECT max(judged_until_ms) AS until FROM history.freshness_day
      WHERE cluster_id = $1 AND md5(group_id) = md5($2) AND group_id = $2 AND limit_seconds = $3`,
    describeKey(series),
  );
  return rows[0]?.until ?? null;
}

function describeKey({ clusterId, groupId, limitSeconds }: FreshnessSeries): unknown[] {
  return [clusterId, encodeName(groupId), limitSeconds];
}

/** Writes judged minutes from `fromMs` on, in one transaction; those written before stay. `conflict` when the lease was lost. */
export async function appendMinutes(
  database: Database,
  lease: Lease,
  series: FreshnessSeries,
  fromMs: number,
  minutes: Uint8Array,
): Promise<void> {
  const untilMs = fromMs + minutes.length * MINUTE_MS;
  await writeUnderLease(database, lease, async (tx) => {
    const before = new Map((await readDays(tx, series, fromMs, untilMs)).map((row) => [row.day_ms, row.minutes]));
    for (let dayMs = floorDay(fromMs); dayMs < untilMs; dayMs += DAY_MS) {
      const day = Uint8Array.from(before.get(dayMs) ?? new Uint8Array(DAY_MINUTES));
      const from = Math.max(dayMs, fromMs);
      const until = Math.min(dayMs + DAY_MS, untilMs);
      const part = minutes.subarray((from - fromMs) / MINUTE_MS, (until - fromMs) / MINUTE_MS);
      day.set(part, (from - dayMs) / MINUTE_MS);
      const { good, bad } = countMinutes(day);
      await tx.query(
        `INSERT INTO history.freshness_day AS day (cluster_id, group_id, limit_seconds, day_ms, judged_until_ms, good, bad, minutes)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (cluster_id, md5(group_id), limit_seconds, day_ms)
         DO UPDATE SET judged_until_ms = excluded.judged_until_ms, good = excluded.good, bad = excluded.bad, minutes = excluded.minutes`,
        [...describeKey(series), dayMs, until, good, bad, Buffer.from(day)],
      );
    }
  });
}

async function readDays(
  database: Queryable,
  series: FreshnessSeries,
  fromMs: number,
  untilMs: number,
): Promise<readonly DayRow[]> {
  return database.query<DayRow>(
    `SELECT day_ms, judged_until_ms, good, bad, minutes FROM history.freshness_day
      WHERE cluster_id = $1 AND md5(group_id) = md5($2) AND group_id = $2 AND limit_seconds = $3 AND day_ms > $4 AND day_ms < $5
      ORDER BY day_ms`,
    [...describeKey(series), fromMs - DAY_MS, untilMs],
  );
}

/** The minutes of [fromMs, untilMs), both whole minutes; 0 where none is judged. */
export async function readMinutes(
  database: Queryable,
  series: FreshnessSeries,
  fromMs: number,
  untilMs: number,
): Promise<Uint8Array> {
  const all = new Uint8Array(Math.max(0, (untilMs - fromMs) / MINUTE_MS));
  for (const { day_ms: dayMs, minutes } of await readDays(database, series, fromMs, untilMs)) {
    const part = minutesBetween(minutes, dayMs, fromMs, untilMs);
    all.set(part, (Math.max(dayMs, fromMs) - fromMs) / MINUTE_MS);
  }
  return all;
}

function minutesBetween(minutes: Buffer | null, dayMs: number, fromMs: number, untilMs: number): Uint8Array {
  const from = Math.max(0, (fromMs - dayMs) / MINUTE_MS);
  const until = Math.min(DAY_MINUTES, (untilMs - dayMs) / MINUTE_MS);
  return (minutes ?? new Uint8Array(0)).subarray(from, Math.max(from, until));
}

interface SummaryRow extends DayRow {
  readonly n: number;
}

/** How each of the groups did over its window, the last six hours and the last hour; in the order asked for. */
export async function readFreshness(
  database: Queryable,
  clusterId: string,
  queries: readonly FreshnessQuery[],
  nowMs: number,
): Promise<readonly FreshnessSummary[]> {
  const untilMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const starts = queries.map(({ windowDays }) => untilMs - windowDays * DAY_MS);
  // Days that lie in the window as a whole answer by their counts; of the others the minutes are needed.
  const rows = await database.query<SummaryRow>(
    `SELECT wanted.n::int AS n, day_ms, judged_until_ms, good, bad,
            CASE WHEN day_ms < wanted.from_ms OR day_ms + ${DAY_MS} > $5::bigint - ${6 * HOUR_MS} THEN minutes END AS minutes
       FROM unnest($2::text[], $3::int[], $4::bigint[]) WITH ORDINALITY AS wanted(group_id, limit_seconds, from_ms, n)
       JOIN history.freshness_day AS day
         ON day.cluster_id = $1 AND md5(day.group_id) = md5(wanted.group_id) AND day.group_id = wanted.group_id
        AND day.limit_seconds = wanted.limit_seconds AND day.day_ms > wanted.from_ms - ${DAY_MS} AND day.day_ms < $5`,
    [
      clusterId,
      queries.map(({ groupId }) => encodeName(groupId)),
      queries.map(({ limitSeconds }) => limitSeconds),
      starts,
      untilMs,
    ],
  );
  const byQuery = queries.map((): SummaryRow[] => []);
  for (const row of rows) byQuery[row.n - 1]?.push(row);
  return byQuery.map((own, index) => describeSummary(own, starts[index] as number, untilMs));
}

function describeSummary(rows: readonly DayRow[], fromMs: number, untilMs: number): FreshnessSummary {
  const countSince = (sinceMs: number): MinuteCounts => {
    let good = 0;
    let bad = 0;
    for (const row of rows) {
      const isWhole = row.day_ms >= sinceMs && row.day_ms < untilMs;
      const counts = isWhole ? row : countMinutes(minutesBetween(row.minutes, row.day_ms, sinceMs, untilMs));
      good += counts.good;
      bad += counts.bad;
    }
    return { good, bad };
  };
  const judged = rows.map((row) => row.judged_until_ms);
  return {
    window: countSince(fromMs),
    sixHours: countSince(Math.max(fromMs, untilMs - 6 * HOUR_MS)),
    oneHour: countSince(Math.max(fromMs, untilMs - HOUR_MS)),
    judgedUntilMs: judged.length === 0 ? null : Math.max(...judged),
  };
}

/** Forgets days that no window reaches back to. */
export async function deleteOldFreshness(database: Queryable, untilMs: number): Promise<void> {
  await database.query('DELETE FROM history.freshness_day WHERE day_ms < $1', [untilMs - DAY_MS]);
}

function floorDay(ms: number): number {
  return Math.floor(ms / DAY_MS) * DAY_MS;
}
