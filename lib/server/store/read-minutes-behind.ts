import type { TimeBehind } from '@/lib/domain/end-history';
import type { Database } from './database';
import { readCoverage, readLagRows, readRoundTimes } from './history-rows';
import { describeCarryLimitMs } from './lag-history';
import { readGroupSeries, WHOLE_GROUP } from './lag-series';
import { describeKeptSince } from './partitions';
import { createTimeBehindReader } from './read-time-behind';
import { readRolledUntil } from './rollup-rows';
import { ROLLUP_TIERS } from './rollup-tiers';

/** Log ends of so long before the range are read with it; what is older comes from the roll-ups. */
const OLDER_MS = 300_000;

export interface MinutesBehindQuery {
  readonly clusterId: string;
  readonly groupId: string;
  /** Topics that do not count: nobody in the group reads them any more. */
  readonly unreadTopics: ReadonlySet<string>;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly retentionDays: number;
  readonly nowMs: number;
}

/**
 * How far behind a group was in [fromMs, untilMs): each round while rounds are kept, later what the one-minute roll-up holds,
 * by the start of its minute.
 */
export async function readMinutesBehind(
  database: Database,
  query: MinutesBehindQuery,
): Promise<ReadonlyMap<number, TimeBehind | null>> {
  const { clusterId, groupId, unreadTopics, fromMs, untilMs } = query;
  const all = await readGroupSeries(database, clusterId, groupId, null);
  const series = all.filter(({ topic }) => topic !== WHOLE_GROUP && !unreadTopics.has(topic));
  const rolledUntil = await readRolledUntil(database, clusterId);
  const spans = await readCoverage(database, clusterId, fromMs - 3_600_000, untilMs);
  const pollIntervalMs = Math.max(0, ...spans.map((span) => span.pollIntervalMs));
  const behind = createTimeBehindReader(database, series, null, { rolledUntil, pollIntervalMs });
  const keptSinceMs = describeKeptSince('lag_sample', query.retentionDays, query.nowMs);
  const [minute] = ROLLUP_TIERS;
  if (fromMs - OLDER_MS < keptSinceMs && minute !== undefined) {
    const add = await behind.readRollup(minute, fromMs, untilMs);
    add();
  } else {
    const carryMs = describeCarryLimitMs(pollIntervalMs);
    const ids = series.map(({ seriesId }) => seriesId);
    const [rows, rounds] = await Promise.all([
      readLagRows(database, ids, fromMs - OLDER_MS - carryMs, untilMs - 1),
      readRoundTimes(database, clusterId, fromMs - OLDER_MS, untilMs - 1),
    ]);
    behind.addRounds(rows, spans, rounds, fromMs);
  }
  const measured = await behind.measure();
  return new Map(Array.from(measured, ([atMs, { most }]) => [atMs, most]));
}
