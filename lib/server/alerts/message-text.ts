import { createTranslator } from 'use-intl/core';
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
    return unit === 'state'
      ? t('message.stateLine', { ...values, kind: t(`kind.${rule.kind}`) })
      : t('message.firingLine', { ...values, kind: t(`kind.${rule.kind}`), threshold: amount(rule.threshold) });
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
