'use client';

import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Page } from '@/components/ui/page';
import { PageHead } from '@/components/ui/page-head';
import { useTableState } from '@/components/ui/use-table-state';
import { paths } from '@/lib/client/paths';
import { topicsQuery } from '@/lib/client/queries';
import { useMayChange } from '@/lib/client/use-may-change';
import { usePathName } from '@/lib/client/use-path-name';
import { useServerList } from '@/lib/client/use-server-list';
import { TopicBulkActions } from './topic-bulk-actions';
import { useTopicColumns } from './topic-columns';
import { TOPIC_FILTERS, TopicFilters } from './topic-filters';

function CreateButtons({ clusterId }: { readonly clusterId: string }) {
  const t = useTranslations('changes.action');
  const mayChange = useMayChange();
  return (
    <>
      {mayChange('create-topics') && (
        <Button component={Link} href={paths.change(clusterId, 'create-topics')}>
          {t('createTopics')}
        </Button>
      )}
      {mayChange('create-topic') && (
        <Button
          component={Link}
          href={paths.change(clusterId, 'create-topic')}
          variant="filled"
          leftSection={<IconPlus size={14} aria-hidden />}
        >
          {t('createTopic')}
        </Button>
      )}
    </>
  );
}

/** The topics of a cluster with CMAK's numbers. */
export function TopicsScreen() {
  const t = useTranslations('topics');
  const clusterId = usePathName('cluster') ?? '';
  const state = useTableState({ filters: TOPIC_FILTERS });
  const list = useServerList(state, (page) => topicsQuery(clusterId, { ...page, ...state.filters }));
  const columns = useTopicColumns(clusterId);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set());
  const selection = useMemo(
    () => ({
      ids: chosen,
      onChange: setChosen,
      actions: <TopicBulkActions clusterId={clusterId} topics={[...chosen]} />,
    }),
    [chosen, clusterId],
  );
  return (
    <Page fill>
      <PageHead noun={t('title')} actions={<CreateButtons clusterId={clusterId} />} />
      <DataTable
        label={t('title')}
        columns={columns}
        list={list}
        state={state}
        rowId={(row) => row.id}
        rowHref={(row) => paths.topic(clusterId, row.name)}
        rowTone={(row) => (row.offlinePartitionCount > 0 ? 'danger' : undefined)}
        selection={selection}
        filters={<TopicFilters state={state} />}
        empty={<EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>}
      />
    </Page>
  );
}
