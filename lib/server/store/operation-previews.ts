import type { Database, Queryable } from './database';

/** What ties a preview to who saw it. */
export interface PreviewKey {
  readonly clusterId: string;
  readonly operation: string;
  readonly fingerprint: string;
  readonly principal: string;
}

/** Keeps that somebody was shown a plan; answers until when it can be confirmed, by the database's clock. */
export async function keepPreview(database: Database, key: PreviewKey, lifetimeMs: number): Promise<number> {
  const rows = await database.query<{ expires_ms: number }>(
    `INSERT INTO operation_preview (cluster_id, operation, fingerprint, principal, expires_at)
     VALUES ($1, $2, $3, $4, now() + $5 * interval '1 ms')
     RETURNING (extract(epoch FROM expires_at) * 1000)::bigint AS expires_ms`,
    [key.clusterId, key.operation, key.fingerprint, key.principal, lifetimeMs],
  );
  return rows[0]?.expires_ms ?? 0;
}

/** Uses up one living preview of this plan; false when there is none: never shown, too old, used, or shown to somebody else. */
export async function consumePreview(tx: Queryable, key: PreviewKey): Promise<boolean> {
  const rows = await tx.query(
    `DELETE FROM operation_preview WHERE id = (
       SELECT id FROM operation_preview
       WHERE cluster_id = $1 AND operation = $2 AND fingerprint = $3 AND principal = $4 AND expires_at > now()
       ORDER BY created_at LIMIT 1 FOR UPDATE)
     RETURNING id`,
    [key.clusterId, key.operation, key.fingerprint, key.principal],
  );
  return rows.length === 1;
}

/** Removes what nobody can confirm any more. */
export async function deleteEndedPreviews(database: Database): Promise<void> {
  await database.query('DELETE FROM operation_preview WHERE expires_at < now()');
}
