import type { Queryable } from './database';
import { LOG_HEARTBEAT_MS } from './log-history';
import type { LOG_TABLES } from './rollup-logs';

type LogTable = (typeof LOG_TABLES)[keyof typeof LOG_TABLES];

/** A stored round or bucket of one series, as the migration that makes the tables describes it. */
export interface StoredLogRow {
  /** The round, or the start of the bucket. */
  readonly atMs: number;
  readonly logStart: number | null;
  readonly logEnd: number | null;
  readonly appended: number | null;
  readonly partitions: number | null;
  readonly overMs: number | null;
  readonly unread: number;
  readonly unrated: number;
  /** Of buckets. */
  readonly peak: number | null;
}

interface SampleRow {
  readonly at_ms: number;
  readonly log_start: number | null;
  readonly log_end: number | null;
  readonly appended: number | null;
  readonly partitions: number | null;
  readonly over_ms: number | null;
  readonly unread: number | null;
  readonly unrated: number | null;
  readonly peak: number | null;
}

/** Rows of one series in [fromMs, untilMs), ascending, after the last one before them, which holds until the next. */
export async function readLogRows(
  database: Queryable,
  table: LogTable,
  seriesId: number,
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
): Promise<readonly StoredLogRow[]> {
  const at = table === 'log_sample' ? 'captured_at_ms' : 'bucket_ms';
  const peak = table === 'log_sample' ? 'NULL::real' : 'peak';
  const select = `SELECT ${at} AS at_ms, log_start, log_end, appended, partitions, over_ms, unread, unrated, ${peak} AS peak FROM history.${table}`;
  const rows = await database.query<SampleRow>(
    `(${select} WHERE series_id = $1 AND ${at} >= $4 AND ${at} < $2 ORDER BY ${at} DESC LIMIT 1)
     UNION ALL (${select} WHERE series_id = $1 AND ${at} >= $2 AND ${at} < $3 ORDER BY ${at})`,
    [seriesId, fromMs, untilMs, fromMs - LOOK_BACK_MS],
  );
  return rows.map((row) => ({
    atMs: row.at_ms,
    logStart: row.log_start,
    logEnd: row.log_end,
    appended: row.appended,
    partitions: row.partitions,
    overMs: row.over_ms,
    unread: row.unread ?? 0,
    unrated: row.unrated ?? 0,
    peak: row.peak,
  }));
}

/** Heartbeats, and buckets that are up to an hour wide. */
const LOOK_BACK_MS = LOG_HEARTBEAT_MS + 3_600_000;
