'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { DataColumn } from '@/components/ui/data-list';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Figure } from '@/components/ui/figure';
import { formatNumberRuns } from '@/components/ui/format';
import { StatusBadge } from '@/components/ui/status-badge';
import { TextLink } from '@/components/ui/text-link';
import { useTableState } from '@/components/ui/use-table-state';
import { paths } from '@/lib/client/paths';
import { brokerTopicsQuery } from '@/lib/client/queries';
import { useServerList } from '@/lib/client/use-server-list';
import type { BrokerTopicItem } from '@/lib/views/schemas/broker';

function useColumns(clusterId: string): readonly DataColumn<BrokerTopicItem>[] {
  const t = useTranslations('brokers.topics');
  const reasons = useTranslations('brokers');
  return useMemo(() => {
    const count = (id: 'replicationFactor' | 'partitionCount' | 'leaderCount'): DataColumn<BrokerTopicItem> => ({
      id,
      header: t(id),
      isNumeric: true,
      text: (row) => row[id],
      cell: (row) => <Figure value={row[id]} />,
    });
    return [
      {
        id: 'topic',
        header: t('topic'),
        text: (row) => row.topic,
        cell: (row) => (
          <TextLink href={paths.topic(clusterId, row.topic)} isMono>
            {row.topic}
          </TextLink>
        ),
      },
      count('replicationFactor'),
      count('partitionCount'),
      {
        id: 'partitionsOnBroker',
        header: t('partitionsOnBroker'),
        isNumeric: true,
        text: (row) => row.partitionsOnBroker.length,
        cell: (row) => <Figure value={row.partitionsOnBroker.length} />,
      },
      {
        id: 'partitions',
        header: t('partitions'),
        isWide: true,
        isSortable: false,
        text: (row) => formatNumberRuns(row.partitionsOnBroker),
        cell: (row) => formatNumberRuns(row.partitionsOnBroker),
      },
      {
        id: 'isSkewed',
        header: t('isSkewed'),
        hint: t('skewedHint'),
        text: (row) => row.isSkewed,
        cell: (row) => (row.isSkewed ? <StatusBadge tone="slow" label={t('skewed')} variant="plain" /> : t('even')),
      },
      count('leaderCount'),
      {
        id: 'ledBytes',
        header: t('ledBytes'),
        isNumeric: true,
        text: (row) => row.ledBytes,
        cell: (row) => <Figure value={row.ledBytes} kind="bytes" reason={reasons('sizeUnknown')} />,
      },
    ];
  }, [t, reasons, clusterId]);
}

/** CMAK's per-topic detail: what of each topic this broker holds and leads. */
export function BrokerTopics({ clusterId, brokerId }: { readonly clusterId: string; readonly brokerId: number }) {
  const t = useTranslations('brokers');
  const state = useTableState();
  const list = useServerList(state, (page) => brokerTopicsQuery(clusterId, brokerId, page));
  const columns = useColumns(clusterId);
  return (
    <DataTable
      label={t('tab.topics')}
      columns={columns}
      list={list}
      state={state}
      rowId={(row) => row.id}
      rowHref={(row) => paths.topic(clusterId, row.topic)}
      empty={<EmptyState title={t('topics.empty')} />}
    />
  );
}
