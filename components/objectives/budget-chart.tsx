'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { ChartFrame } from '@/components/charts/chart-frame';
import type { ChartSeries } from '@/components/charts/chart-series';
import { TimeSeriesChart } from '@/components/charts/time-series-chart';
import { EmptyState } from '@/components/ui/empty-state';
import type { FreshnessObjectiveDetail } from '@/lib/views/schemas/freshness-objective';

/** What was left of the error budget over the window, from the first minute that is known. */
export function BudgetChart({
  groupId,
  detail,
}: {
  readonly groupId: string;
  readonly detail: FreshnessObjectiveDetail;
}) {
  const t = useTranslations('objectives');
  const [view, setView] = useQueryState('as', parseAsStringLiteral(['chart', 'table']).withDefault('chart'));
  const rows = useMemo(
    () => detail.budget.map(({ t: at, remainingPercent }) => ({ t: at, values: [remainingPercent] })),
    [detail],
  );
  const series: readonly ChartSeries[] = useMemo(
    () => [{ id: 'budgetRemainingPercent', label: t('budgetLeft'), unit: 'percent', tone: 'lag', isFilled: true }],
    [t],
  );
  const fromMs = rows[0]?.t ?? 0;
  const toMs = Math.max(rows.at(-1)?.t ?? 0, fromMs + 60_000);
  return (
    <ChartFrame
      title={t('budgetOf', { group: groupId })}
      rows={rows}
      series={series}
      view={view}
      onViewChange={(next) => void setView(next)}
      link={() => window.location.href}
      placeholder={
        rows.length === 0 ? <EmptyState title={t('nothingJudged')}>{t('nothingJudgedBody')}</EmptyState> : undefined
      }
    >
      <TimeSeriesChart
        label={t('budgetPanel')}
        rows={rows}
        series={series}
        range={{ fromMs, toMs }}
        height="low"
        latestMs={toMs}
      />
    </ChartFrame>
  );
}
