import type { Queryable } from './database';
import { describeLogSeriesKey, type LogSeriesKey, markLogSeriesEnded, upsertLogSeries } from './log-series';

/** A series is written when it changed, and at least this often, so that what is kept begins with a row. */
export const LOG_HEARTBEAT_MS = 6 * 3_600_000;
/** Rows written by one statement: making its text holds up nobody. */
export const LOG_BATCH_ROWS = 1_000;

const COLUMNS = ['logStart', 'logEnd', 'appended', 'partitions', 'overMs', 'unread', 'unrated'] as const;
export type LogColumn = (typeof COLUMNS)[number];

/**
 * Some of the rows that one round adds: texts of parallel arrays as `formatArray` makes them, since thousands of rows are
 * made in slices and must not be walked through again. Their meaning stands in the migration that makes the table.
 */
export interface LogRowBatch {
  readonly keys: readonly LogSeriesKey[];
  readonly columns: Readonly<Record<LogColumn, string>>;
}

/** What one round adds to the history of logs. */
export interface LogRows {
  readonly batches: readonly LogRowBatch[];
  /** Series that are gone; they have a row as well. */
  readonly ended: readonly LogSeriesKey[];
}

/** Appends the rows of a round and answers the ids of the series that were not known. */
export async function appendLogRows(
  tx: Queryable,
  clusterId: string,
  capturedAtMs: number,
  { batches, ended }: LogRows,
  known: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  const idOf = (key: string) => known.get(key) ?? found.get(key);
  for (const { keys, columns } of batches) {
    const names = keys.map(describeLogSeriesKey);
    const missing = keys.filter((_, index) => !known.has(names[index] as string));
    for (const series of await upsertLogSeries(tx, clusterId, missing, capturedAtMs))
      found.set(describeLogSeriesKey(series), series.seriesId);
    await tx.query(
      `INSERT INTO history.log_sample (captured_at_ms, series_id, log_start, log_end, appended, partitions, over_ms, unread, unrated)
       SELECT $2, sample.* FROM unnest($1::int[], $3::bigint[], $4::bigint[], $5::bigint[], $6::int[], $7::int[], $8::int[], $9::int[]) AS sample
       ON CONFLICT DO NOTHING`,
      [`{${names.map(idOf).join(',')}}`, capturedAtMs, ...COLUMNS.map((column) => columns[column])],
    );
  }
  const gone = ended.map((key) => idOf(describeLogSeriesKey(key)));
  await markLogSeriesEnded(
    tx,
    gone.filter((id) => id !== undefined),
    capturedAtMs,
  );
  return found;
}
