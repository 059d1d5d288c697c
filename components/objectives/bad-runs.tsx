'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { DataColumn } from '@/components/ui/data-list';
import { Section } from '@/components/ui/page';
import { PlainTable } from '@/components/ui/plain-table';
import { TextLink } from '@/components/ui/text-link';
import { useFormats } from '@/components/ui/use-formats';
import { paths } from '@/lib/client/paths';
import type { FreshnessObjectiveDetail } from '@/lib/views/schemas/freshness-objective';

type Run = FreshnessObjectiveDetail['badRuns'][number];

const MARGIN_MS = 300_000;

/** The chart of the group around a stretch of time, in seconds. */
function chartPath(clusterId: string, groupId: string, { fromMs, untilMs }: Run): string {
  const marginMs = Math.max(MARGIN_MS, (untilMs - fromMs) / 2);
  return paths.group(clusterId, groupId, { unit: 'seconds', from: fromMs - marginMs, to: untilMs + marginMs });
}

interface BadRunsProps {
  readonly clusterId: string;
  readonly groupId: string;
  readonly detail: FreshnessObjectiveDetail;
}

/** Stretches of bad minutes, newest first; each leads to the chart of its time. */
export function BadRuns({ clusterId, groupId, detail }: BadRunsProps) {
  const t = useTranslations('objectives');
  const formats = useFormats();
  const columns = useMemo(
    (): readonly DataColumn<Run>[] => [
      {
        id: 'fromMs',
        header: t('runFrom'),
        text: (run) => run.fromMs,
        cell: (run) => <TextLink href={chartPath(clusterId, groupId, run)}>{formats.timestamp(run.fromMs)}</TextLink>,
      },
      {
        id: 'minutes',
        header: t('badMinutes'),
        isNumeric: true,
        text: (run) => (run.untilMs - run.fromMs) / 60_000,
        cell: (run) => formats.integer((run.untilMs - run.fromMs) / 60_000),
      },
    ],
    [clusterId, groupId, t, formats],
  );
  const { badRuns, badRunCount } = detail;
  const note = badRunCount > badRuns.length ? t('runsShown', { shown: badRuns.length, count: badRunCount }) : undefined;
  return (
    <Section title={t('runs')} {...(note === undefined ? {} : { note })}>
      <PlainTable
        label={t('runs')}
        columns={columns}
        rows={badRuns}
        rowId={(run) => String(run.fromMs)}
        rowHref={(run) => chartPath(clusterId, groupId, run)}
        empty={t('noRuns')}
      />
    </Section>
  );
}
