import type { Queryable } from './database';
import { decodeName, encodeName } from './lag-arrays';

/** Topic of the series that stands for a whole group in the roll-ups; no topic has an empty name. */
export const WHOLE_GROUP = '';

/** What makes a series: a topic made again under its name has another id, and is another series. */
export interface SeriesKey {
  readonly groupId: string;
  readonly topic: string;
  /** Null on brokers without topic ids. */
  readonly topicId: string | null;
}

export interface LagSeries extends SeriesKey {
  readonly seriesId: number;
  readonly firstMs: number;
  /** Round in which it was found gone; null while it is there. */
  readonly endedMs: number | null;
}

interface SeriesRow {
  readonly id: number;
  readonly group_id: string;
  readonly topic: string;
  readonly topic_id: string | null;
  readonly first_ms: number;
  readonly ended_ms: number | null;
}

const COLUMNS = 'id, group_id, topic, topic_id::text AS topic_id, first_ms, ended_ms';

/** One text per series, for maps. */
export function describeSeriesKey({ groupId, topic, topicId }: SeriesKey): string {
  return `${topic}/${topicId ?? ''}/${groupId}`;
}

/** Finds or makes the series of `keys`; one that had ended goes on. */
export async function upsertSeries(
  tx: Queryable,
  clusterId: string,
  keys: readonly SeriesKey[],
  firstMs: number,
): Promise<readonly LagSeries[]> {
  if (keys.length === 0) return [];
  const rows = await tx.query<SeriesRow>(
    `INSERT INTO history.lag_series (cluster_id, group_id, topic, topic_id, first_ms)
     SELECT $1, key.group_id, key.topic, key.topic_id::uuid, $5
       FROM unnest($2::text[], $3::text[], $4::text[]) AS key(group_id, topic, topic_id)
     ON CONFLICT (cluster_id, md5(group_id), topic, COALESCE(topic_id, '00000000-0000-0000-0000-000000000000'::uuid))
     DO UPDATE SET ended_ms = NULL
     RETURNING ${COLUMNS}`,
    [
      clusterId,
      keys.map(({ groupId }) => encodeName(groupId)),
      keys.map(({ topic }) => topic),
      keys.map(({ topicId }) => topicId),
      firstMs,
    ],
  );
  return rows.map(parseSeriesRow);
}

/** The series that were there in the last round that was stored. */
export async function readOpenSeries(database: Queryable, clusterId: string): Promise<readonly LagSeries[]> {
  const rows = await database.query<SeriesRow>(
    `SELECT ${COLUMNS} FROM history.lag_series WHERE cluster_id = $1 AND ended_ms IS NULL AND topic <> '${WHOLE_GROUP}'`,
    [clusterId],
  );
  return rows.map(parseSeriesRow);
}

/** Every series of a group, or those of one of its topics, oldest first; the one of the whole group included. */
export async function readGroupSeries(
  database: Queryable,
  clusterId: string,
  groupId: string,
  topic: string | null,
): Promise<readonly LagSeries[]> {
  const rows = await database.query<SeriesRow>(
    `SELECT ${COLUMNS} FROM history.lag_series
      WHERE cluster_id = $1 AND md5(group_id) = md5($2) AND group_id = $2 AND ($3::text IS NULL OR topic = $3) ORDER BY first_ms, id`,
    [clusterId, encodeName(groupId), topic],
  );
  return rows.map(parseSeriesRow);
}

/** The series that stand for whole groups, by group. */
export async function readWholeGroups(database: Queryable, clusterId: string): Promise<readonly LagSeries[]> {
  const rows = await database.query<SeriesRow>(
    `SELECT ${COLUMNS} FROM history.lag_series WHERE cluster_id = $1 AND topic = '${WHOLE_GROUP}' ORDER BY group_id, id`,
    [clusterId],
  );
  return rows.map(parseSeriesRow);
}

/** Series that were there at some time of [fromMs, untilMs), and those of whole groups; sorted by group. */
export async function readSeriesBetween(
  database: Queryable,
  clusterId: string,
  fromMs: number,
  untilMs: number,
): Promise<readonly LagSeries[]> {
  const rows = await database.query<SeriesRow>(
    `SELECT ${COLUMNS} FROM history.lag_series
      WHERE cluster_id = $1 AND first_ms < $3 AND (ended_ms IS NULL OR ended_ms > $2) ORDER BY group_id, id`,
    [clusterId, fromMs, untilMs],
  );
  return rows.map(parseSeriesRow);
}

/** Forgets series that ended before `untilMs`: of them no row is left. A group's own series goes with its last topic. */
export async function deleteEndedSeries(database: Queryable, untilMs: number): Promise<void> {
  await database.query(`DELETE FROM history.lag_series WHERE ended_ms < $1`, [untilMs]);
  await database.query(
    `DELETE FROM history.lag_series AS whole WHERE topic = '${WHOLE_GROUP}' AND first_ms < $1 AND NOT EXISTS (
       SELECT 1 FROM history.lag_series AS other
        WHERE other.cluster_id = whole.cluster_id AND md5(other.group_id) = md5(whole.group_id) AND other.group_id = whole.group_id AND other.topic <> '${WHOLE_GROUP}')`,
    [untilMs],
  );
}

export async function markSeriesEnded(tx: Queryable, seriesIds: readonly number[], endedMs: number): Promise<void> {
  if (seriesIds.length === 0) return;
  await tx.query('UPDATE history.lag_series SET ended_ms = $2 WHERE id = ANY($1::int[])', [seriesIds, endedMs]);
}

function parseSeriesRow(row: SeriesRow): LagSeries {
  return {
    seriesId: row.id,
    groupId: decodeName(row.group_id),
    topic: row.topic,
    topicId: row.topic_id,
    firstMs: row.first_ms,
    endedMs: row.ended_ms,
  };
}
