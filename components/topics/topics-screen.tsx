'use client';

import { useTranslations } from 'use-intl';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Page } from '@/components/ui/page';
import { PageHead } from '@/components/ui/page-head';
import { useTableState } from '@/components/ui/use-table-state';
import { paths } from '@/lib/client/paths';
import { topicsQuery } from '@/lib/client/queries';
import { usePathName } from '@/lib/client/use-path-name';
import { useServerList } from '@/lib/client/use-server-list';
import { useTopicColumns } from './topic-columns';
import { TOPIC_FILTERS, TopicFilters } from './topic-filters';

/** The topics of a cluster with CMAK's numbers. */
export function TopicsScreen() {
  const t = useTranslations('topics');
  const clusterId = usePathName('cluster') ?? '';
  const state = useTableState({ filters: TOPIC_FILTERS });
  const list = useServerList(state, (page) => topicsQuery(clusterId, { ...page, ...state.filters }));
  const columns = useTopicColumns(clusterId);
  return (
    <Page fill>
      <PageHead noun={t('title')} />
      <DataTable
        label={t('title')}
        columns={columns}
        list={list}
        state={state}
        rowId={(row) => row.id}
        rowHref={(row) => paths.topic(clusterId, row.name)}
        rowTone={(row) => (row.offlinePartitionCount > 0 ? 'danger' : undefined)}
        filters={<TopicFilters state={state} />}
        empty={<EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>}
      />
    </Page>
  );
}
