'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { Age } from '@/components/ui/age';
import type { DataColumn } from '@/components/ui/data-list';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Figure } from '@/components/ui/figure';
import { useTableState } from '@/components/ui/use-table-state';
import { alertIncidentsQuery } from '@/lib/client/queries';
import { useServerList } from '@/lib/client/use-server-list';
import type { AlertIncidentItem } from '@/lib/views/schemas/alert';
import { AlertSeverity, AlertSubject, AlertValue } from './alert-words';

function useMessageText(): (incident: AlertIncidentItem) => string {
  const t = useTranslations('alerts.history');
  return useMemo(
    () =>
      ({ messages }) =>
        messages
          .map(({ state, kind, channel, answer }) =>
            t(state, { channel, what: t(`what.${kind}`), answer: answer ?? '' }),
          )
          .join('; '),
    [t],
  );
}

function useColumns(clusterId: string): readonly DataColumn<AlertIncidentItem>[] {
  const t = useTranslations('alerts');
  const messages = useMessageText();
  return useMemo(
    () => [
      { id: 'rule', header: t('column.rule'), text: (row) => row.rule, cell: (row) => row.rule },
      {
        id: 'severity',
        header: t('column.severity'),
        text: (row) => row.severity,
        cell: (row) => <AlertSeverity severity={row.severity} />,
      },
      {
        id: 'subject',
        header: t('column.subject'),
        text: (row) => row.subjectName,
        cell: (row) => <AlertSubject clusterId={clusterId} subject={row} />,
      },
      {
        id: 'openedAtMs',
        header: t('column.opened'),
        text: (row) => row.openedAtMs,
        cell: (row) => <Age atMs={row.openedAtMs} />,
      },
      {
        id: 'lasted',
        header: t('column.lasted'),
        isNumeric: true,
        isSortable: false,
        text: (row) => (row.closedAtMs === null ? null : (row.closedAtMs - row.openedAtMs) / 1000),
        cell: (row) => (
          <Figure
            value={row.closedAtMs === null ? null : (row.closedAtMs - row.openedAtMs) / 1000}
            kind="duration"
            reason={t('history.open')}
          />
        ),
      },
      {
        id: 'reason',
        header: t('column.reason'),
        isSortable: false,
        text: (row) => row.closeReason,
        cell: (row) => (row.closeReason === null ? t('history.open') : t(`closeReason.${row.closeReason}`)),
      },
      {
        id: 'worst',
        header: t('column.worst'),
        isNumeric: true,
        isSortable: false,
        text: (row) => row.worstValue,
        cell: (row) => <AlertValue value={row.worstValue} unit={row.unit} />,
      },
      {
        id: 'messages',
        header: t('column.messages'),
        isSortable: false,
        isWide: true,
        text: messages,
        cell: (row) => (row.messages.length === 0 ? t('history.nobody') : messages(row)),
      },
    ],
    [t, clusterId, messages],
  );
}

/** What fired in the last days, open or closed. */
export function AlertHistory({ clusterId }: { readonly clusterId: string }) {
  const t = useTranslations('alerts');
  const state = useTableState({ prefix: 'history' });
  const list = useServerList(state, (page) => alertIncidentsQuery(clusterId, page));
  const columns = useColumns(clusterId);
  return (
    <DataTable
      label={t('tabs.history')}
      columns={columns}
      list={list}
      state={state}
      rowId={(row) => row.id}
      empty={<EmptyState title={t('history.empty')}>{t('history.emptyBody')}</EmptyState>}
    />
  );
}
