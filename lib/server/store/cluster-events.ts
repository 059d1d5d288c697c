import type { ClusterEvent, EventDetail, EventKind } from '@/lib/domain/events/cluster-event';
import type { WatchedSpan } from '@/lib/domain/events/replay-owners';
import type { EventItem } from '@/lib/views/schemas/event';
import type { Database, Queryable } from './database';

interface EventRow {
  readonly at_ms: number;
  readonly since_ms: number;
  readonly place: number;
  readonly broker_id: number | null;
  readonly kind: EventKind;
  readonly topic: string | null;
  readonly group_id: string | null;
  readonly from_value: string | null;
  readonly to_value: string | null;
  readonly detail: EventDetail | null;
}

/** Adds what a round changed, within the transaction that writes the round; a second time changes nothing. */
export async function appendClusterEvents(
  tx: Queryable,
  clusterId: string,
  events: readonly ClusterEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await tx.query(
    `INSERT INTO history.cluster_event (cluster_id, at_ms, since_ms, place, broker_id, kind, topic, group_id, from_value, to_value, detail)
     SELECT $1, * FROM unnest($2::bigint[], $3::bigint[], $4::int[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::jsonb[])
     ON CONFLICT DO NOTHING`,
    [
      clusterId,
      events.map(({ atMs }) => atMs),
      events.map(({ sinceMs }) => sinceMs),
      events.map((_, place) => place),
      events.map(({ brokerId }) => brokerId),
      events.map(({ kind }) => kind),
      events.map(({ topic }) => storable(topic)),
      events.map(({ groupId }) => storable(groupId)),
      events.map(({ from }) => storable(from)),
      events.map(({ to }) => storable(to)),
      events.map(({ detail }) => (detail === null ? null : JSON.stringify(detail, storableValue))),
    ],
  );
}

/** Postgres takes every character but NUL, which a client may well have in its id. */
function storable(text: string | null): string | null {
  return text?.replaceAll('\0', '\uFFFD') ?? null;
}

function storableValue(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? storable(value) : value;
}

/** Which events; null does not narrow. `after` is the last of the page before, in the order asked for. */
export interface EventsQuery {
  readonly clusterId: string;
  readonly search: string;
  readonly kinds: readonly EventKind[] | null;
  readonly brokerId: number | null;
  readonly topic: string | null;
  readonly groupId: string | null;
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly isOldestFirst: boolean;
  readonly after: { readonly atMs: number; readonly place: number } | null;
  readonly limit: number;
}

export interface EventsPage {
  readonly items: readonly EventItem[];
  /** Rows that match, on all pages. */
  readonly total: number;
  readonly totalUnfiltered: number;
}

const FILTER = `cluster_id = $1
  AND ($2 = '' OR topic ILIKE $2 OR group_id ILIKE $2 OR detail::text ILIKE $2)
  AND ($3::text[] IS NULL OR kind = ANY($3)) AND ($4::int IS NULL OR broker_id = $4)
  AND ($5::text IS NULL OR topic = $5) AND ($6::text IS NULL OR (md5(group_id) = md5($6) AND group_id = $6))
  AND ($7::bigint IS NULL OR at_ms >= $7) AND ($8::bigint IS NULL OR at_ms < $8)`;

/** Events of one cluster, newest first unless asked otherwise. */
export async function readClusterEvents(database: Database, query: EventsQuery): Promise<EventsPage> {
  const pattern = query.search === '' ? '' : `%${query.search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const { clusterId, kinds, brokerId, topic, groupId, fromMs, toMs } = query;
  const values = [clusterId, pattern, kinds, brokerId, topic, groupId, fromMs, toMs] as const;
  const [compare, direction] = query.isOldestFirst ? ['>', 'ASC'] : ['<', 'DESC'];
  const [rows, counts, all] = await Promise.all([
    database.query<EventRow>(
      `SELECT * FROM history.cluster_event WHERE ${FILTER}
         AND ($9::bigint IS NULL OR (at_ms, place) ${compare} ($9::bigint, $10::int))
       ORDER BY at_ms ${direction}, place ${direction} LIMIT $11`,
      [...values, query.after?.atMs ?? null, query.after?.place ?? null, query.limit],
    ),
    database.query<{ count: number }>(`SELECT count(*) FROM history.cluster_event WHERE ${FILTER}`, values),
    database.query<{ count: number }>('SELECT count(*) FROM history.cluster_event WHERE cluster_id = $1', [clusterId]),
  ]);
  return { items: rows.map(parseRow), total: counts[0]?.count ?? 0, totalUnfiltered: all[0]?.count ?? 0 };
}

function parseRow(row: EventRow): EventItem {
  return {
    id: `${row.at_ms}.${row.place}`,
    atMs: row.at_ms,
    sinceMs: row.since_ms,
    kind: row.kind,
    brokerId: row.broker_id,
    topic: row.topic,
    groupId: row.group_id,
    from: row.from_value,
    to: row.to_value,
    detail: row.detail as EventItem['detail'],
  };
}

/** When rounds were compared and stored, in a range of time: spans without a hole, ascending. */
export async function readWatchedSpans(
  database: Database,
  clusterId: string,
  fromMs: number,
  toMs: number,
): Promise<readonly WatchedSpan[]> {
  const rows = await database.query<{ from_ms: number; to_ms: number }>(
    `SELECT from_ms, to_ms FROM history.coverage
      WHERE cluster_id = $1 AND from_ms <= $3 AND to_ms >= $2 AND tells_events ORDER BY from_ms`,
    [clusterId, fromMs, toMs],
  );
  return rows.map((row) => ({ fromMs: row.from_ms, toMs: row.to_ms }));
}
