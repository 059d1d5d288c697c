'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { Figure, type FigureKind } from '@/components/ui/figure';
import { StatusBadge } from '@/components/ui/status-badge';
import { TextLink } from '@/components/ui/text-link';
import type { StatusTone } from '@/components/ui/theme';
import { useFormats } from '@/components/ui/use-formats';
import { paths } from '@/lib/client/paths';
import type { AlertItem, AlertRuleItem } from '@/lib/views/schemas/alert';

const STATE_TONES: Readonly<Record<AlertItem['state'], StatusTone>> = {
  firing: 'stopped',
  pending: 'slow',
  'no-data': 'unknown',
};
const SEVERITY_TONES: Readonly<Record<AlertItem['severity'], StatusTone>> = {
  critical: 'stopped',
  warning: 'slow',
  info: 'moving',
};

/** Firing, pending, or without data: colour, shape and word. */
export function AlertState({ state }: { readonly state: AlertItem['state'] }) {
  const t = useTranslations('alerts.state');
  return <StatusBadge tone={STATE_TONES[state]} label={t(state)} />;
}

export function AlertSeverity({ severity }: { readonly severity: AlertItem['severity'] }) {
  const t = useTranslations('alerts.severity');
  return <StatusBadge tone={SEVERITY_TONES[severity]} label={t(severity)} variant="plain" />;
}

type Subject = Pick<AlertItem, 'subjectKind' | 'subjectName'>;

function subjectHref(clusterId: string, { subjectKind, subjectName }: Subject): string {
  switch (subjectKind) {
    case 'group':
      return paths.group(clusterId, subjectName);
    case 'broker':
      return paths.broker(clusterId, subjectName);
    case 'log-dir':
      return paths.broker(clusterId, subjectName.split(':', 1)[0] ?? '');
    case 'cluster':
      return paths.cluster(clusterId);
  }
}

/** What an alert is about, as the way to it. */
export function AlertSubject({ clusterId, subject }: { readonly clusterId: string; readonly subject: Subject }) {
  const t = useTranslations('alerts.subject');
  return (
    <TextLink href={subjectHref(clusterId, subject)}>{t(subject.subjectKind, { name: subject.subjectName })}</TextLink>
  );
}

const FIGURES: Readonly<Record<AlertItem['unit'], FigureKind>> = {
  records: 'count',
  seconds: 'duration',
  recordsPerSecond: 'rate',
  partitions: 'integer',
  percent: 'percent',
  moves: 'integer',
  state: 'integer',
};

/** A value in the unit of its rule; nothing for a state, which holds or does not. */
export function AlertValue({ value, unit }: { readonly value: number | null; readonly unit: AlertItem['unit'] }) {
  return unit === 'state' ? null : <Figure value={value} kind={FIGURES[unit]} />;
}

/** When a rule fires, in words. */
export function useConditionText(): (rule: AlertRuleItem) => string {
  const t = useTranslations('alerts');
  const verdicts = useTranslations('verdict');
  const formats = useFormats();
  return useMemo(
    () => (rule) => {
      const value = formats.integer(rule.threshold);
      const threshold =
        rule.unit === 'seconds'
          ? formats.duration(rule.threshold)
          : t(`unit.${rule.unit}`, { count: rule.threshold, value });
      const duration = formats.duration(rule.forSeconds);
      const isAtOnce = rule.forSeconds === 0;
      if (rule.unit !== 'state') return t(isAtOnce ? 'rules.aboveNow' : 'rules.above', { threshold, duration });
      const names = rule.verdicts.map((verdict) => verdicts(verdict)).join(', ');
      if (names === '') return isAtOnce ? t('rules.atOnce') : t('rules.holds', { duration });
      return isAtOnce ? names : t('rules.state', { verdicts: names, duration });
    },
    [t, verdicts, formats],
  );
}
