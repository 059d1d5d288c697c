import type { Database } from './database';
import { deleteOldFreshness } from './freshness';
import { deleteEndedSeries } from './lag-series';
import { deleteEndedLogSeries } from './log-series';
import { createPartitions, dropExpiredPartitions } from './partitions';
import { deleteEndedSessions } from './sessions';

const DAY_MS = 86_400_000;
/** Longest window of a freshness objective. */
const MAX_WINDOW_DAYS = 90;

/** Drops what is older than it is kept, makes the partitions of the next days, and answers the partitions dropped. */
export async function applyRetention(
  database: Database,
  retentionDays: number,
  nowMs: number,
): Promise<readonly string[]> {
  await createPartitions(database, nowMs, nowMs + 2 * DAY_MS);
  const dropped = await dropExpiredPartitions(database, retentionDays, nowMs);
  const untilMs = nowMs - (retentionDays + 1) * DAY_MS;
  await deleteEndedSeries(database, untilMs);
  await deleteEndedLogSeries(database, untilMs);
  await database.query('DELETE FROM history.coverage WHERE to_ms < $1', [untilMs]);
  await deleteOldFreshness(database, nowMs - MAX_WINDOW_DAYS * DAY_MS);
  await deleteEndedSessions(database);
  return dropped;
}
