'use client';

import { useCallback, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { useLocalList } from '@/components/ui/use-local-list';
import { useTableState } from '@/components/ui/use-table-state';
import { paths } from '@/lib/client/paths';
import { useMayChange } from '@/lib/client/use-may-change';
import type { BrokerDetail } from '@/lib/views/schemas/broker';
import { useConfigColumns } from './config-columns';
import { CONFIG_FILTERS, OnlyOverridden } from './only-overridden';

const nothing = () => undefined;

/** Every setting of a broker, with what was set first. */
export function BrokerConfigs({ clusterId, broker }: { readonly clusterId: string; readonly broker: BrokerDetail }) {
  const t = useTranslations('brokers');
  const { brokerId } = broker;
  const mayChange = useMayChange();
  const hrefOf = useCallback(
    (key: string) =>
      mayChange('alter-broker-configs')
        ? paths.change(clusterId, 'alter-broker-configs', { brokerId, edit: key })
        : null,
    [clusterId, brokerId, mayChange],
  );
  const columns = useConfigColumns(hrefOf);
  const state = useTableState({ filters: CONFIG_FILTERS });
  const isOnlySet = state.filters.only === 'set';
  const rows = useMemo(
    () => (broker.configs ?? []).filter((entry) => !isOnlySet || entry.isOverridden),
    [broker.configs, isOnlySet],
  );
  const source = { data: broker, error: null, isFetching: false, refetch: nothing };
  const list = useLocalList(source, rows, columns, { ...state, sort: state.sort ?? '-isOverridden' });
  return (
    <DataTable
      label={t('tab.configs')}
      columns={columns}
      list={list}
      state={state}
      rowId={(row) => row.id}
      filters={<OnlyOverridden isOn={isOnlySet} onChange={(isOn) => state.setFilters({ only: isOn ? 'set' : null })} />}
      empty={<EmptyState title={t('configs.empty')} />}
    />
  );
}
