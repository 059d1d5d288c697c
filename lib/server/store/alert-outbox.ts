import { randomUUID } from 'node:crypto';
import type { AlertEvidence, AlertRule, AlertSubjectKind } from '@/lib/domain/alerts/alert-rule';
import type { Database, Queryable } from './database';

/** Somebody who claims a delivery and dies leaves it to the others after this long. */
const CLAIM_MS = 60_000;
/** Incidents told in one message at most. */
const MAX_GROUP = 100;

/** One incident as a message tells it. */
export interface ToldIncident {
  readonly incidentId: string;
  /** Null in what is sent again while active. */
  readonly notificationId: string | null;
  readonly kind: 'open' | 'close';
  readonly rule: string;
  readonly subjectKind: AlertSubjectKind;
  readonly subjectName: string;
  readonly definition: AlertRule;
  readonly sinceMs: number;
  readonly openedAtMs: number;
  readonly closedAtMs: number | null;
  readonly closeReason: string | null;
  readonly lastValue: number | null;
  readonly worstValue: number | null;
  /** What was told of a group when it opened; null where there is none. */
  readonly evidence: AlertEvidence | null;
}

/** Messages of one rule to one channel that travel together; the id stays the same when they are sent again. */
export interface Delivery {
  readonly deliveryId: string;
  readonly channel: string;
  readonly rule: string;
  readonly attempts: number;
  /** Epoch ms, by the database's clock, of the oldest message. */
  readonly createdAtMs: number;
  readonly incidents: readonly ToldIncident[];
}

interface ClaimedRow {
  readonly id: string;
  readonly delivery_id: string;
  readonly channel: string;
  readonly rule: string;
  readonly attempts: number;
  readonly created_ms: number;
}

interface IncidentRow {
  readonly id: string;
  readonly notification_id: string | null;
  readonly kind: 'open' | 'close';
  readonly rule: string;
  readonly subject_kind: AlertSubjectKind;
  readonly subject_name: string;
  readonly definition: AlertRule;
  readonly since_ms: number;
  readonly opened_at_ms: number;
  readonly closed_at_ms: number | null;
  readonly close_reason: string | null;
  readonly last_value: number | null;
  readonly worst_value: number | null;
  readonly evidence: AlertEvidence | null;
}

const INCIDENT_COLUMNS = `incident.id, incident.rule, subject_kind, subject_name, definition, since_ms, opened_at_ms,
  closed_at_ms, close_reason, last_value, worst_value, transitions -> 0 -> 'evidence' AS evidence`;

/**
 * Takes the delivery that is due longest, if any, for this process alone. Messages that waited for one another become
 * one delivery here, once. A close is not taken while the open of its incident is still on its way.
 */
export async function claimDelivery(database: Database, clusterId: string): Promise<Delivery | null> {
  return database.transaction(async (tx) => {
    const rows = await takeStarted(tx, clusterId);
    const claimed = rows.length > 0 ? rows : await takeNew(tx, clusterId);
    const [first] = claimed;
    if (first === undefined) return null;
    const incidents = await tx.query<IncidentRow>(
      `SELECT ${INCIDENT_COLUMNS}, told.id AS notification_id, told.kind
       FROM alert_notification AS told JOIN alert_incident AS incident ON incident.id = told.incident_id
       WHERE told.delivery_id = $1 ORDER BY opened_at_ms, incident.id, told.kind DESC`,
      [first.delivery_id],
    );
    return {
      deliveryId: first.delivery_id,
      channel: first.channel,
      rule: first.rule,
      attempts: first.attempts,
      createdAtMs: Math.min(...claimed.map((row) => row.created_ms)),
      incidents: incidents.map(toIncident),
    };
  });
}

/** A delivery that was tried before, or whose process died. */
function takeStarted(tx: Queryable, clusterId: string): Promise<ClaimedRow[]> {
  return tx.query<ClaimedRow>(
    `WITH next AS (
       SELECT delivery_id FROM alert_notification
       WHERE cluster_id = $1 AND state = 'waiting' AND delivery_id IS NOT NULL AND due_at <= now()
         AND (claimed_until IS NULL OR claimed_until < now())
       ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
     UPDATE alert_notification AS told SET claimed_until = now() + $2 * interval '1 ms', attempts = attempts + 1
     FROM next WHERE told.delivery_id = next.delivery_id AND told.state = 'waiting'
       AND (claimed_until IS NULL OR claimed_until < now())
     RETURNING ${CLAIMED}`,
    [clusterId, CLAIM_MS],
  );
}

const CLAIMED = `told.id, told.delivery_id, told.channel, told.rule, told.attempts,
  (extract(epoch FROM told.created_at) * 1000)::bigint AS created_ms`;

