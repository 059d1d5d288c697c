'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { Age } from '@/components/ui/age';
import type { DataColumn } from '@/components/ui/data-list';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Figure } from '@/components/ui/figure';
import { useTableState } from '@/components/ui/use-table-state';
import { topicProducersQuery } from '@/lib/client/queries';
import { useServerList } from '@/lib/client/use-server-list';
import type { TopicProducerItem } from '@/lib/views/schemas/topic';

type NumberField = 'lastSequence' | 'coordinatorEpoch' | 'openTransactionFromOffset';

function useColumns(): readonly DataColumn<TopicProducerItem>[] {
  const t = useTranslations('topics.producers');
  return useMemo(() => {
    const number = (id: NumberField, reason: string): DataColumn<TopicProducerItem> => ({
      id,
      header: t(id),
      hint: t(`hint.${id}`),
      isNumeric: true,
      text: (row) => row[id],
      cell: (row) => <Figure value={row[id]} kind="integer" reason={reason} />,
    });
    return [
      {
        id: 'partition',
        header: t('partition'),
        isNumeric: true,
        text: (row) => row.partition,
        cell: (row) => row.partition,
      },
      {
        id: 'producerId',
        header: t('producerId'),
        isNumeric: true,
        text: (row) => row.producerId,
        cell: (row) => <code>{row.producerId}</code>,
      },
      {
        id: 'producerEpoch',
        header: t('producerEpoch'),
        hint: t('hint.producerEpoch'),
        isNumeric: true,
        text: (row) => row.producerEpoch,
        cell: (row) => row.producerEpoch,
      },
      number('lastSequence', t('nothingYet')),
      {
        id: 'lastTimestampMs',
        header: t('lastTimestampMs'),
        hint: t('hint.lastTimestampMs'),
        isNumeric: true,
        text: (row) => row.lastTimestampMs,
        cell: (row) =>
          row.lastTimestampMs === null ? (
            <Figure value={null} reason={t('nothingYet')} />
          ) : (
            <Age atMs={row.lastTimestampMs} />
          ),
      },
      number('coordinatorEpoch', t('noMarker')),
      number('openTransactionFromOffset', t('noTransaction')),
    ];
  }, [t]);
}

/** Who writes to the topic, as far as Kafka keeps it: idempotent and transactional producers, partition by partition. */
export function TopicProducers({ clusterId, topic }: { readonly clusterId: string; readonly topic: string }) {
  const t = useTranslations('topics.producers');
  const state = useTableState();
  const list = useServerList(state, (page) => topicProducersQuery(clusterId, topic, page));
  const columns = useColumns();
  return (
    <DataTable
      label={t('tab')}
      columns={columns}
      list={list}
      state={state}
      rowId={(row) => row.id}
      empty={<EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>}
    />
  );
}
