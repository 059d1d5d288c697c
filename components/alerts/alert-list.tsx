'use client';

import { useQuery } from '@tanstack/react-query';
import { parseAsString } from 'nuqs';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { WordFilter } from '@/components/groups/word-filter';
import { Age } from '@/components/ui/age';
import type { DataColumn } from '@/components/ui/data-list';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { hint } from '@/components/ui/hint';
import { Tag } from '@/components/ui/tag';
import { TextLink } from '@/components/ui/text-link';
import { useTableState } from '@/components/ui/use-table-state';
import { paths } from '@/lib/client/paths';
import { alertRulesQuery, alertsQuery } from '@/lib/client/queries';
import { useServerList } from '@/lib/client/use-server-list';
import type { AlertItem } from '@/lib/views/schemas/alert';
import { AlertSeverity, AlertState, AlertSubject, AlertValue } from './alert-words';
import { SilenceButton } from './silence-button';

const FILTERS = { state: parseAsString };
const STATES = ['firing', 'pending', 'no-data'] as const;

function Told({ alert }: { readonly alert: AlertItem }) {
  const t = useTranslations('alerts.list');
  const { silencedBy } = alert;
  if (silencedBy !== null) return t('silencedBy', { what: t(`quiet.${silencedBy.kind}`), name: silencedBy.name });
  if (alert.channels.length === 0) return t('nobody');
  return alert.isAnnounced ? t('told', { channels: alert.channels.join(', ') }) : t('notTold');
}

/** Columns of alerts; the last one silences. */
export function useAlertColumns(clusterId: string): readonly DataColumn<AlertItem>[] {
  const t = useTranslations('alerts');
  return useMemo(
    () => [
      {
        id: 'state',
        header: t('column.state'),
        text: (row) => row.state,
        cell: (row) => (
          <>
            <AlertState state={row.state} /> {row.silencedBy !== null && <Tag>{t('list.silenced')}</Tag>}
          </>
        ),
      },
      {
        id: 'severity',
        header: t('column.severity'),
        text: (row) => row.severity,
        cell: (row) => <AlertSeverity severity={row.severity} />,
      },
      {
        id: 'rule',
        header: t('column.rule'),
        text: (row) => row.rule,
        cell: (row) => (
          <TextLink href={paths.alerts(clusterId, 'rules')} {...hint(row.note)}>
            {row.rule}
          </TextLink>
        ),
      },
      {
        id: 'subject',
        header: t('column.subject'),
        isWide: true,
        text: (row) => row.subjectName,
        cell: (row) => <AlertSubject clusterId={clusterId} subject={row} />,
      },
      {
        id: 'value',
        header: t('column.value'),
        isNumeric: true,
        text: (row) => row.value,
        cell: (row) => <AlertValue value={row.value} unit={row.unit} />,
      },
      {
        id: 'threshold',
        header: t('column.threshold'),
        isNumeric: true,
        isSortable: false,
        text: (row) => row.threshold,
        cell: (row) => <AlertValue value={row.threshold} unit={row.unit} />,
      },
      {
        id: 'sinceMs',
        header: t('column.since'),
        text: (row) => row.sinceMs,
        cell: (row) => <Age atMs={row.sinceMs} />,
      },
      {
        id: 'told',
        header: t('column.told'),
        isSortable: false,
        text: (row) => row.isAnnounced,
        cell: (row) => <Told alert={row} />,
      },
      {
        id: 'actions',
        header: t('column.actions'),
        isSortable: false,
        text: () => null,
        cell: (row) =>
          row.silencedBy === null && (
            <SilenceButton clusterId={clusterId} rule={row.rule} subjectName={row.subjectName} />
          ),
      },
    ],
    [t, clusterId],
  );
}

/** What fires and what is about to, the worst first. */
export function AlertList({ clusterId }: { readonly clusterId: string }) {
  const t = useTranslations('alerts');
  const state = useTableState({ prefix: 'now', filters: FILTERS });
  const list = useServerList(state, (page) => alertsQuery(clusterId, { ...page, ...state.filters }));
  const rules = useQuery(alertRulesQuery(clusterId, { limit: 1 }));
  const columns = useAlertColumns(clusterId);
  return (
    <DataTable
      label={t('tabs.alerts')}
      columns={columns}
      list={list}
      state={state}
      rowId={(row) => row.id}
      rowTone={(row) => (row.state === 'firing' && row.silencedBy === null ? 'danger' : undefined)}
      filters={
        <WordFilter
          name={t('list.filterState')}
          options={STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
          value={state.filters.state}
          onChange={(chosen) => state.setFilters({ state: chosen })}
        />
      }
      empty={
        <EmptyState title={t('list.empty')}>
          {rules.data && t('list.emptyBody', { count: rules.data.totalUnfiltered })}
        </EmptyState>
      }
    />
  );
}
