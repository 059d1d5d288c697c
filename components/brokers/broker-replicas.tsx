'use client';

import { ActionIcon } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import Link from 'next/link';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { DataColumn } from '@/components/ui/data-list';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Figure } from '@/components/ui/figure';
import { hint } from '@/components/ui/hint';
import { StatusBadge } from '@/components/ui/status-badge';
import { TextLink } from '@/components/ui/text-link';
import { useTableState } from '@/components/ui/use-table-state';
import { paths } from '@/lib/client/paths';
import { brokerReplicasQuery } from '@/lib/client/queries';
import { useMayChange } from '@/lib/client/use-may-change';
import { useServerList } from '@/lib/client/use-server-list';
import type { BrokerReplicaItem } from '@/lib/views/schemas/broker';
import classes from './config.module.css';

interface BrokerReplicasProps {
  readonly clusterId: string;
  readonly brokerId: number;
  /** Paths of the broker's log dirs; a replica moves between them. */
  readonly logDirs: readonly string[];
}

/** The way to the form that moves a replica; nothing where there is no other log dir to move it to. */
function MoveLink({ clusterId, brokerId, logDirs, row }: BrokerReplicasProps & { readonly row: BrokerReplicaItem }) {
  const t = useTranslations('brokerParts.replicas');
  const mayChange = useMayChange();
  const others = logDirs.filter((path) => path !== row.logDir);
  if (others.length === 0 || row.isFuture || !mayChange('move-replica-log-dir')) return null;
  const [only = ''] = others.length === 1 ? others : [];
  const moves = JSON.stringify([{ topic: row.topic, partition: row.partition, logDir: only }]);
  const label = t('move', { replica: `${row.topic}-${row.partition}` });
  return (
    <ActionIcon
      component={Link}
      href={paths.change(clusterId, 'move-replica-log-dir', { brokerId: String(brokerId), moves })}
      prefetch={false}
      aria-label={label}
      {...hint(label)}
    >
      <IconArrowsExchange size={14} stroke={1.75} />
    </ActionIcon>
  );
}

function useColumns(props: BrokerReplicasProps): readonly DataColumn<BrokerReplicaItem>[] {
  const t = useTranslations('brokerParts.replicas');
  const { clusterId, brokerId, logDirs } = props;
  return useMemo(
    () => [
      {
        id: 'topic',
        header: t('topic'),
        text: (row) => row.topic,
        cell: (row) => (
          <TextLink href={paths.topic(clusterId, row.topic)} isMono>
            {row.topic}
          </TextLink>
        ),
      },
      {
        id: 'partition',
        header: t('partition'),
        isNumeric: true,
        text: (row) => row.partition,
        cell: (row) => <Figure value={row.partition} />,
      },
      {
        id: 'logDir',
        header: t('logDir'),
        isWide: true,
        text: (row) => row.logDir,
        cell: (row) => (
          <span className={classes.editable}>
            <code {...hint(row.logDir)}>{row.logDir}</code>
            <MoveLink clusterId={clusterId} brokerId={brokerId} logDirs={logDirs} row={row} />
          </span>
        ),
      },
      {
        id: 'sizeBytes',
        header: t('sizeBytes'),
        isNumeric: true,
        text: (row) => row.sizeBytes,
        cell: (row) => <Figure value={row.sizeBytes} kind="bytes" />,
      },
      {
        id: 'offsetLag',
        header: t('offsetLag'),
        hint: t('offsetLagHint'),
        isNumeric: true,
        text: (row) => row.offsetLag,
        cell: (row) => <Figure value={row.offsetLag} reason={t('lagUnknown')} />,
      },
      {
        id: 'isFuture',
        header: t('isFuture'),
        text: (row) => row.isFuture,
        cell: (row) =>
          row.isFuture ? (
            <span {...hint(t('copyingHint'))}>
              <StatusBadge tone="slow" label={t('copying')} variant="plain" />
            </span>
          ) : (
            t('inUse')
          ),
      },
    ],
    [t, clusterId, brokerId, logDirs],
  );
}

/** Where each replica of a broker lies, and the copies that are to take over in another of its log dirs. */
export function BrokerReplicas(props: BrokerReplicasProps) {
  const t = useTranslations('brokerParts.replicas');
  const state = useTableState();
  const list = useServerList(state, (page) => brokerReplicasQuery(props.clusterId, props.brokerId, page));
  const columns = useColumns(props);
  return (
    <DataTable
      label={t('tab')}
      columns={columns}
      list={list}
      state={state}
      rowId={(row) => row.id}
      empty={<EmptyState title={t('empty')} />}
    />
  );
}
