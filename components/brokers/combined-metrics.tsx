'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { ErrorState } from '@/components/ui/error-state';
import { FactLine } from '@/components/ui/fact-line';
import { GapsNotice } from '@/components/ui/gaps-notice';
import { PageSkeleton } from '@/components/ui/page-skeleton';
import { clusterMetricsQuery } from '@/lib/client/queries';
import type { ClusterMetrics } from '@/lib/views/schemas/broker-metrics';
import classes from './broker-metrics.module.css';
import { MeterTable } from './meter-table';
import { MetricsAwaited, MetricsNotConfigured } from './metrics-states';

type SummedMetrics = Pick<ClusterMetrics, 'source' | 'meters' | 'gaps' | 'liveBrokerCount' | 'readBrokerCount'>;

interface SummedMetersProps {
  readonly metrics: SummedMetrics;
  readonly label: string;
  /** Why a figure is not known. */
  readonly reason: string;
}

/** Meters summed over brokers, of how many, and what is missing. */
export function SummedMeters({ metrics, label, reason }: SummedMetersProps) {
  const t = useTranslations('brokerMetrics');
  if (metrics.source === null) return <MetricsNotConfigured />;
  const { readBrokerCount: read, liveBrokerCount: live } = metrics;
  const isPartial = read < live;
  return (
    <div className={classes.part}>
      <GapsNotice gaps={metrics.gaps} />
      {read === 0 && metrics.gaps.length === 0 ? (
        <MetricsAwaited />
      ) : (
        <>
          <FactLine
            facts={[
              { id: 'read', label: t('brokersRead'), value: t('brokersReadOf', { read, live }) },
              { id: 'source', label: t('source'), value: t(metrics.source) },
            ]}
          />
          {isPartial && <p className={classes.note}>{t('partial')}</p>}
          <MeterTable label={label} meters={metrics.meters} isAtLeast={isPartial} reason={reason} />
        </>
      )}
    </div>
  );
}

/** CMAK's combined metrics: the meters of all brokers together. */
export function CombinedMetrics({ clusterId }: { readonly clusterId: string }) {
  const t = useTranslations('brokerMetrics');
  const query = useQuery(clusterMetricsQuery(clusterId));
  if (query.data !== undefined)
    return <SummedMeters metrics={query.data} label={t('combined')} reason={t('notTold')} />;
  if (query.error === null) return <PageSkeleton />;
  return <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />;
}
