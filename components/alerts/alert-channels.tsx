'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { Age } from '@/components/ui/age';
import type { DataColumn } from '@/components/ui/data-list';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { StatusBadge } from '@/components/ui/status-badge';
import { Tag } from '@/components/ui/tag';
import { TextLink } from '@/components/ui/text-link';
import { useTableState } from '@/components/ui/use-table-state';
import { paths } from '@/lib/client/paths';
import { alertChannelsQuery } from '@/lib/client/queries';
import { useServerList } from '@/lib/client/use-server-list';
import type { AlertChannelItem } from '@/lib/views/schemas/alert';
import classes from './alerts.module.css';
import { actionsColumn } from './row-actions';

const DERIVED = ['id', 'destination', 'waitingCount', 'sentCount', 'failedCount', 'lastAtMs', 'lastState'] as const;

/** The form of a channel, filled in with everything but its secrets. */
function editHref(clusterId: string, channel: AlertChannelItem): string {
  const { lastAnswer: _, usedBy: __, isEnabled, secretFields, ...given } = channel;
  const kept = Object.entries(given).filter(([name]) => !DERIVED.some((derived) => derived === name));
  const input = { ...Object.fromEntries(kept), isEnabled: String(isEnabled), kept: secretFields };
  return paths.change(clusterId, 'save-alert-channel', input);
}

function LastMessage({ channel }: { readonly channel: AlertChannelItem }) {
  const t = useTranslations('alerts.channels');
  if (channel.lastState === null) return t('never');
  const isSent = channel.lastState === 'sent';
  return (
    <>
      <StatusBadge tone={isSent ? 'ok' : 'stopped'} label={t(channel.lastState)} variant="plain" />{' '}
      <Age atMs={channel.lastAtMs} /> <span className={classes.answer}>{channel.lastAnswer}</span>
    </>
  );
}

function useColumns(clusterId: string): readonly DataColumn<AlertChannelItem>[] {
  const t = useTranslations('alerts');
  return useMemo(
    () => [
      {
        id: 'channel',
        header: t('column.channel'),
        text: (row) => row.channel,
        cell: (row) => (
          <>
            <TextLink href={editHref(clusterId, row)}>{row.channel}</TextLink>{' '}
            {!row.isEnabled && <Tag>{t('channels.isOff')}</Tag>}
          </>
        ),
      },
      { id: 'kind', header: t('column.kind'), text: (row) => row.kind, cell: (row) => t(`channelKind.${row.kind}`) },
      {
        id: 'destination',
        header: t('column.destination'),
        text: (row) => row.destination,
        cell: (row) => <code>{row.destination}</code>,
      },
      {
        id: 'secrets',
        header: t('column.secrets'),
        isSortable: false,
        text: (row) => row.secretFields.join(', '),
        cell: (row) => t(row.secretFields.length === 0 ? 'channels.notSet' : 'channels.set'),
      },
      {
        id: 'lastAtMs',
        header: t('column.last'),
        isWide: true,
        text: (row) => row.lastState,
        cell: (row) => <LastMessage channel={row} />,
      },
      {
        id: 'counts',
        header: t('column.counts'),
        isSortable: false,
        isExtra: true,
        text: (row) => row.sentCount,
        cell: (row) =>
          t('channels.counts', { sent: row.sentCount, failed: row.failedCount, waiting: row.waitingCount }),
      },
      {
        id: 'usedBy',
        header: t('column.usedBy'),
        isSortable: false,
        text: (row) => row.usedBy.join(', '),
        cell: (row) => (row.usedBy.length === 0 ? t('channels.nobody') : row.usedBy.join(', ')),
      },
      actionsColumn<AlertChannelItem>(t('column.actions'), (row) =>
        (['test', 'edit', 'delete'] as const).map((action) => ({
          label: t(`channels.${action}`),
          name: row.channel,
          operation: `${action === 'edit' ? 'save' : action}-alert-channel`,
          href:
            action === 'edit'
              ? editHref(clusterId, row)
              : paths.change(clusterId, `${action}-alert-channel`, { channel: row.channel }),
        })),
      ),
    ],
    [t, clusterId],
  );
}

/** Where alerts are told. */
export function AlertChannels({ clusterId }: { readonly clusterId: string }) {
  const t = useTranslations('alerts');
  const state = useTableState({ prefix: 'channels' });
  const list = useServerList(state, (page) => alertChannelsQuery(clusterId, page));
  const columns = useColumns(clusterId);
  return (
    <DataTable
      label={t('tabs.channels')}
      columns={columns}
      list={list}
      state={state}
      rowId={(row) => row.id}
      rowHref={(row) => editHref(clusterId, row)}
      empty={
        <EmptyState
          title={t('channels.empty')}
          action={
            <Button component={Link} href={paths.change(clusterId, 'save-alert-channel')}>
              {t('channels.new')}
            </Button>
          }
        >
          {t('channels.emptyBody')}
        </EmptyState>
      }
    />
  );
}
