import type { Queryable } from './database';

/** Secrets of a channel as they are kept: encrypted, by the key of this id. */
export interface SealedSecret {
  readonly keyId: string;
  readonly sealed: Buffer;
}

/** Keeps sealed secrets for one destination; answers the reference that a channel holds. */
export async function insertAlertSecret(
  database: Queryable,
  clusterId: string,
  destination: string,
  { keyId, sealed }: SealedSecret,
): Promise<string> {
  const rows = await database.query<{ id: string }>(
    'INSERT INTO alert_secret (cluster_id, destination, key_id, sealed) VALUES ($1, $2, $3, $4) RETURNING id',
    [clusterId, destination, keyId, sealed],
  );
  return (rows[0] as { id: string }).id;
}

/** Null when there are none of that reference. */
export async function readAlertSecret(
  database: Queryable,
  clusterId: string,
  id: string,
): Promise<(SealedSecret & { readonly destination: string }) | null> {
  const rows = await database.query<{ destination: string; key_id: string; sealed: Buffer }>(
    'SELECT destination, key_id, sealed FROM alert_secret WHERE cluster_id = $1 AND id = $2',
    [clusterId, id],
  );
  const [row] = rows;
  return row === undefined ? null : { destination: row.destination, keyId: row.key_id, sealed: row.sealed };
}

/** Removes what no channel holds: secrets of previews that nobody confirmed, of channels that were changed or deleted. */
export async function deleteUnusedAlertSecrets(database: Queryable, clusterId: string): Promise<void> {
  await database.query(
    `DELETE FROM alert_secret AS secret WHERE cluster_id = $1 AND created_at < now() - interval '1 hour'
       AND NOT EXISTS (SELECT 1 FROM alert_setting WHERE cluster_id = $1 AND kind = 'channel'
         AND body->>'secretRef' = secret.id::text)`,
    [clusterId],
  );
}
