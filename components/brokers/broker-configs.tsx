'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { useLocalList } from '@/components/ui/use-local-list';
import { useTableState } from '@/components/ui/use-table-state';
import type { BrokerDetail } from '@/lib/views/schemas/broker';
import { useConfigColumns } from './config-columns';
import { CONFIG_FILTERS, OnlyOverridden } from './only-overridden';

const nothing = () => undefined;

/** Every setting of a broker, with what was set first. */
export function BrokerConfigs({ broker }: { readonly broker: BrokerDetail }) {
  const t = useTranslations('brokers');
  const columns = useConfigColumns();
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
