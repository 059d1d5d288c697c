'use client';

import { useTranslations } from 'use-intl';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Page } from '@/components/ui/page';
import { PageHead } from '@/components/ui/page-head';
import { PageTabs } from '@/components/ui/page-tabs';
import { useTableState } from '@/components/ui/use-table-state';
import { paths } from '@/lib/client/paths';
import { brokersQuery } from '@/lib/client/queries';
import { usePathName } from '@/lib/client/use-path-name';
import { useServerList } from '@/lib/client/use-server-list';
import { useBrokerColumns } from './broker-columns';
import { CombinedMetrics } from './combined-metrics';

function BrokerList({ clusterId }: { readonly clusterId: string }) {
  const t = useTranslations('brokers');
  const state = useTableState();
  const list = useServerList(state, (page) => brokersQuery(clusterId, page));
  const columns = useBrokerColumns(clusterId);
  return (
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
  );
}

/** The brokers of a cluster, those that are down included, and what they do together. */
export function BrokersScreen() {
  const t = useTranslations('brokers');
  const metrics = useTranslations('brokerMetrics');
  const clusterId = usePathName('cluster') ?? '';
  return (
    <Page fill>
      <PageHead noun={t('title')} />
      <PageTabs
        label={metrics('partsLabel')}
        tabs={[
          { id: 'list', label: metrics('listTab'), render: () => <BrokerList clusterId={clusterId} /> },
          {
            id: 'metrics',
            label: metrics('combinedTab'),
            render: () => <CombinedMetrics clusterId={clusterId} />,
          },
        ]}
      />
    </Page>
  );
}
