'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { Age } from '@/components/ui/age';
import type { DataColumn } from '@/components/ui/data-list';
import { Figure, type FigureKind } from '@/components/ui/figure';
import { Named } from '@/components/ui/named';
import { Tag } from '@/components/ui/tag';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/client/paths';
import type { ClusterItem } from '@/lib/views/schemas/cluster';
import { HealthBadge } from './health-badge';
import { WorstGroupsCell } from './worst-groups-cell';

type CountField = {
  [Field in keyof ClusterItem]: ClusterItem[Field] extends number | null ? Field : never;
}[keyof ClusterItem] &
  keyof ReturnType<typeof countFields>;

/** Where each count of a cluster leads. */
function countFields() {
  return {
    brokerCount: paths.brokers,
    topicCount: (clusterId: string) => paths.topics(clusterId),
    partitionCount: (clusterId: string) => paths.topics(clusterId),
    underReplicatedCount: (clusterId: string) => paths.topics(clusterId, { health: 'under-replicated' }),
    offlinePartitionCount: (clusterId: string) => paths.topics(clusterId, { health: 'offline' }),
    replicaCount: (clusterId: string) => paths.topics(clusterId),
    outOfSyncReplicaCount: (clusterId: string) => paths.topics(clusterId, { health: 'under-replicated' }),
    groupCount: (clusterId: string) => paths.groups(clusterId),
  };
}

/** Statuses of groups that are not well, as the list of groups takes them. */
const TROUBLED = 'stopped,stalled,slow';

/** How many groups are not well, and which need somebody most. */
function groupColumns(t: ReturnType<typeof useTranslations<'clusters'>>): readonly DataColumn<ClusterItem>[] {
  const troubledOf = ({ groupStatusCounts: counts }: ClusterItem) =>
    counts && counts.stopped + counts.stalled + counts.slow;
  return [
    {
      id: 'troubledGroups',
      header: t('column.troubledGroups'),
      hint: t('troubledGroupsHint'),
      isNumeric: true,
      text: troubledOf,
      cell: (row) => {
        const { stopped = 0, stalled = 0, slow = 0 } = row.groupStatusCounts ?? {};
        return (
          <TextLink href={paths.groups(row.id, { status: TROUBLED })} c="inherit">
            <Figure
              value={troubledOf(row)}
              reason={t('notRead')}
              note={t('troubledGroupsNote', { stopped, stalled, slow })}
            />
          </TextLink>
        );
      },
    },
    {
      id: 'worstGroups',
      header: t('column.worstGroups'),
      isSortable: false,
      text: (row) => row.worstGroups.map(({ groupId }) => groupId).join(', '),
      cell: (row) => <WorstGroupsCell cluster={row} />,
    },
  ];
}

export function useClusterColumns(): readonly DataColumn<ClusterItem>[] {
  const t = useTranslations('clusters');
  const tag = useTranslations('shell.switcher');
  return useMemo(() => {
    const doors = countFields();
    const count = (id: CountField): DataColumn<ClusterItem> => ({
      id,
      header: t(`column.${id}`),
      isNumeric: true,
      text: (row) => row[id],
      cell: (row) => (
        <TextLink href={doors[id](row.id)} c="inherit">
          <Figure value={row[id]} reason={t('notRead')} />
        </TextLink>
      ),
    });
    const measure = (
      id: 'producedPerSecond' | 'sizeBytes',
      kind: FigureKind,
      reason: string,
    ): DataColumn<ClusterItem> => ({
      id,
      header: t(`column.${id}`),
      isNumeric: true,
      text: (row) => row[id],
      cell: (row) => <Figure value={row[id]} kind={kind} isAtLeast={row[`${id}IsAtLeast`]} reason={reason} />,
    });
    return [
      {
        id: 'name',
        header: t('column.name'),
        text: (row) => row.name,
        cell: (row) => (
          <Named>
            <TextLink href={paths.cluster(row.id)} fw={500} isLikely>
              {row.name}
            </TextLink>
            {row.isDemo && <Tag>{tag('demo')}</Tag>}
          </Named>
        ),
      },
      {
        id: 'health',
        header: t('column.health'),
        text: (row) => row.health,
        cell: (row) => <HealthBadge health={row.health} />,
      },
      ...groupColumns(t),
      {
        id: 'kafkaVersion',
        header: t('column.kafkaVersion'),
        text: (row) => row.kafkaVersion,
        cell: (row) => row.kafkaVersion ?? <Figure value={null} reason={t('notRead')} />,
      },
      count('brokerCount'),
      count('topicCount'),
      count('partitionCount'),
      count('underReplicatedCount'),
      count('offlinePartitionCount'),
      count('groupCount'),
      measure('producedPerSecond', 'rate', t('rateUnknown')),
      measure('sizeBytes', 'bytes', t('sizeUnknown')),
      { ...count('replicaCount'), isExtra: true },
      { ...count('outOfSyncReplicaCount'), isExtra: true },
      {
        id: 'bootstrapServers',
        header: t('column.bootstrapServers'),
        isSortable: false,
        isExtra: true,
        text: (row) => row.bootstrapServers.join(','),
        cell: (row) => row.bootstrapServers.join(', '),
      },
      {
        id: 'capturedAtMs',
        header: t('column.capturedAtMs'),
        isSortable: false,
        isNumeric: true,
        text: (row) => row.capturedAtMs,
        cell: (row) => <Age atMs={row.capturedAtMs} />,
      },
    ];
  }, [t, tag]);
}
