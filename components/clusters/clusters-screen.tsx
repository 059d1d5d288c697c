'use client';

import { Code } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Page } from '@/components/ui/page';
import { PageHead } from '@/components/ui/page-head';
import { useTableState } from '@/components/ui/use-table-state';
import { paths } from '@/lib/client/paths';
import { clustersQuery } from '@/lib/client/queries';
import { useServerList } from '@/lib/client/use-server-list';
import { useClusterColumns } from './cluster-columns';

function NoCluster() {
  const t = useTranslations('clusters.empty');
  return (
    <EmptyState title={t('title')}>
      <p>{t('body')}</p>
      <p>
        <Code>{t('own')}</Code>
      </p>
      <p>
        <Code>{t('demo')}</Code>
      </p>
    </EmptyState>
  );
}

/** Every cluster that Highwater watches. */
export function ClustersScreen() {
  const t = useTranslations('clusters');
  const state = useTableState();
  const list = useServerList(state, clustersQuery);
  const columns = useClusterColumns();
  return (
    <Page fill>
      <PageHead noun={t('title')} />
      <DataTable
        label={t('title')}
        columns={columns}
        list={list}
        state={state}
        rowId={(row) => row.id}
        rowHref={(row) => paths.cluster(row.id)}
        empty={<NoCluster />}
      />
    </Page>
  );
}
