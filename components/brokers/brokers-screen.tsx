'use client';

import { useTranslations } from 'use-intl';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Page } from '@/components/ui/page';
import { PageHead } from '@/components/ui/page-head';
import { useTableState } from '@/components/ui/use-table-state';
import { paths } from '@/lib/client/paths';
import { brokersQuery } from '@/lib/client/queries';
import { usePathName } from '@/lib/client/use-path-name';
import { useServerList } from '@/lib/client/use-server-list';
import { useBrokerColumns } from './broker-columns';

/** The brokers of a cluster, those that are down included. */
export function BrokersScreen() {
  const t = useTranslations('brokers');
  const clusterId = usePathName('cluster') ?? '';
  const state = useTableState();
  const list = useServerList(state, (page) => brokersQuery(clusterId, page));
  const columns = useBrokerColumns(clusterId);
  return (
    <Page fill>
      <PageHead noun={t('title')} />
      <DataTable
        label={t('title')}
        columns={columns}
        list={list}
        state={state}
        rowId={(row) => row.id}
        rowHref={(row) => paths.broker(clusterId, row.brokerId)}
        rowTone={(row) => (row.isUp ? undefined : 'danger')}
        empty={<EmptyState title={t('empty')}>{t('emptyBody')}</EmptyState>}
      />
    </Page>
  );
}
