'use client';

import { ActionIcon } from '@mantine/core';
import { IconCrown } from '@tabler/icons-react';
import Link from 'next/link';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { NeedsKafka, useNeededKafka } from '@/components/clusters/needs-kafka';
import type { DataColumn } from '@/components/ui/data-list';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Figure } from '@/components/ui/figure';
import { hint } from '@/components/ui/hint';
import { StatusBadge } from '@/components/ui/status-badge';
import { TextLink } from '@/components/ui/text-link';
import { useTableState } from '@/components/ui/use-table-state';
import { paths } from '@/lib/client/paths';
import { partitionsQuery } from '@/lib/client/queries';
import { useMayChange } from '@/lib/client/use-may-change';
import { useServerList } from '@/lib/client/use-server-list';
import type { PartitionItem } from '@/lib/views/schemas/topic';
import { LogEndOffset } from './log-end-offset';
import { ReplicaList } from './replica-list';
import classes from './replica-list.module.css';

type Translate = ReturnType<typeof useTranslations<'topics.partitions'>>;

interface NotPreferredProps {
  readonly clusterId: string;
  readonly topic: string;
  readonly row: PartitionItem;
}

/** Another replica leads: which should, and the way to the election. Without any leader only an unclean one may help. */
function NotPreferred({ clusterId, topic, row }: NotPreferredProps) {
  const t = useTranslations('topics.partitions');
  const actions = useTranslations('changes.action');
  const mayChange = useMayChange();
  const isLeaderless = row.leader === null;
  const operation = isLeaderless ? 'elect-leaders-unclean' : 'elect-leaders';
  const href = paths.change(clusterId, operation, {
    partitions: JSON.stringify([{ topic, partition: row.partition }]),
  });
  const label = isLeaderless
    ? actions('electLeadersUnclean')
    : actions('electLeader', { partition: String(row.partition) });
  return (
    <span className={classes.elect}>
      <StatusBadge tone="slow" label={t('notPreferred', { broker: String(row.replicas[0] ?? '—') })} variant="plain" />
      {mayChange(operation) && (
        <ActionIcon component={Link} href={href} prefetch={false} aria-label={label} {...hint(label)}>
          <IconCrown size={14} stroke={1.75} />
        </ActionIcon>
      )}
    </span>
  );
}

function placementColumns(t: Translate, clusterId: string, topic: string): DataColumn<PartitionItem>[] {
  return [
    {
      id: 'partition',
      header: t('partition'),
      text: (row) => row.partition,
      cell: (row) => <Figure value={row.partition} />,
    },
    {
      id: 'leader',
      header: t('leader'),
      text: (row) => row.leader,
      cell: (row) =>
        row.leader === null ? (
          <StatusBadge tone="stopped" label={t('noLeader')} variant="plain" />
        ) : (
          <TextLink href={paths.broker(clusterId, row.leader)}>{row.leader}</TextLink>
        ),
    },
    {
      id: 'replicas',
      header: t('replicas'),
      isSortable: false,
      text: (row) => row.replicas.join(','),
      cell: (row) => <ReplicaList clusterId={clusterId} {...row} />,
    },
    {
      id: 'isr',
      header: t('isr'),
      isSortable: false,
      text: (row) => row.isr.join(','),
      cell: (row) => t('inSyncOf', { count: row.isr.length, total: row.replicas.length }),
    },
    {
      id: 'isPreferredLeader',
      header: t('isPreferredLeader'),
      text: (row) => row.isPreferredLeader,
      cell: (row) =>
        row.isPreferredLeader ? t('yes') : <NotPreferred clusterId={clusterId} topic={topic} row={row} />,
    },
    {
      id: 'isUnderReplicated',
      header: t('isUnderReplicated'),
      text: (row) => row.isUnderReplicated,
      cell: (row) =>
        row.isUnderReplicated ? <StatusBadge tone="stopped" label={t('under')} variant="plain" /> : t('full'),
    },
  ];
}

/** Who may lead beside the in-sync replicas (KIP-966): shown in words where the cluster does not keep them. */
function eligibleColumn(
  t: Translate,
  id: 'eligibleLeaderReplicas' | 'lastKnownEligibleLeaderReplicas',
  needed: string | null,
): DataColumn<PartitionItem> {
  return {
    id,
    header: t(id),
    hint: id === 'eligibleLeaderReplicas' ? t('eligibleHint') : t('lastKnownHint'),
    isSortable: false,
    isExtra: true,
    text: (row) => row[id]?.join(',') ?? null,
    cell: (row) => {
      if (needed !== null) return <NeedsKafka words={needed} />;
      const replicas = row[id];
      if (replicas === null) return <Figure value={null} reason={t('eligibleUnknown')} />;
      return replicas.length === 0 ? t('noneEligible') : replicas.join(', ');
    },
  };
}

function span(row: PartitionItem): number | null {
  return row.logEndOffset === null || row.logStartOffset === null ? null : row.logEndOffset - row.logStartOffset;
}

interface OffsetColumnsOptions {
  readonly capturedAtMs: number | null;
  /** Which Kafka keeps eligible leaders, where this one does not. */
  readonly needed: string | null;
}

function offsetColumns(t: Translate, { capturedAtMs, needed }: OffsetColumnsOptions): DataColumn<PartitionItem>[] {
  const offset = (id: 'logStartOffset' | 'lastStableOffset'): DataColumn<PartitionItem> => ({
    id,
    header: t(id),
    isNumeric: true,
    text: (row) => row[id],
    cell: (row) => <Figure value={row[id]} reason={t('offsetUnknown')} />,
  });
  return [
    offset('logStartOffset'),
    {
      id: 'logEndOffset',
      header: t('logEndOffset'),
      isNumeric: true,
      text: (row) => row.logEndOffset,
      cell: (row) => <LogEndOffset partition={row} capturedAtMs={capturedAtMs} />,
    },
    {
      id: 'records',
      header: t('records'),
      isNumeric: true,
      isSortable: false,
      text: span,
      cell: (row) => <Figure value={span(row)} reason={t('offsetUnknown')} />,
    },
    { ...offset('lastStableOffset'), isExtra: true },
    eligibleColumn(t, 'eligibleLeaderReplicas', needed),
    eligibleColumn(t, 'lastKnownEligibleLeaderReplicas', needed),
    {
      id: 'sizeBytes',
      header: t('sizeBytes'),
      isNumeric: true,
      text: (row) => row.sizeBytes,
      cell: (row) => <Figure value={row.sizeBytes} kind="bytes" reason={t('sizeUnknown')} />,
    },
  ];
}

/** Where each partition lives, how well, and how far its log goes. */
export function TopicPartitions({ clusterId, topic }: { readonly clusterId: string; readonly topic: string }) {
  const t = useTranslations('topics.partitions');
  const title = useTranslations('topics.tab')('partitions');
  const state = useTableState();
  const list = useServerList(state, (page) => partitionsQuery(clusterId, topic, page));
  const capturedAtMs = list.data?.capturedAtMs ?? null;
  const needed = useNeededKafka('eligible-leader-replicas');
  const columns = useMemo(
    () => [...placementColumns(t, clusterId, topic), ...offsetColumns(t, { capturedAtMs, needed })],
    [t, clusterId, topic, capturedAtMs, needed],
  );
  return (
    <DataTable
      label={title}
      columns={columns}
      list={list}
      state={state}
      rowId={(row) => row.id}
      rowTone={(row) => (row.leader === null || row.isUnderReplicated ? 'danger' : undefined)}
      empty={<EmptyState title={t('empty')} />}
    />
  );
}
