import type { Queryable } from './database';
import type { CoverageSpan, StoredLagRow } from './dense-lag';
import { parseArray } from './lag-arrays';

interface SampleRow {
  readonly series_id: number;
  readonly captured_at_ms: number;
  readonly committed: string | null;
  readonly log_end: string | null;
  readonly lag_floor: string | null;
}

/** Rows of some series in a range of time, both ends included. One index search per series. */
export async function readLagRows(
  database: Queryable,
  seriesIds: readonly number[],
  fromMs: number,
  toMs: number,
): Promise<readonly StoredLagRow[]> {
  if (seriesIds.length === 0 || toMs < fromMs) return [];
  const rows = await database.query<SampleRow>(
    `SELECT sample.* FROM unnest($1::int[]) AS wanted(id) CROSS JOIN LATERAL (
       SELECT series_id, captured_at_ms, committed, log_end, lag_floor FROM history.lag_sample
        WHERE series_id = wanted.id AND captured_at_ms BETWEEN $2 AND $3) AS sample`,
    [seriesIds, fromMs, toMs],
  );
  return rows.map((row) => ({
    seriesId: row.series_id,
    capturedAtMs: row.captured_at_ms,
    committed: parseArray(row.committed),
    logEnd: parseArray(row.log_end),
    lagFloor: parseArray(row.lag_floor),
  }));
}

/** Times of the rounds of a cluster, ascending, both ends included. */
export async function readRoundTimes(
  database: Queryable,
  clusterId: string,
  fromMs: number,
  toMs: number,
): Promise<readonly number[]> {
  const rows = await database.query<{ captured_at_ms: number }>(
    'SELECT captured_at_ms FROM history.round WHERE cluster_id = $1 AND captured_at_ms BETWEEN $2 AND $3 ORDER BY captured_at_ms',
    [clusterId, fromMs, toMs],
  );
  return rows.map((row) => row.captured_at_ms);
}

/** Spans that touch a range, ascending. */
export async function readCoverage(
  database: Queryable,
  clusterId: string,
  fromMs: number,
  toMs: number,
): Promise<readonly CoverageSpan[]> {
  const rows = await database.query<{ from_ms: number; to_ms: number; poll_interval_ms: number }>(
    'SELECT from_ms, to_ms, poll_interval_ms FROM history.coverage WHERE cluster_id = $1 AND from_ms <= $3 AND to_ms >= $2 ORDER BY from_ms',
    [clusterId, fromMs, toMs],
  );
  return rows.map((row) => ({ fromMs: row.from_ms, toMs: row.to_ms, pollIntervalMs: row.poll_interval_ms }));
}
