import type { AlertSettingKind } from '@/lib/operations/operation';
import type { Queryable } from './database';

/** One rule, channel, silence or window of a cluster; null when there is none of the name. */
export async function readAlertSetting(
  database: Queryable,
  clusterId: string,
  kind: AlertSettingKind,
  name: string,
): Promise<unknown> {
  const rows = await database.query<{ body: unknown }>(
    'SELECT body FROM alert_setting WHERE cluster_id = $1 AND kind = $2 AND name = $3',
    [clusterId, kind, name],
  );
  return rows[0]?.body ?? null;
}

/** All of one kind, by name. */
export async function listAlertSettings(
  database: Queryable,
  clusterId: string,
  kind: AlertSettingKind,
): Promise<readonly unknown[]> {
  const rows = await database.query<{ body: unknown }>(
    'SELECT body FROM alert_setting WHERE cluster_id = $1 AND kind = $2 ORDER BY name',
    [clusterId, kind],
  );
  return rows.map(({ body }) => body);
}

/** All of a cluster, by kind. */
export async function readAlertSettings(
  database: Queryable,
  clusterId: string,
): Promise<Readonly<Record<AlertSettingKind, readonly unknown[]>>> {
  const rows = await database.query<{ kind: AlertSettingKind; body: unknown }>(
    'SELECT kind, body FROM alert_setting WHERE cluster_id = $1 ORDER BY name',
    [clusterId],
  );
  const ofKind = (kind: AlertSettingKind) => rows.filter((row) => row.kind === kind).map(({ body }) => body);
  return { rule: ofKind('rule'), channel: ofKind('channel'), silence: ofKind('silence'), window: ofKind('window') };
}

export async function writeAlertSetting(
  database: Queryable,
  clusterId: string,
  kind: AlertSettingKind,
  name: string,
  body: object,
): Promise<void> {
  await database.query(
    `INSERT INTO alert_setting (cluster_id, kind, name, body) VALUES ($1, $2, $3, $4)
     ON CONFLICT (cluster_id, kind, name) DO UPDATE SET body = excluded.body, updated_at = now()`,
    [clusterId, kind, name, JSON.stringify(body)],
  );
}

export async function removeAlertSetting(
  database: Queryable,
  clusterId: string,
  kind: AlertSettingKind,
  name: string,
): Promise<void> {
  await database.query('DELETE FROM alert_setting WHERE cluster_id = $1 AND kind = $2 AND name = $3', [
    clusterId,
    kind,
    name,
  ]);
}

/** Silences that ended so long ago that nobody asks for them. */
export async function deleteEndedSilences(database: Queryable, clusterId: string, beforeMs: number): Promise<void> {
  await database.query(
    `DELETE FROM alert_setting WHERE cluster_id = $1 AND kind = 'silence' AND (body->>'untilMs')::bigint < $2`,
    [clusterId, beforeMs],
  );
}
