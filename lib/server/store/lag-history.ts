import type { ClusterEvent } from '@/lib/domain/events/cluster-event';
import { appendClusterEvents } from './cluster-events';
import type { Database, Queryable } from './database';
import { joinColumn } from './lag-arrays';
import { describeSeriesKey, markSeriesEnded, type SeriesKey, upsertSeries } from './lag-series';
import { type Lease, writeUnderLease } from './lease';
import { appendLogRows, type LogRows } from './log-history';
import { describeLogSeriesKey } from './log-series';
import { createPartitions } from './partitions';

const DAY_MS = 86_400_000;

/** A series is written when it changed, and at least this often. */
export const HEARTBEAT_MS = 60_000;
/** Rounds farther apart than this many poll intervals have a hole between them. */
export const HOLE_INTERVALS = 2.5;

/** Longest time between two rows of a series that goes on unchanged. */
export function describeCarryLimitMs(pollIntervalMs: number): number {
  return HEARTBEAT_MS + HOLE_INTERVALS * pollIntervalMs;
}

/** One series in one round; array texts as `formatArray` makes them, their meaning as in the migration that makes the table. */
export interface LagRow {
  readonly key: SeriesKey;
  readonly kind: 'read' | 'unread' | 'ended';
  readonly committed: string | null;
  readonly logEnd: string | null;
  readonly lagFloor: string | null;
}

/** What one round adds to the history of a cluster. */
export interface LagRound {
  readonly capturedAtMs: number;
  readonly pollIntervalMs: number;
  /** First round of the span without a hole that this one belongs to. */
  readonly spanFromMs: number;
  readonly rows: readonly LagRow[];
  /** What changed since the round before; absent when nothing did. */
  readonly events?: readonly ClusterEvent[];
  /** What was appended to logs; absent when no series has a row. */
  readonly logs?: LogRows;
}

/** Writes rounds of one cluster under its lease; knows the ids of the series it has met. */
export interface LagHistoryWriter {
  /** One transaction; a round that is stored already changes nothing. `conflict` when the lease was lost. */
  append(round: LagRound): Promise<void>;
}

const NO_IDS: ReadonlyMap<string, number> = new Map();

export function createLagHistoryWriter(database: Database, lease: Lease): LagHistoryWriter {
  const seriesIds = new Map<string, number>();
  const logSeriesIds = new Map<string, number>();
  let partitionsUntilMs = 0;
  let partitionsFromMs = Number.POSITIVE_INFINITY;
  return {
    append: async (round) => {
      if (round.capturedAtMs > partitionsUntilMs - DAY_MS || round.capturedAtMs < partitionsFromMs) {
        await createPartitions(database, round.capturedAtMs, round.capturedAtMs + 2 * DAY_MS);
        partitionsFromMs = Math.min(partitionsFromMs, round.capturedAtMs);
        partitionsUntilMs = Math.max(partitionsUntilMs, round.capturedAtMs + 2 * DAY_MS);
      }
      const { logs } = round;
      const [found, foundLogs] = await writeUnderLease(database, lease, async (tx) => [
        await appendRound(tx, lease, round, seriesIds),
        logs ? await appendLogRows(tx, lease.clusterId, round.capturedAtMs, logs, logSeriesIds) : NO_IDS,
      ]);
      // Ids of a transaction that was rolled back do not exist: they are remembered only now.
      for (const [key, seriesId] of found) seriesIds.set(key, seriesId);
      for (const [key, seriesId] of foundLogs) logSeriesIds.set(key, seriesId);
      for (const row of round.rows) if (row.kind === 'ended') seriesIds.delete(describeSeriesKey(row.key));
      for (const key of logs?.ended ?? []) logSeriesIds.delete(describeLogSeriesKey(key));
    },
  };
}

async function appendRound(
  tx: Queryable,
  { clusterId, epoch }: Lease,
  round: LagRound,
  known: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, number>> {
  const { capturedAtMs, pollIntervalMs, spanFromMs, rows } = round;
  const found = await findSeries(tx, clusterId, round, known);
  const idOf = ({ key }: LagRow) => known.get(describeSeriesKey(key)) ?? found.get(describeSeriesKey(key));
  await tx.query(
    `WITH told AS (INSERT INTO history.round (cluster_id, captured_at_ms, epoch) VALUES ($1, $2, $5) ON CONFLICT DO NOTHING)
     INSERT INTO history.coverage AS span (cluster_id, from_ms, to_ms, poll_interval_ms, tells_events) VALUES ($1, $3, $2, $4, true)
     ON CONFLICT (cluster_id, from_ms) DO UPDATE SET to_ms = greatest(span.to_ms, excluded.to_ms)`,
    [clusterId, capturedAtMs, spanFromMs, pollIntervalMs, epoch],
  );
  await appendClusterEvents(tx, clusterId, round.events ?? []);
  if (rows.length > 0) {
    await tx.query(
      `INSERT INTO history.lag_sample (series_id, captured_at_ms, committed, log_end, lag_floor)
       SELECT id, $2, committed::bigint[], log_end::bigint[], lag_floor::bigint[]
         FROM unnest($1::int[], string_to_array($3, ';', ''), string_to_array($4, ';', ''), string_to_array($5, ';', ''))
           AS sample(id, committed, log_end, lag_floor)
       ON CONFLICT DO NOTHING`,
      [
        rows.map(idOf),
        capturedAtMs,
        joinColumn(rows.map(({ committed }) => committed)),
        joinColumn(rows.map(({ logEnd }) => logEnd)),
        joinColumn(rows.map(({ lagFloor }) => lagFloor)),
      ],
    );
  }
  const ended = rows.filter(({ kind }) => kind === 'ended').map(idOf);
  await markSeriesEnded(
    tx,
    ended.filter((id) => id !== undefined),
    capturedAtMs,
  );
  return found;
}

async function findSeries(
  tx: Queryable,
  clusterId: string,
  { rows, capturedAtMs }: LagRound,
  known: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, number>> {
  const missing = rows.map(({ key }) => key).filter((key) => !known.has(describeSeriesKey(key)));
  const found = await upsertSeries(tx, clusterId, missing, capturedAtMs);
  return new Map(found.map((series) => [describeSeriesKey(series), series.seriesId]));
}
