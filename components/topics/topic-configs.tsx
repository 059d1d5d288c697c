'use client';

import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { useConfigColumns } from '@/components/brokers/config-columns';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { useTableState } from '@/components/ui/use-table-state';
import { paths } from '@/lib/client/paths';
import { topicConfigsQuery } from '@/lib/client/queries';
import { useMayChange } from '@/lib/client/use-may-change';
import { useServerList } from '@/lib/client/use-server-list';

/** What the topic is set to, its own entries first, beside what it would fall back to. */
export function TopicConfigs({ clusterId, topic }: { readonly clusterId: string; readonly topic: string }) {
  const t = useTranslations('brokers.configs');
  const title = useTranslations('topics.tab')('configs');
  const mayChange = useMayChange();
  const hrefOf = useCallback(
    (key: string) =>
      mayChange('alter-topic-configs')
        ? paths.change(clusterId, 'alter-topic-configs', { topics: topic, edit: key })
        : null,
    [clusterId, topic, mayChange],
  );
  const columns = useConfigColumns(hrefOf);
  const state = useTableState();
  const list = useServerList(state, (page) =>
    topicConfigsQuery(clusterId, topic, { ...page, sort: page.sort ?? '-isOverridden' }),
  );
  return (
    <DataTable
      label={title}
      columns={columns}
      list={list}
      state={state}
      rowId={(row) => row.id}
      empty={<EmptyState title={t('empty')} />}
    />
  );
}
