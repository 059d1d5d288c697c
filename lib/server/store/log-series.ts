import type { Queryable } from './database';

export type LogSeriesKind = 'topic' | 'broker' | 'cluster';

/** Whose logs: a topic, which is another series when it is made again; the partitions that a broker leads; all of a cluster. */
export interface LogSeriesKey {
  readonly kind: LogSeriesKind;
  /** Name of the topic, id of the broker, or '' for the cluster. */
  readonly name: string;
  /** Null on brokers without topic ids, and for brokers and the cluster. */
  readonly topicId: string | null;
}

export interface LogSeries extends LogSeriesKey {
  readonly seriesId: number;
  readonly firstMs: number;
  /** Round in which it was found gone; null while it is there. */
  readonly endedMs: number | null;
}

interface SeriesRow {
  readonly id: number;
  readonly kind: LogSeriesKind;
  readonly name: string;
  readonly topic_id: string | null;
  readonly first_ms: number;
  readonly ended_ms: number | null;
}

const COLUMNS = 'id, kind, name, topic_id::text AS topic_id, first_ms, ended_ms';

/** One text per series, for maps. */
export function describeLogSeriesKey({ kind, name, topicId }: LogSeriesKey): string {
  return `${kind}/${name}/${topicId ?? ''}`;
}

/** Finds or makes the series of `keys`; one that had ended goes on. */
export async function upsertLogSeries(
  tx: Queryable,
  clusterId: string,
  keys: readonly LogSeriesKey[],
  firstMs: number,
): Promise<readonly LogSeries[]> {
  if (keys.length === 0) return [];
  const rows = await tx.query<SeriesRow>(
    `INSERT INTO history.log_series (cluster_id, kind, name, topic_id, first_ms)
     SELECT $1, key.kind, key.name, key.topic_id::uuid, $5
       FROM unnest($2::text[], $3::text[], $4::text[]) AS key(kind, name, topic_id)
     ON CONFLICT (cluster_id, kind, name, COALESCE(topic_id, '00000000-0000-0000-0000-000000000000'::uuid))
     DO UPDATE SET ended_ms = NULL
     RETURNING ${COLUMNS}`,
    [
      clusterId,
      keys.map(({ kind }) => kind),
      keys.map(({ name }) => name),
      keys.map(({ topicId }) => topicId),
      firstMs,
    ],
  );
  return rows.map(parseSeriesRow);
}

/** The series that were there in the last round that was stored. */
export async function readOpenLogSeries(database: Queryable, clusterId: string): Promise<readonly LogSeries[]> {
  const rows = await database.query<SeriesRow>(
    `SELECT ${COLUMNS} FROM history.log_series WHERE cluster_id = $1 AND ended_ms IS NULL`,
    [clusterId],
  );
  return rows.map(parseSeriesRow);
}

/** Every series of one name, oldest first: several where a topic was made again. */
export async function readLogSeries(
  database: Queryable,
  clusterId: string,
  { kind, name }: Omit<LogSeriesKey, 'topicId'>,
): Promise<readonly LogSeries[]> {
  const rows = await database.query<SeriesRow>(
    `SELECT ${COLUMNS} FROM history.log_series WHERE cluster_id = $1 AND kind = $2 AND name = $3 ORDER BY first_ms, id`,
    [clusterId, kind, name],
  );
  return rows.map(parseSeriesRow);
}

export async function markLogSeriesEnded(tx: Queryable, seriesIds: readonly number[], endedMs: number): Promise<void> {
  if (seriesIds.length === 0) return;
  await tx.query('UPDATE history.log_series SET ended_ms = $2 WHERE id = ANY($1::int[])', [seriesIds, endedMs]);
}

/** Forgets series that ended before `untilMs`: of them no row is left. */
export async function deleteEndedLogSeries(database: Queryable, untilMs: number): Promise<void> {
  await database.query('DELETE FROM history.log_series WHERE ended_ms < $1', [untilMs]);
}

function parseSeriesRow(row: SeriesRow): LogSeries {
  return {
    seriesId: row.id,
    kind: row.kind,
    name: row.name,
    topicId: row.topic_id,
    firstMs: row.first_ms,
    endedMs: row.ended_ms,
  };
}
