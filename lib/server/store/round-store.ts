import type { JudgedRound } from '@/lib/domain/evaluation';
import type { Database } from './database';
import { type Lease, writeUnderLease } from './lease';
import { listen, type Subscription } from './listen';
import { decodeRound, type EncodedRound, isNewerRound } from './round-codec';

const CHANNEL = 'highwater_rounds';

/** A round with what orders it. */
export interface StoredRound {
  readonly epoch: number;
  readonly roundNumber: number;
  readonly round: JudgedRound;
}

interface RoundRow {
  readonly cluster_id: string;
  readonly epoch: number;
  readonly round_number: number;
  readonly captured_at_ms: number;
  readonly format: number;
  readonly body: Buffer;
}

/** Replaces the cluster's newest round and tells every listener. `conflict` when the lease was lost. */
export async function writeLatestRound(database: Database, lease: Lease, encoded: EncodedRound): Promise<void> {
  const { clusterId, epoch, roundNumber, capturedAtMs, format, body } = encoded;
  await writeUnderLease(database, lease, async (tx) => {
    await tx.query(
      `INSERT INTO latest_round AS kept (cluster_id, epoch, round_number, captured_at_ms, format, body)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (cluster_id) DO UPDATE SET epoch = excluded.epoch, round_number = excluded.round_number,
         captured_at_ms = excluded.captured_at_ms, format = excluded.format, body = excluded.body, stored_at = now()
       WHERE (kept.epoch, kept.round_number) < (excluded.epoch, excluded.round_number)`,
      [clusterId, epoch, roundNumber, capturedAtMs, format, body],
    );
    await tx.query(`SELECT pg_notify('${CHANNEL}', $1)`, [JSON.stringify({ clusterId, epoch, roundNumber })]);
  });
}

/** The newest round of each cluster; those of an unknown format are left out. */
async function readLatestRounds(database: Database): Promise<readonly StoredRound[]> {
  return decodeRows(await database.query<RoundRow>('SELECT * FROM latest_round ORDER BY cluster_id'));
}

/** Null when the cluster has none that this version can read. */
export async function readLatestRound(database: Database, clusterId: string): Promise<StoredRound | null> {
  const rows = await decodeRows(
    await database.query<RoundRow>('SELECT * FROM latest_round WHERE cluster_id = $1', [clusterId]),
  );
  return rows[0] ?? null;
}

/**
 * Calls back with each new round, and after every (re)connection with the newest of each cluster.
 * `latestKnown` spares reading a round that came another way already.
 */
export function listenForRounds(
  database: Database,
  onRound: (stored: StoredRound) => void,
  latestKnown: (clusterId: string) => { readonly epoch: number; readonly roundNumber: number } | null = () => null,
): Subscription {
  const deliver = (rounds: readonly StoredRound[]) => {
    for (const stored of rounds)
      if (isNewerRound(stored, latestKnown(stored.round.snapshot.clusterId))) onRound(stored);
  };
  return listen(database.url, CHANNEL, {
    onConnected: async () => deliver(await readLatestRounds(database)),
    onPayload: async (payload) => {
      const told = JSON.parse(payload) as { clusterId: string; epoch: number; roundNumber: number };
      if (!isNewerRound(told, latestKnown(told.clusterId))) return;
      const stored = await readLatestRound(database, told.clusterId);
      if (stored) deliver([stored]);
    },
  });
}

async function decodeRows(rows: readonly RoundRow[]): Promise<readonly StoredRound[]> {
  const decoded: StoredRound[] = [];
  for (const row of rows) {
    const { cluster_id: clusterId, epoch, round_number: roundNumber, captured_at_ms: capturedAtMs, format, body } = row;
    const round = await decodeRound({ clusterId, epoch, roundNumber, capturedAtMs, format, body });
    if (round) decoded.push({ epoch, roundNumber, round });
  }
  return decoded;
}
