'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { SummedMeters } from '@/components/brokers/combined-metrics';
import { ErrorState } from '@/components/ui/error-state';
import { PageSkeleton } from '@/components/ui/page-skeleton';
import { topicMetricsQuery } from '@/lib/client/queries';

/** The meters of a topic over all brokers. */
export function TopicMetrics({ clusterId, topic }: { readonly clusterId: string; readonly topic: string }) {
  const t = useTranslations('brokerMetrics');
  const query = useQuery(topicMetricsQuery(clusterId, topic));
  if (query.data !== undefined)
    return <SummedMeters metrics={query.data} label={t('ofTopic')} reason={t('notCounted')} />;
  if (query.error === null) return <PageSkeleton />;
  return <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />;
}
