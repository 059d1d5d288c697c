import type { AlertRuleState } from '@/lib/domain/alerts/evaluate-alerts';
import type { ChannelState, StoredAlertState, StoredIncident } from '@/lib/views/alert-source';
import { readStoredAlerts } from './alert-rounds';
import { readAlertSettings } from './alert-settings';
import type { Queryable } from './database';

/** Incidents that a list can be made of. */
const MAX_INCIDENTS = 5_000;

/** Everything that is kept of the alerts of a cluster but its closed incidents. */
export async function readAlertState(database: Queryable, clusterId: string): Promise<StoredAlertState> {
  const [settings, stored, evaluations, open, channels] = await Promise.all([
    readAlertSettings(database, clusterId),
    readStoredAlerts(database, clusterId),
    database.query<{ at_ms: number; rules: readonly AlertRuleState[] }>(
      'SELECT at_ms, rules FROM alert_evaluation WHERE cluster_id = $1',
      [clusterId],
    ),
    database.query<{ id: string; key: string }>(
      'SELECT id, key FROM alert_incident WHERE cluster_id = $1 AND closed_at_ms IS NULL',
      [clusterId],
    ),
    readChannelStates(database, clusterId),
  ]);
  return {
    settings,
    tracks: stored.tracks,
    incidentIds: new Map(open.map(({ id, key }) => [key, id])),
    evaluatedAtMs: evaluations[0]?.at_ms ?? null,
    ruleStates: evaluations[0]?.rules ?? [],
    channelStates: channels,
  };
}

interface ChannelRow {
  readonly channel: string;
  readonly waiting: number;
  readonly sent: number;
  readonly failed: number;
  readonly last_ms: number | null;
  readonly last_state: 'sent' | 'failed' | null;
  readonly last_answer: string | null;
}

async function readChannelStates(database: Queryable, clusterId: string): Promise<readonly ChannelState[]> {
  const rows = await database.query<ChannelRow>(
    `SELECT channel, count(*) FILTER (WHERE state = 'waiting') AS waiting, count(*) FILTER (WHERE state = 'sent') AS sent,
       count(*) FILTER (WHERE state = 'failed') AS failed,
       (extract(epoch FROM max(ended_at)) * 1000)::bigint AS last_ms,
       (array_agg(state ORDER BY ended_at DESC) FILTER (WHERE ended_at IS NOT NULL))[1] AS last_state,
       (array_agg(answer ORDER BY coalesce(ended_at, now()) DESC) FILTER (WHERE answer IS NOT NULL))[1] AS last_answer
     FROM alert_notification WHERE cluster_id = $1 AND created_at > now() - interval '7 days' GROUP BY channel`,
    [clusterId],
  );
  return rows.map((row) => ({
    channel: row.channel,
    waitingCount: row.waiting,
    sentCount: row.sent,
    failedCount: row.failed,
    lastAtMs: row.last_ms,
    lastState: row.last_state,
    lastAnswer: row.last_answer,
  }));
}

interface IncidentRow {
  readonly id: string;
  readonly rule: string;
  readonly subject_kind: StoredIncident['subjectKind'];
  readonly subject_name: string;
  readonly severity: StoredIncident['severity'];
  readonly definition: StoredIncident['definition'];
  readonly since_ms: number;
  readonly opened_at_ms: number;
  readonly closed_at_ms: number | null;
  readonly close_reason: StoredIncident['closeReason'];
  readonly last_value: number | null;
  readonly worst_value: number | null;
  readonly messages: StoredIncident['messages'] | null;
}

/** Incidents that were open at some time of a range, newest first, at most 5,000; of one group, or of all subjects. */
export async function readAlertIncidents(
  database: Queryable,
  query: {
    readonly clusterId: string;
    readonly groupId: string | null;
    readonly fromMs: number;
    readonly toMs: number;
  },
): Promise<readonly StoredIncident[]> {
  const rows = await database.query<IncidentRow>(
    `SELECT incident.id, incident.rule, subject_kind, subject_name, severity, definition, since_ms, opened_at_ms, closed_at_ms,
       close_reason, last_value, worst_value,
       (SELECT jsonb_agg(jsonb_build_object('channel', channel, 'kind', told.kind, 'state', state, 'answer', answer)
          ORDER BY channel, told.kind DESC) FROM alert_notification AS told WHERE told.incident_id = incident.id) AS messages
     FROM alert_incident AS incident
     WHERE cluster_id = $1 AND opened_at_ms <= $3 AND coalesce(closed_at_ms, $3) >= $2
       AND ($4::text IS NULL OR (subject_kind = 'group' AND subject_name = $4))
     ORDER BY opened_at_ms DESC, incident.id LIMIT ${MAX_INCIDENTS}`,
    [query.clusterId, query.fromMs, query.toMs, query.groupId],
  );
  return rows.map((row) => ({
    id: row.id,
    rule: row.rule,
    subjectKind: row.subject_kind,
    subjectName: row.subject_name,
    severity: row.severity,
    definition: row.definition,
    sinceMs: row.since_ms,
    openedAtMs: row.opened_at_ms,
    closedAtMs: row.closed_at_ms,
    closeReason: row.close_reason,
    lastValue: row.last_value,
    worstValue: row.worst_value,
    messages: row.messages ?? [],
  }));
}
