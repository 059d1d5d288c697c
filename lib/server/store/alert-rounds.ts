import { trackKey } from '@/lib/domain/alerts/alert-memory';
import type { AlertTransition, EvaluatedAlerts } from '@/lib/domain/alerts/evaluate-alerts';
import type { AlertTrack } from '@/lib/domain/alerts/step-alert';
import type { Database, Queryable } from './database';
import { type Lease, writeUnderLease } from './lease';
import { listen, type Subscription } from './listen';

const CHANNEL = 'highwater_alerts';

/** Alerts that are pending or firing, and when the cluster was last read, as the holder before left them. */
export interface StoredAlerts {
  readonly tracks: readonly AlertTrack[];
  readonly lastReadMs: number | null;
}

export async function readStoredAlerts(database: Queryable, clusterId: string): Promise<StoredAlerts> {
  const [tracks, evaluations] = await Promise.all([
    database.query<{ body: AlertTrack }>('SELECT body FROM alert_track WHERE cluster_id = $1 ORDER BY key', [
      clusterId,
    ]),
    database.query<{ last_read_ms: number | null }>('SELECT last_read_ms FROM alert_evaluation WHERE cluster_id = $1', [
      clusterId,
    ]),
  ]);
  return { tracks: tracks.map(({ body }) => body), lastReadMs: evaluations[0]?.last_read_ms ?? null };
}

/** How long the first message of a channel waits for others of the same rule. */
export interface ChannelWaits {
  readonly groupWaitSeconds: ReadonlyMap<string, number>;
}

/**
 * Stores what a round made of the alerts: tracks, incidents and the messages about them, all or nothing. What was stored
 * before is of no effect a second time: one open and one close per incident. `conflict` when the lease was lost.
 */
export async function writeAlertRound(
  database: Database,
  lease: Lease,
  before: ReadonlyMap<string, AlertTrack>,
  evaluated: EvaluatedAlerts,
  atMs: number,
  waits: ChannelWaits,
): Promise<void> {
  const { clusterId } = lease;
  await writeUnderLease(database, lease, async (tx) => {
    for (const transition of evaluated.transitions) await writeTransition(tx, clusterId, transition, waits);
    await writeTracks(tx, clusterId, before, evaluated.memory.tracks);
    await writeValues(tx, clusterId, evaluated.memory.tracks);
    await tx.query(
      `INSERT INTO alert_evaluation (cluster_id, at_ms, last_read_ms, rules) VALUES ($1, $2, $3, $4)
       ON CONFLICT (cluster_id) DO UPDATE SET at_ms = excluded.at_ms, last_read_ms = excluded.last_read_ms, rules = excluded.rules`,
      [clusterId, atMs, evaluated.memory.lastReadMs, JSON.stringify(evaluated.ruleStates)],
    );
    if (hasChanged(before, evaluated)) await tx.query(`SELECT pg_notify('${CHANNEL}', $1)`, [clusterId]);
  });
}

/** Calls back with the id of each cluster of which a round of alerts was stored. */
export function listenForAlerts(database: Database, onAlerts: (clusterId: string) => void): Subscription {
  return listen(database.url, CHANNEL, {
    onConnected: async () => undefined,
    onPayload: async (clusterId) => onAlerts(clusterId),
  });
}

/** What a reader would see: values alone are told with the next round. */
function hasChanged(before: ReadonlyMap<string, AlertTrack>, { memory, transitions }: EvaluatedAlerts): boolean {
  return transitions.length > 0 || before.size !== memory.tracks.size;
}

async function writeTransition(
  tx: Queryable,
  clusterId: string,
  transition: AlertTransition,
  waits: ChannelWaits,
): Promise<void> {
  if (transition.kind === 'opened') return openIncident(tx, clusterId, transition);
  const incidentId =
    transition.kind === 'closed'
      ? await closeIncident(tx, clusterId, transition)
      : await appendTransition(tx, clusterId, transition);
  if (incidentId === null || !transition.track.isAnnounced) return;
  const kind = transition.kind === 'closed' ? 'close' : 'open';
  await enqueueMessages(tx, clusterId, incidentId, kind, transition, waits);
}

const described = ({ kind, atMs, reason, track }: AlertTransition) =>
  JSON.stringify([{ kind, atMs, reason, value: track.value, evidence: track.evidence }]);

