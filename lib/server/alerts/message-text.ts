import { createTranslator } from 'use-intl/core';
import type { AlertEvidence } from '@/lib/domain/alerts/alert-rule';
import type { Messages } from '@/lib/i18n/en/catalogue';
import type { Locale } from '@/lib/i18n/locale';
import { readMessages } from '@/lib/i18n/messages';
import { type AlertMessage, type AlertOfMessage, alertUnit } from './alert-message';

/** A message in words. */
export interface MessageText {
  readonly title: string;
  /** One line an alert. */
  readonly lines: readonly { readonly text: string; readonly url: string | null }[];
  /** What the rule notes for whoever reads it. */
  readonly note: string | null;
  /** Words of the link to all alerts. */
  readonly open: string;
}

/** The message in a language, its times in a zone. */
export async function writeMessageText(
  message: AlertMessage,
  { language, timeZone }: { readonly language: Locale; readonly timeZone: string },
): Promise<MessageText> {
  const messages = await readMessages(language);
  const t = createTranslator({ locale: language, messages, namespace: 'alerts', timeZone });
  const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const times = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone,
  });
  const writeEvidence = evidenceWriter(createTranslator({ locale: language, messages }), numbers);
  const time = (atMs: number) => `${times.format(atMs)} ${timeZone}`;
  const { rule, clusterId: cluster } = message;
  const unit = alertUnit(rule);
  const amount = (value: number | null) =>
    value === null ? t('message.unknown') : t(`unit.${unit}`, { count: value, value: numbers.format(value) });
  const subject = ({ subjectKind, subjectName }: AlertOfMessage) => t(`subject.${subjectKind}`, { name: subjectName });
  const line = (alert: AlertOfMessage): string => {
    const values = { subject: subject(alert), since: time(alert.startsAtMs), value: amount(alert.value) };
    if (alert.endsAtMs !== null) {
      const reason = t(`closeReason.${(alert.closeReason ?? 'resolved') as 'resolved'}`);
      return t('message.resolvedLine', { ...values, until: time(alert.endsAtMs), reason });
    }
    const kind = t(`kind.${rule.kind}`);
    const told =
      unit === 'state'
        ? t('message.stateLine', { ...values, kind })
        : t('message.firingLine', { ...values, kind, threshold: amount(rule.threshold) });
    return alert.evidence === null ? told : t('message.evidence', { line: told, ...writeEvidence(alert.evidence) });
  };
  if (message.isTest) {
    const text = t('message.testLine', { cluster });
    return {
      title: t('message.testTitle', { cluster }),
      lines: [{ text, url: message.url }],
      note: null,
      open: t('message.open'),
    };
  }
  const firing = message.alerts.filter(({ status }) => status === 'firing').length;
  const count = firing > 0 ? firing : message.alerts.length;
  const told = { rule: rule.rule, cluster, count, severity: t(`severity.${rule.severity}`) };
  return {
    title: firing > 0 ? t('message.firingTitle', told) : t('message.resolvedTitle', told),
    lines: message.alerts.map((alert) => ({ text: line(alert), url: alert.url })),
    note: rule.note,
    open: t('message.open'),
  };
}

/** The verdict of a group and the sentence that led to it, with figures and units as in the rest of the message. */
function evidenceWriter(
  t: ReturnType<typeof createTranslator<Messages>>,
  numbers: Intl.NumberFormat,
): (evidence: AlertEvidence) => { readonly verdict: string; readonly reason: string } {
  return ({ verdict, reason: { key, values } }) => {
    const figure = (name: string) => Number(values[name] ?? 0);
    const amount = (unit: 'seconds' | 'recordsPerSecond') => {
      const count = figure(unit === 'seconds' ? unit : 'perSecond');
      return t(`alerts.unit.${unit}`, { count, value: numbers.format(count) });
    };
    const reason = t(`groupReason.${key}`, {
      lag: figure('lag'),
      lagText: numbers.format(figure('lag')),
      records: figure('records'),
      recordsText: numbers.format(figure('records')),
      offset: numbers.format(figure('offset')),
      perSecond: amount('recordsPerSecond'),
      seconds: amount('seconds'),
      members: figure('members'),
    });
    return { verdict: t(`verdict.${verdict}`), reason };
  };
}
