import { AppError } from '@/lib/domain/errors';
import type { Database, Queryable } from './database';

/** A lease is lost this long after its last renewal. Short enough that a second collector leaves no gap of two rounds. */
export const LEASE_TTL_MS = 8_000;

/** The right to poll a cluster. The epoch is the fencing token: it grows with every change of hands, and never falls. */
export interface Lease {
  readonly clusterId: string;
  readonly holder: string;
  readonly epoch: number;
}

/**
 * Takes the lease when nobody holds it; null when somebody does. All times are the database's.
 * Just after a restart of Postgres nobody could renew: each holder then has one more span before its lease is free.
 */
export async function acquireLease(
  database: Queryable,
  clusterId: string,
  holder: string,
  ttlMs = LEASE_TTL_MS,
): Promise<Lease | null> {
  const rows = await database.query<{ epoch: number }>(
    `INSERT INTO poll_lease AS held (cluster_id, epoch, holder, acquired_at, expires_at)
     VALUES ($1, 1, $2, clock_timestamp(), clock_timestamp() + $3 * interval '1 ms')
     ON CONFLICT (cluster_id) DO UPDATE
       SET epoch = held.epoch + 1, holder = excluded.holder, acquired_at = excluded.acquired_at, expires_at = excluded.expires_at
       WHERE held.expires_at <= to_timestamp(0)
          OR (held.expires_at < clock_timestamp() AND pg_postmaster_start_time() < clock_timestamp() - $3 * interval '1 ms')
     RETURNING epoch`,
    [clusterId, holder, ttlMs],
  );
  const epoch = rows[0]?.epoch;
  return epoch === undefined ? null : { clusterId, holder, epoch };
}

/** False when somebody else has taken it; a late renewal still counts while nobody has. */
export async function renewLease(database: Queryable, lease: Lease, ttlMs = LEASE_TTL_MS): Promise<boolean> {
  const rows = await database.query(
    `UPDATE poll_lease SET expires_at = clock_timestamp() + $4 * interval '1 ms'
     WHERE cluster_id = $1 AND holder = $2 AND epoch = $3 RETURNING epoch`,
    [lease.clusterId, lease.holder, lease.epoch, ttlMs],
  );
  return rows.length === 1;
}

/** Frees it for the next one at once; the epoch stays. */
export async function releaseLease(database: Queryable, lease: Lease): Promise<void> {
  await database.query(
    `UPDATE poll_lease SET expires_at = to_timestamp(0) WHERE cluster_id = $1 AND holder = $2 AND epoch = $3`,
    [lease.clusterId, lease.holder, lease.epoch],
  );
}

/**
 * Runs writes in one transaction that holds the lease's epoch still. Fails with `conflict` when the epoch has moved on:
 * the caller was stopped or cut off while somebody else took over, and must not write.
 */
export function writeUnderLease<T>(database: Database, lease: Lease, write: (tx: Queryable) => Promise<T>): Promise<T> {
  return database.transaction(async (tx) => {
    const rows = await tx.query(`SELECT 1 FROM poll_lease WHERE cluster_id = $1 AND epoch = $2 FOR SHARE`, [
      lease.clusterId,
      lease.epoch,
    ]);
    if (rows.length === 0) {
      throw new AppError(
        'conflict',
        `Another collector polls ${lease.clusterId} now: epoch ${lease.epoch} is no longer valid.`,
      );
    }
    return write(tx);
  });
}

/** Whether a write was refused because somebody else holds the lease. */
export function isLeaseLost(error: unknown): boolean {
  return error instanceof AppError && error.code === 'conflict';
}