/** Once the first message of a rule to a channel has waited long enough, it takes all that wait with it. */
function takeNew(tx: Queryable, clusterId: string): Promise<ClaimedRow[]> {
  const isFree = (name: string) => `${name}.state = 'waiting' AND ${name}.delivery_id IS NULL
    AND NOT (${name}.kind = 'close' AND EXISTS (SELECT 1 FROM alert_notification AS opened
      WHERE opened.incident_id = ${name}.incident_id AND opened.channel = ${name}.channel AND opened.kind = 'open'
        AND opened.state = 'waiting'))`;
  return tx.query<ClaimedRow>(
    `WITH next AS (
       SELECT channel, rule FROM alert_notification AS one WHERE cluster_id = $1 AND due_at <= now() AND ${isFree('one')}
       ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED),
     together AS (
       SELECT one.id FROM alert_notification AS one JOIN next USING (channel, rule)
       WHERE one.cluster_id = $1 AND ${isFree('one')} ORDER BY one.created_at LIMIT ${MAX_GROUP} FOR UPDATE OF one SKIP LOCKED)
     UPDATE alert_notification AS told
     SET delivery_id = $2, claimed_until = now() + $3 * interval '1 ms', attempts = 1
     FROM together WHERE told.id = together.id RETURNING ${CLAIMED}`,
    [clusterId, randomUUID(), CLAIM_MS],
  );
}

/** What became of an attempt: `retryMs` null ends the delivery. */
export interface DeliveryEnd {
  readonly isDelivered: boolean;
  /** The receiver's words, or why it could not be reached. */
  readonly answer: string;
  readonly retryMs: number | null;
}

/** Writes down an attempt. Of an incident whose open never arrived, the close is not sent either. */
export async function endDeliveryAttempt(database: Queryable, deliveryId: string, end: DeliveryEnd): Promise<void> {
  const isOver = end.isDelivered || end.retryMs === null;
  await database.query(
    `UPDATE alert_notification SET answer = $2, claimed_until = NULL, state = $3,
       due_at = CASE WHEN $4::float8 IS NULL THEN due_at ELSE now() + $4 * interval '1 ms' END,
       ended_at = CASE WHEN $5 THEN now() END
     WHERE delivery_id = $1 AND state = 'waiting'`,
    [deliveryId, end.answer, end.isDelivered ? 'sent' : isOver ? 'failed' : 'waiting', end.retryMs, isOver],
  );
  if (end.isDelivered || !isOver) return;
  await database.query(
    `UPDATE alert_notification AS told SET state = 'failed', answer = $2, ended_at = now()
     FROM alert_notification AS opened WHERE opened.delivery_id = $1 AND opened.kind = 'open' AND told.kind = 'close'
       AND told.incident_id = opened.incident_id AND told.channel = opened.channel AND told.state = 'waiting'`,
    [deliveryId, end.answer],
  );
}

/** Incidents that are open and were told to a channel, for receivers that want to hear of them again and again. */
export async function readAnnouncedIncidents(
  database: Queryable,
  clusterId: string,
  channel: string,
): Promise<readonly ToldIncident[]> {
  const rows = await database.query<IncidentRow>(
    `SELECT ${INCIDENT_COLUMNS}, NULL AS notification_id, 'open' AS kind
     FROM alert_incident AS incident JOIN alert_notification AS told ON told.incident_id = incident.id
     WHERE incident.cluster_id = $1 AND closed_at_ms IS NULL AND told.channel = $2 AND told.kind = 'open'
       AND told.state = 'sent' ORDER BY opened_at_ms`,
    [clusterId, channel],
  );
  return rows.map(toIncident);
}

/** Writes down a test message and what the receiver said. */
export async function insertTestNotification(
  database: Queryable,
  test: {
    readonly id: string;
    readonly clusterId: string;
    readonly channel: string;
    readonly isDelivered: boolean;
    readonly answer: string;
  },
): Promise<void> {
  await database.query(
    `INSERT INTO alert_notification (id, cluster_id, channel, rule, kind, state, due_at, attempts, answer, ended_at)
     VALUES ($1, $2, $3, '', 'test', $4, now(), 1, $5, now()) ON CONFLICT (id) DO NOTHING`,
    [test.id, test.clusterId, test.channel, test.isDelivered ? 'sent' : 'failed', test.answer],
  );
}

/** Whether a test message arrived; null when none of that id was sent. */
export async function readTestNotification(
  database: Queryable,
  clusterId: string,
  id: string,
): Promise<boolean | null> {
  const rows = await database.query<{ state: string }>(
    `SELECT state FROM alert_notification WHERE cluster_id = $1 AND id = $2 AND kind = 'test'`,
    [clusterId, id],
  );
  const [row] = rows;
  return row === undefined ? null : row.state === 'sent';
}

function toIncident(row: IncidentRow): ToldIncident {
  return {
    incidentId: row.id,
    notificationId: row.notification_id,
    kind: row.kind,
    rule: row.rule,
    subjectKind: row.subject_kind,
    subjectName: row.subject_name,
    definition: row.definition,
    sinceMs: row.since_ms,
    openedAtMs: row.opened_at_ms,
    closedAtMs: row.closed_at_ms,
    closeReason: row.close_reason,
    lastValue: row.last_value,
    worstValue: row.worst_value,
    evidence: row.evidence,
  };
}
