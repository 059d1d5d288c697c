'use client';

import { parseAsString } from 'nuqs';
import { useTranslations } from 'use-intl';
import { lagChartPath } from '@/components/lag/lag-paths';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Select } from '@/components/ui/select';
import { useTableState } from '@/components/ui/use-table-state';
import { groupLagQuery } from '@/lib/client/queries';
import { useServerList } from '@/lib/client/use-server-list';
import { usePartitionColumns } from './partition-columns';

const FILTERS = { topic: parseAsString };
const ALL = '';

interface GroupPartitionsProps {
  readonly clusterId: string;
  readonly groupId: string;
  readonly topics: readonly string[];
}

/** Every partition that a group has to do with: where it stands, how far behind, and who reads it. */
export function GroupPartitions({ clusterId, groupId, topics }: GroupPartitionsProps) {
  const t = useTranslations('groups');
  const columns = usePartitionColumns(clusterId, groupId);
  const state = useTableState({ filters: FILTERS });
  const list = useServerList(state, (request) => groupLagQuery(clusterId, groupId, { ...request, ...state.filters }));
  return (
    <DataTable
      label={t('partitions')}
      columns={columns}
      list={list}
      state={state}
      rowId={(item) => item.id}
      rowHref={(item) => lagChartPath(clusterId, groupId, item)}
      empty={<EmptyState title={t('noPartitions')}>{t('noPartitionsBody')}</EmptyState>}
      filters={
        topics.length > 1 ? (
          <Select
            aria-label={t('topicFilter')}
            data={[
              { value: ALL, label: t('topicFilterAll') },
              ...topics.map((topic) => ({ value: topic, label: topic })),
            ]}
            value={state.filters.topic ?? ALL}
            searchable={topics.length > 8}
            onChange={(topic) => state.setFilters({ topic: topic || null })}
          />
        ) : null
      }
    />
  );
}
