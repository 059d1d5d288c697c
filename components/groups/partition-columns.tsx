'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { lagChartPath } from '@/components/lag/lag-paths';
import { Age } from '@/components/ui/age';
import type { DataColumn } from '@/components/ui/data-list';
import { Figure } from '@/components/ui/figure';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/client/paths';
import type { GroupLagItem } from '@/lib/views/schemas/group';
import { type GroupWords, useGroupWords } from './group-words';
import { PartitionFlags, PartitionLag, PartitionOwner } from './partition-cells';
import { RowAction } from './row-action';
import { verdictColumn } from './verdict-column';

type Translate = ReturnType<typeof useTranslations<'groups'>>;

interface ColumnContext {
  readonly clusterId: string;
  readonly groupId: string;
  readonly t: Translate;
  readonly words: GroupWords;
  readonly resetLabel: (place: string) => string;
}

function placeColumns({ clusterId, groupId, t }: ColumnContext): DataColumn<GroupLagItem>[] {
  return [
    {
      id: 'topic',
      header: t('topic'),
      isSortable: true,
      isWide: true,
      text: (item) => item.topic,
      cell: (item) => (
        <TextLink href={paths.topic(clusterId, item.topic)} isMono hint={item.topic}>
          {item.topic}
        </TextLink>
      ),
    },
    {
      id: 'partition',
      header: t('partition'),
      isSortable: true,
      isNumeric: true,
      text: (item) => item.partition,
      cell: (item) => (
        <TextLink href={lagChartPath(clusterId, groupId, item)} c="inherit">
          {item.partition}
        </TextLink>
      ),
    },
  ];
}

function offsetColumns({ clusterId, groupId, t, words, resetLabel }: ColumnContext): DataColumn<GroupLagItem>[] {
  return [
    {
      id: 'lag',
      header: t('lag'),
      isSortable: true,
      isNumeric: true,
      text: (item) => item.lag,
      cell: (item) => <PartitionLag clusterId={clusterId} groupId={groupId} item={item} />,
    },
    {
      id: 'lagSeconds',
      header: t('timeBehind'),
      isSortable: true,
      isNumeric: true,
      text: (item) => item.lagSeconds,
      cell: (item) => (
        <Figure
          value={item.lagSeconds}
          kind="duration"
          isAtLeast={item.lagSecondsIsAtLeast}
          note={words.lagSource(item)}
          reason={item.lag === null ? words.lagUnknown(item.lagUnknownReason) : t('timeUnknown')}
        />
      ),
    },
    {
      id: 'committedOffset',
      header: t('committedOffset'),
      hint: t('committedHint'),
      isSortable: true,
      isNumeric: true,
      text: (item) => item.committedOffset,
      cell: (item) => (
        <RowAction
          kind="reset"
          label={resetLabel(`${item.topic}-${item.partition}`)}
          href={paths.change(clusterId, 'reset-group-offsets', {
            group: groupId,
            topics: `${item.topic}:${item.partition}`,
          })}
        >
          <Figure value={item.committedOffset} reason={t('notCommitted')} />
        </RowAction>
      ),
    },
    {
      id: 'logEndOffset',
      header: t('logEnd'),
      hint: t('logEndHint'),
      isSortable: true,
      isNumeric: true,
      text: (item) => item.logEndOffset,
      cell: (item) => <Figure value={item.logEndOffset} reason={t('offsetUnknown')} />,
    },
    {
      id: 'logStartOffset',
      header: t('logStart'),
      hint: t('logStartHint'),
      isSortable: true,
      isNumeric: true,
      text: (item) => item.logStartOffset,
      cell: (item) => <Figure value={item.logStartOffset} reason={t('offsetUnknown')} />,
    },
  ];
}

function ownerColumns({ clusterId, groupId, t }: ColumnContext): DataColumn<GroupLagItem>[] {
  return [
    {
      id: 'committedAtMs',
      header: t('committedAge'),
      hint: t('committedAgeHint'),
      isSortable: true,
      isNumeric: true,
      text: (item) => item.committedAtMs,
      cell: (item) =>
        item.committedAtMs === null ? (
          <Figure value={null} reason={t('notMoved')} />
        ) : (
          <Age atMs={item.committedAtMs} />
        ),
    },
    {
      id: 'clientId',
      header: t('owner'),
      isSortable: true,
      text: (item) => item.clientId,
      cell: (item) => (
        <PartitionOwner clientId={item.clientId} href={paths.group(clusterId, groupId, { tab: 'members' })} />
      ),
    },
    { id: 'host', header: t('host'), isSortable: true, text: (item) => item.host, cell: (item) => item.host },
    {
      id: 'memberId',
      header: t('memberId'),
      isSortable: true,
      isExtra: true,
      text: (item) => item.memberId,
      cell: (item) => item.memberId,
    },
    {
      id: 'flags',
      header: t('flags'),
      text: (item) =>
        [item.aheadRecords && `ahead ${item.aheadRecords}`, item.lostRecords && `lost ${item.lostRecords}`]
          .filter(Boolean)
          .join(', '),
      cell: (item) => <PartitionFlags item={item} />,
    },
  ];
}

/** Columns of the partitions of a group. */
export function usePartitionColumns(clusterId: string, groupId: string): readonly DataColumn<GroupLagItem>[] {
  const t = useTranslations('groups');
  const words = useGroupWords();
  const action = useTranslations('groupOperations.action');
  return useMemo(() => {
    const context = { clusterId, groupId, t, words, resetLabel: (place: string) => action('resetOf', { place }) };
    return [
      ...placeColumns(context),
      verdictColumn<GroupLagItem>(t, words, ({ verdictReason }, verdict) =>
        verdictReason === null ? words.verdictHint(verdict) : words.reason({ reason: verdictReason }),
      ),
      ...offsetColumns(context),
      ...ownerColumns(context),
    ];
  }, [clusterId, groupId, t, words, action]);
}
