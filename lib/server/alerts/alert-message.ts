import { ALERT_UNITS, type AlertEvidence, type AlertRule, type AlertSubjectKind } from '@/lib/domain/alerts/alert-rule';
import type { ToldIncident } from '@/lib/server/store/alert-outbox';
import { encodePathSegment } from '@/lib/views/path-id';

/** One alert of a message. */
export interface AlertOfMessage {
  readonly incidentId: string;
  readonly status: 'firing' | 'resolved';
  readonly subjectKind: AlertSubjectKind;
  readonly subjectName: string;
  readonly startsAtMs: number;
  /** Null while it fires. */
  readonly endsAtMs: number | null;
  readonly closeReason: string | null;
  readonly value: number | null;
  /** Of a group when it fired; null where there is none. */
  readonly evidence: AlertEvidence | null;
  /** Where its subject is shown; null without HIGHWATER_PUBLIC_URL. */
  readonly url: string | null;
}

/** What is told to a channel, in no language yet. */
export interface AlertMessage {
  /** Stays the same when the message is sent again. */
  readonly deliveryId: string;
  readonly isTest: boolean;
  readonly clusterId: string;
  readonly rule: Pick<AlertRule, 'rule' | 'kind' | 'severity' | 'labels' | 'note' | 'threshold' | 'forSeconds'>;
  readonly alerts: readonly AlertOfMessage[];
  /** The alerts of the cluster; null without HIGHWATER_PUBLIC_URL. */
  readonly url: string | null;
}

export const alertUnit = (rule: AlertMessage['rule']) => ALERT_UNITS[rule.kind];

/** The message about incidents of one rule. */
export function describeAlertMessage(
  deliveryId: string,
  clusterId: string,
  incidents: readonly [ToldIncident, ...ToldIncident[]],
  publicUrl: string | null,
): AlertMessage {
  const clusterUrl = publicUrl === null ? null : `${publicUrl}/clusters/${encodePathSegment(clusterId)}`;
  return {
    deliveryId,
    isTest: false,
    clusterId,
    rule: incidents[0].definition,
    alerts: incidents.map((incident) => describeAlert(incident, clusterUrl)),
    url: clusterUrl && `${clusterUrl}/alerts`,
  };
}

function describeAlert(incident: ToldIncident, clusterUrl: string | null): AlertOfMessage {
  const { incidentId, kind, subjectKind, subjectName, openedAtMs, closedAtMs, closeReason, lastValue } = incident;
  const isOver = kind === 'close';
  return {
    incidentId,
    status: isOver ? 'resolved' : 'firing',
    subjectKind,
    subjectName,
    startsAtMs: openedAtMs,
    endsAtMs: isOver ? closedAtMs : null,
    closeReason: isOver ? closeReason : null,
    value: lastValue,
    evidence: incident.evidence,
    url: clusterUrl && subjectUrl(clusterUrl, subjectKind, subjectName),
  };
}

function subjectUrl(clusterUrl: string, kind: AlertSubjectKind, name: string): string {
  switch (kind) {
    case 'group':
      return `${clusterUrl}/groups/${encodePathSegment(name)}`;
    case 'broker':
      return `${clusterUrl}/brokers/${encodePathSegment(name)}`;
    case 'log-dir':
      return `${clusterUrl}/brokers/${encodePathSegment(name.split(':', 1)[0] ?? '')}`;
    case 'cluster':
      return clusterUrl;
  }
}

/** A message that tells of nothing but the channel itself. */
export function describeTestMessage(
  testId: string,
  clusterId: string,
  publicUrl: string | null,
  nowMs: number,
): AlertMessage {
  const clusterUrl = publicUrl === null ? null : `${publicUrl}/clusters/${encodePathSegment(clusterId)}`;
  return {
    deliveryId: testId,
    isTest: true,
    clusterId,
    rule: {
      rule: 'Highwater test',
      kind: 'collector-silent',
      severity: 'info',
      labels: {},
      note: null,
      threshold: 0,
      forSeconds: 0,
    },
    alerts: [
      {
        incidentId: testId,
        status: 'firing',
        subjectKind: 'cluster',
        subjectName: clusterId,
        startsAtMs: nowMs,
        endsAtMs: null,
        closeReason: null,
        value: null,
        evidence: null,
        url: clusterUrl,
      },
    ],
    url: clusterUrl && `${clusterUrl}/alerts`,
  };
}
