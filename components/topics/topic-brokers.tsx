'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { DataColumn } from '@/components/ui/data-list';
import { EmptyState } from '@/components/ui/empty-state';
import { Figure } from '@/components/ui/figure';
import { formatNumberRuns } from '@/components/ui/format';
import { PlainTable } from '@/components/ui/plain-table';
import { StatusBadge } from '@/components/ui/status-badge';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/client/paths';
import type { TopicDetail } from '@/lib/views/schemas/topic';

type TopicBroker = TopicDetail['partitionsByBroker'][number];

function useColumns(clusterId: string): readonly DataColumn<TopicBroker>[] {
  const t = useTranslations('topics.brokers');
  const terms = useTranslations('terms');
  return useMemo(() => {
    const skew = (id: 'isSkewed' | 'isLeaderSkewed', gloss: string): DataColumn<TopicBroker> => ({
      id,
      header: t(id),
      hint: gloss,
      text: (row) => row[id],
      cell: (row) => (row[id] ? <StatusBadge tone="slow" label={t('skewed')} variant="plain" /> : t('even')),
    });
    const count = (id: 'partitionCount' | 'leaderCount'): DataColumn<TopicBroker> => ({
      id,
      header: t(id),
      isNumeric: true,
      text: (row) => row[id],
      cell: (row) => <Figure value={row[id]} />,
    });
    return [
      {
        id: 'brokerId',
        header: t('broker'),
        text: (row) => row.brokerId,
        cell: (row) => (
          <TextLink href={paths.broker(clusterId, row.brokerId)} isMono>
            {row.brokerId}
          </TextLink>
        ),
      },
      count('partitionCount'),
      count('leaderCount'),
      skew('isSkewed', terms('brokersSkew.gloss')),
      skew('isLeaderSkewed', terms('leaderSkew.gloss')),
      {
        id: 'partitions',
        header: t('partitions'),
        isWide: true,
        text: (row) => formatNumberRuns(row.partitions),
        cell: (row) => formatNumberRuns(row.partitions),
      },
    ];
  }, [t, terms, clusterId]);
}

interface TopicBrokersProps {
  readonly clusterId: string;
  readonly brokers: readonly TopicBroker[];
}

/** CMAK's "Partitions by Broker": how evenly the topic lies. */
export function TopicBrokers({ clusterId, brokers }: TopicBrokersProps) {
  const t = useTranslations('topics');
  const columns = useColumns(clusterId);
  return (
    <PlainTable
      label={t('tab.brokers')}
      columns={columns}
      rows={brokers}
      rowId={(row) => row.id}
      rowHref={(row) => paths.broker(clusterId, row.brokerId)}
      empty={<EmptyState title={t('brokers.empty')} />}
    />
  );
}
