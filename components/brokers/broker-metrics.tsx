'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { Age } from '@/components/ui/age';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { type Fact, FactLine } from '@/components/ui/fact-line';
import { Figure } from '@/components/ui/figure';
import { GapsNotice } from '@/components/ui/gaps-notice';
import { PageSkeleton } from '@/components/ui/page-skeleton';
import { brokerMetricsQuery } from '@/lib/client/queries';
import type { BrokerMetrics as BrokerMetricsAnswer } from '@/lib/views/schemas/broker-metrics';
import classes from './broker-metrics.module.css';
import { MessagesChart } from './messages-chart';
import { MeterTable } from './meter-table';
import { MetricsAwaited, MetricsNotConfigured } from './metrics-states';

const SHARES = ['messagesIn', 'bytesIn', 'bytesOut'] as const;

function useMetricFacts(metrics: BrokerMetricsAnswer): readonly Fact[] {
  const t = useTranslations('brokerMetrics');
  const idle = (id: 'requestHandlerIdle' | 'networkProcessorIdle', value: number | null): Fact => ({
    id,
    label: t(id),
    value: <Figure value={value} kind="percent" reason={t('notTold')} />,
  });
  return [
    ...SHARES.map(
      (meter): Fact => ({
        id: meter,
        label: t(`share.${meter}`),
        value: <Figure value={metrics.sharePercent[meter]} kind="percent" reason={t('share.unknown')} />,
      }),
    ),
    idle('requestHandlerIdle', metrics.requestHandlerIdlePercent),
    idle('networkProcessorIdle', metrics.networkProcessorIdlePercent),
    {
      id: 'underReplicated',
      label: t('underReplicated'),
      value: <Figure value={metrics.underReplicatedPartitions} reason={t('notTold')} />,
    },
    { id: 'source', label: t('source'), value: metrics.source === null ? null : t(metrics.source) },
    { id: 'readAt', label: t('readAt'), value: <Age atMs={metrics.readAtMs} /> },
  ];
}

function MetersOfBroker({ metrics }: { readonly metrics: BrokerMetricsAnswer }) {
  const t = useTranslations('brokerMetrics');
  const facts = useMetricFacts(metrics);
  return (
    <>
      <FactLine facts={facts} />
      <MeterTable label={t('ofBroker')} meters={metrics.meters} reason={t('notTold')} />
      <MessagesChart reads={metrics.messagesIn} />
    </>
  );
}

/** What a broker's own meters tell: traffic, its share of the cluster's, idle threads, recent messages. */
export function BrokerMetrics({ clusterId, brokerId }: { readonly clusterId: string; readonly brokerId: number }) {
  const t = useTranslations('brokerMetrics');
  const query = useQuery(brokerMetricsQuery(clusterId, brokerId));
  const metrics = query.data;
  if (metrics === undefined) {
    if (query.error === null) return <PageSkeleton />;
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />;
  }
  if (metrics.source === null) return <MetricsNotConfigured />;
  return (
    <div className={classes.part}>
      <GapsNotice gaps={metrics.gaps} />
      {metrics.readAtMs !== null && <MetersOfBroker metrics={metrics} />}
      {metrics.readAtMs === null && metrics.gaps.length === 0 && <MetricsAwaited />}
      {metrics.readAtMs === null && metrics.gaps.length > 0 && (
        <EmptyState title={t('notRead')}>{t('notReadBody')}</EmptyState>
      )}
    </div>
  );
}
