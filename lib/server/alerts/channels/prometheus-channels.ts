import { createHmac } from 'node:crypto';
import type { AlertMessage, AlertOfMessage } from '../alert-message';
import type { MessageText } from '../message-text';
import { byStatus, type HttpChannel } from './channel';

/** An active alert is sent again each minute; one that is not for this long is over for an Alertmanager. */
const ACTIVE_MS = 4 * 60_000;
const NOT_OVER = '0001-01-01T00:00:00Z';

/** Labels identify an alert: the same ones each time. */
function describeLabels({ clusterId, rule }: AlertMessage, alert: AlertOfMessage): Record<string, string> {
  const { subjectKind, subjectName } = alert;
  const subject: Record<string, string> =
    subjectKind === 'log-dir'
      ? { broker: subjectName.split(':', 1)[0] ?? '', log_dir: subjectName.slice(subjectName.indexOf(':') + 1) }
      : subjectKind === 'cluster'
        ? {}
        : { [subjectKind]: subjectName };
  return {
    ...rule.labels,
    alertname: rule.rule,
    severity: rule.severity,
    cluster: clusterId,
    kind: rule.kind,
    ...subject,
  };
}

function describeAnnotations(message: AlertMessage, text: MessageText, index: number): Record<string, string> {
  const { note } = message.rule;
  return {
    summary: text.lines[index]?.text ?? text.title,
    value: String(message.alerts[index]?.value ?? ''),
    ...(note === null ? {} : { description: note }),
  };
}

const rfc3339 = (atMs: number) => new Date(atMs).toISOString();

/** Alertmanager's own API, v2. */
export const alertmanager: HttpChannel = {
  describe: ({ channel, secrets, message, text, nowMs }) => ({
    url: `${(channel.url ?? '').replace(/\/+$/, '')}/api/v2/alerts`,
    ...(secrets.secret === undefined ? {} : { headers: { authorization: `Bearer ${secrets.secret}` } }),
    body: JSON.stringify(
      message.alerts.map((alert, index) => ({
        labels: describeLabels(message, alert),
        annotations: describeAnnotations(message, text, index),
        startsAt: rfc3339(alert.startsAtMs),
        endsAt: rfc3339(alert.endsAtMs ?? nowMs + ACTIVE_MS),
        generatorURL: alert.url ?? '',
      })),
    ),
  }),
  refusalOf: byStatus,
};

/** Values that every alert of a list has in common. */
function commonOf(all: readonly Record<string, string>[]): Record<string, string> {
  const [first = {}, ...rest] = all;
  return Object.fromEntries(Object.entries(first).filter(([name, value]) => rest.every((one) => one[name] === value)));
}

/** The body that an Alertmanager posts to a webhook, "version 4". */
function describeWebhookBody(message: AlertMessage, text: MessageText): object {
  const alerts = message.alerts.map((alert, index) => ({
    status: alert.status,
    labels: describeLabels(message, alert),
    annotations: describeAnnotations(message, text, index),
    startsAt: rfc3339(alert.startsAtMs),
    endsAt: alert.endsAtMs === null ? NOT_OVER : rfc3339(alert.endsAtMs),
    generatorURL: alert.url ?? '',
    fingerprint: alert.incidentId.replaceAll('-', '').slice(0, 16),
  }));
  return {
    version: '4',
    groupKey: `{}:{alertname=${JSON.stringify(message.rule.rule)}, cluster=${JSON.stringify(message.clusterId)}}`,
    truncatedAlerts: 0,
    status: message.alerts.some(({ status }) => status === 'firing') ? 'firing' : 'resolved',
    receiver: 'highwater',
    groupLabels: { alertname: message.rule.rule, cluster: message.clusterId },
    commonLabels: commonOf(alerts.map(({ labels }) => labels)),
    commonAnnotations: commonOf(alerts.map(({ annotations }) => annotations)),
    externalURL: message.url ?? '',
    alerts,
  };
}

/** Signs `timestamp.body`, so that a receiver can tell that nobody else wrote it, and when. */
export const webhook: HttpChannel = {
  describe: ({ channel, secrets, message, text, nowMs }) => {
    const body = JSON.stringify(describeWebhookBody(message, text));
    const timestamp = String(Math.floor(nowMs / 1000));
    const signed = secrets.secret && createHmac('sha256', secrets.secret).update(`${timestamp}.${body}`).digest('hex');
    return {
      url: channel.url ?? '',
      headers: {
        'idempotency-key': message.deliveryId,
        'x-highwater-timestamp': timestamp,
        ...(signed ? { 'x-highwater-signature': `sha256=${signed}` } : {}),
      },
      body,
    };
  },
  refusalOf: byStatus,
};
