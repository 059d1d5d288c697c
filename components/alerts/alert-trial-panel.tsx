'use client';

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { ChartSeries, SeriesUnit } from '@/components/charts/chart-series';
import { TimeSeriesChart } from '@/components/charts/time-series-chart';
import { ErrorState } from '@/components/ui/error-state';
import { useFormats } from '@/components/ui/use-formats';
import type { OperationInput } from '@/lib/client/operations';
import { alertTrialQuery } from '@/lib/client/queries';
import type { AlertKind } from '@/lib/domain/alerts/alert-rule';
import { REPLAYED_KINDS, type ReplayedKind } from '@/lib/domain/alerts/replay-rule';
import type { AlertTrial } from '@/lib/views/schemas/alert';
import classes from './alerts.module.css';

const UNITS: Readonly<Record<ReplayedKind, SeriesUnit>> = {
  'group-lag': 'records',
  'group-lag-seconds': 'seconds',
  'group-lag-growth': 'recordsPerSecond',
  'group-no-commit': 'seconds',
};

type Question = Readonly<Record<string, string | number | null>>;

/** What the trial asks of the form; null while there is nothing to try. */
function questionOf(kind: AlertKind, input: OperationInput): Question | null {
  if (!REPLAYED_KINDS.some((one) => one === kind) || typeof input.threshold !== 'number') return null;
  const numbers = ['threshold', 'resolveThreshold', 'windowSeconds', 'forSeconds', 'keepSeconds'].map((name) => {
    const value = input[name];
    return [name, typeof value === 'number' ? value : null] as const;
  });
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
  return {
    kind,
    pattern: text(input.pattern) ?? '*',
    topicPattern: text(input.topicPattern),
    ...Object.fromEntries(numbers),
  };
}

function TrialChart({ trial, group }: { readonly trial: AlertTrial; readonly group: AlertTrial['groups'][number] }) {
  const t = useTranslations('alerts');
  const unit = UNITS[trial.kind];
  const series: ChartSeries[] = [{ id: 'value', label: t('trial.value'), unit, tone: 'lag', isFilled: true }];
  const fromMs = Math.max(trial.fromMs, group.collectingSinceMs ?? trial.fromMs);
  const marks = group.spans.flatMap((span) => [
    { t: span.fromMs, label: t('state.firing') },
    ...(span.toMs === null ? [] : [{ t: span.toMs, label: t('closeReason.resolved') }]),
  ]);
  return (
    <TimeSeriesChart
      label={t('trial.group', { group: group.groupId })}
      rows={group.values.map(({ t: atMs, value }) => ({ t: atMs, values: [value] }))}
      series={series}
      range={{ fromMs: Math.min(fromMs, trial.toMs - 60_000), toMs: trial.toMs }}
      latestMs={trial.toMs}
      marks={marks}
      height="low"
    />
  );
}

function Verdict({ trial }: { readonly trial: AlertTrial }) {
  const t = useTranslations('alerts.trial');
  const formats = useFormats();
  const [worst] = [...trial.groups].sort((left, right) => right.spans.length - left.spans.length);
  if (worst === undefined) return <p className={classes.verdict}>{t('noGroup')}</p>;
  const notes = [
    ...(trial.groupCount > trial.groups.length
      ? [t('more', { shown: trial.groups.length, all: trial.groupCount })]
      : []),
    ...(trial.isWholeGroup ? [t('wholeGroup')] : []),
    ...(trial.kind === 'group-lag-seconds' ? [t('approximate')] : []),
    t('step', { step: formats.duration(Math.max(...trial.groups.map(({ stepMs }) => stepMs)) / 1000) }),
  ];
  return (
    <>
      <p className={classes.verdict}>{trial.firedCount === 0 ? t('none') : t('fired', { count: trial.firedCount })}</p>
      <p className={classes.lead}>
        {t('group', { group: worst.groupId })}
        {worst.collectingSinceMs !== null && worst.collectingSinceMs > trial.fromMs
          ? ` · ${t('collecting', { time: formats.timestamp(worst.collectingSinceMs) })}`
          : ''}
      </p>
      <TrialChart trial={trial} group={worst} />
      <p className={classes.lead}>{notes.join(' ')}</p>
    </>
  );
}

interface AlertTrialPanelProps {
  readonly clusterId: string;
  readonly kind: AlertKind;
  readonly input: OperationInput;
}

/** When the rule would have fired over what is stored, before it is saved. */
export function AlertTrialPanel({ clusterId, kind, input }: AlertTrialPanelProps) {
  const t = useTranslations('alerts.trial');
  const [asked, setAsked] = useState<Question | null>(null);
  const question = questionOf(kind, input);
  const query = useQuery({ ...alertTrialQuery(clusterId, asked ?? {}), enabled: asked !== null });
  if (question === null) return null;
  const isShown = asked !== null && JSON.stringify(asked) === JSON.stringify(question);
  return (
    <div className={classes.trial}>
      <span>
        <Button size="compact-sm" variant="default" loading={query.isFetching} onClick={() => setAsked(question)}>
          {t('button')}
        </Button>
      </span>
      {isShown && query.data !== undefined && <Verdict trial={query.data} />}
      {isShown && query.error !== null && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
    </div>
  );
}
