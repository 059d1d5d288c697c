'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { ChartFrame } from '@/components/charts/chart-frame';
import type { ChartSeries } from '@/components/charts/chart-series';
import { TimeSeriesChart } from '@/components/charts/time-series-chart';
import { EmptyState } from '@/components/ui/empty-state';
import type { BrokerMetrics } from '@/lib/views/schemas/broker-metrics';

/** CMAK's messages count: what came in per second between the recent reads. A read that failed leaves a gap. */
export function MessagesChart({ reads }: { readonly reads: BrokerMetrics['messagesIn'] }) {
  const t = useTranslations('brokerMetrics');
  const [view, setView] = useQueryState('as', parseAsStringLiteral(['chart', 'table']).withDefault('chart'));
  const rows = useMemo(
    () => reads.map(({ t: at, perSecond, count }) => ({ t: at, values: [perSecond, count] })),
    [reads],
  );
  const series: readonly ChartSeries[] = useMemo(
    () => [
      { id: 'perSecond', label: t('perSecond'), unit: 'recordsPerSecond', tone: 'lag', isFilled: true },
      { id: 'count', label: t('meter.messagesIn'), unit: 'offset', tone: 2 },
    ],
    [t],
  );
  const fromMs = rows[0]?.t ?? 0;
  const toMs = Math.max(rows.at(-1)?.t ?? 0, fromMs + 10_000);
  const isEmpty = reads.every(({ perSecond }) => perSecond === null);
  return (
    <ChartFrame
      title={t('messagesTitle')}
      rows={rows}
      series={series}
      view={view}
      onViewChange={(next) => void setView(next)}
      link={() => window.location.href}
      placeholder={isEmpty ? <EmptyState title={t('messagesEmpty')}>{t('messagesEmptyBody')}</EmptyState> : undefined}
    >
      <TimeSeriesChart
        label={t('messagesTitle')}
        rows={rows}
        series={series.slice(0, 1)}
        told={{ rows, series }}
        range={{ fromMs, toMs }}
        height="low"
        latestMs={toMs}
      />
    </ChartFrame>
  );
}