async function openIncident(tx: Queryable, clusterId: string, transition: AlertTransition): Promise<void> {
  const { track, rule, atMs } = transition;
  await tx.query(
    `INSERT INTO alert_incident (cluster_id, key, rule, subject_kind, subject_name, severity, definition, since_ms,
       opened_at_ms, open_value, last_value, worst_value, transitions)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $12)
     ON CONFLICT (cluster_id, key) WHERE closed_at_ms IS NULL DO NOTHING`,
    [
      clusterId,
      trackKey(track.rule, track.subject),
      track.rule,
      track.subject.kind,
      track.subject.name,
      rule?.severity ?? 'warning',
      JSON.stringify(rule),
      track.sinceMs,
      atMs,
      track.value,
      track.worst,
      described(transition),
    ],
  );
}

/** The id of the incident that was open until now; null when there was none. */
async function closeIncident(tx: Queryable, clusterId: string, transition: AlertTransition): Promise<string | null> {
  const { track, atMs, reason } = transition;
  const rows = await tx.query<{ id: string }>(
    `UPDATE alert_incident SET closed_at_ms = $3, close_reason = $4, worst_value = $5, transitions = transitions || $6::jsonb
     WHERE cluster_id = $1 AND key = $2 AND closed_at_ms IS NULL RETURNING id`,
    [clusterId, trackKey(track.rule, track.subject), atMs, reason, track.worst, described(transition)],
  );
  return rows[0]?.id ?? null;
}

async function appendTransition(tx: Queryable, clusterId: string, transition: AlertTransition): Promise<string | null> {
  const { track } = transition;
  const rows = await tx.query<{ id: string }>(
    `UPDATE alert_incident SET transitions = transitions || $3::jsonb
     WHERE cluster_id = $1 AND key = $2 AND closed_at_ms IS NULL RETURNING id`,
    [clusterId, trackKey(track.rule, track.subject), described(transition)],
  );
  return rows[0]?.id ?? null;
}

/** An open goes to the channels of the rule, a close to those that were told of the open. */
async function enqueueMessages(
  tx: Queryable,
  clusterId: string,
  incidentId: string,
  kind: 'open' | 'close',
  { track, rule }: AlertTransition,
  { groupWaitSeconds }: ChannelWaits,
): Promise<void> {
  const channels =
    kind === 'open'
      ? (rule?.channels ?? [])
      : (
          await tx.query<{ channel: string }>(
            `SELECT channel FROM alert_notification WHERE incident_id = $1 AND kind = 'open' AND state <> 'failed'`,
            [incidentId],
          )
        ).map(({ channel }) => channel);
  if (channels.length === 0) return;
  await tx.query(
    `INSERT INTO alert_notification (cluster_id, channel, rule, incident_id, kind, state, due_at)
     SELECT $1, channel, $3, $4, $5, 'waiting', now() + wait * interval '1 s'
     FROM unnest($2::text[], $6::float8[]) AS told(channel, wait)
     ON CONFLICT (incident_id, channel, kind) DO NOTHING`,
    [clusterId, channels, track.rule, incidentId, kind, channels.map((channel) => groupWaitSeconds.get(channel) ?? 0)],
  );
}

async function writeTracks(
  tx: Queryable,
  clusterId: string,
  before: ReadonlyMap<string, AlertTrack>,
  after: ReadonlyMap<string, AlertTrack>,
): Promise<void> {
  const gone = [...before.keys()].filter((key) => !after.has(key));
  const changed = [...after].filter(([key, track]) => JSON.stringify(before.get(key)) !== JSON.stringify(track));
  if (gone.length > 0) {
    await tx.query('DELETE FROM alert_track WHERE cluster_id = $1 AND key = ANY($2::text[])', [clusterId, gone]);
  }
  if (changed.length === 0) return;
  await tx.query(
    `INSERT INTO alert_track (cluster_id, key, body)
     SELECT $1, key, body FROM unnest($2::text[], $3::jsonb[]) AS changed(key, body)
     ON CONFLICT (cluster_id, key) DO UPDATE SET body = excluded.body`,
    [clusterId, changed.map(([key]) => key), changed.map(([, track]) => JSON.stringify(track))],
  );
}

/** The newest values of what fires. */
async function writeValues(tx: Queryable, clusterId: string, tracks: ReadonlyMap<string, AlertTrack>): Promise<void> {
  const firing = [...tracks].filter(([, { phase }]) => phase === 'firing');
  if (firing.length === 0) return;
  await tx.query(
    `UPDATE alert_incident AS incident SET last_value = now_value, worst_value = worst
     FROM unnest($2::text[], $3::float8[], $4::float8[]) AS told(key, now_value, worst)
     WHERE cluster_id = $1 AND incident.key = told.key AND closed_at_ms IS NULL
       AND (last_value, worst_value) IS DISTINCT FROM (now_value, worst)`,
    [clusterId, firing.map(([key]) => key), firing.map(([, { value }]) => value), firing.map(([, { worst }]) => worst)],
  );
}
