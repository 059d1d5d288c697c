import type { Queryable } from './database';
import { describeLogSeriesKey, type LogSeriesKey, markLogSeriesEnded, upsertLogSeries } from './log-series';

/** A series is written when it changed, and at least this often: so a row is never far behind what is kept. */
export const LOG_HEARTBEAT_MS = 3_600_000;

const COLUMNS = ['logStart', 'logEnd', 'appended', 'partitions', 'overMs', 'unread', 'unrated'] as const;
export type LogColumn = (typeof COLUMNS)[number];

/**
 * What one round adds to the history of logs: texts of parallel arrays as `formatArray` makes them, since thousands of rows
 * are made in slices and must not be walked through again. Their meaning stands in the migration that makes the table.
 */
export interface LogRows {
  readonly keys: readonly LogSeriesKey[];
  readonly columns: Readonly<Record<LogColumn, string>>;
  /** Series that are gone; they have a row as well. */
  readonly ended: readonly LogSeriesKey[];
}

/** Appends the rows of a round and answers the ids of the series that were not known. */
export async function appendLogRows(
  tx: Queryable,
  clusterId: string,
  capturedAtMs: number,
  { keys, columns, ended }: LogRows,
  known: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, number>> {
  if (keys.length === 0) return new Map();
  const names = keys.map(describeLogSeriesKey);
  const missing = keys.filter((_, index) => !known.has(names[index] as string));
  const made = await upsertLogSeries(tx, clusterId, missing, capturedAtMs);
  const found = new Map(made.map((series) => [describeLogSeriesKey(series), series.seriesId]));
  const idOf = (name: string) => known.get(name) ?? (found.get(name) as number);
  await tx.query(
    `INSERT INTO history.log_sample (captured_at_ms, series_id, log_start, log_end, appended, partitions, over_ms, unread, unrated)
     SELECT $2, sample.* FROM unnest($1::int[], $3::bigint[], $4::bigint[], $5::bigint[], $6::int[], $7::int[], $8::int[], $9::int[]) AS sample
     ON CONFLICT DO NOTHING`,
    [`{${names.map(idOf).join(',')}}`, capturedAtMs, ...COLUMNS.map((column) => columns[column])],
  );
  await markLogSeriesEnded(
    tx,
    ended.map((key) => idOf(describeLogSeriesKey(key))),
    capturedAtMs,
  );
  return found;
}
