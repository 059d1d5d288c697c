'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { lagChartPath } from '@/components/lag/lag-paths';
import type { DataColumn } from '@/components/ui/data-list';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Figure } from '@/components/ui/figure';
import { formatNumberRuns } from '@/components/ui/format';
import { StatusBadge } from '@/components/ui/status-badge';
import { TextLink } from '@/components/ui/text-link';
import { useLocalList } from '@/components/ui/use-local-list';
import { useTableState } from '@/components/ui/use-table-state';
import { paths } from '@/lib/client/paths';
import type { GroupDetail, GroupTopicItem } from '@/lib/views/schemas/group';
import { useGroupWords } from './group-words';
import { RowAction } from './row-action';
import { verdictColumn } from './verdict-column';

type Translate = ReturnType<typeof useTranslations<'groups'>>;
type TranslateAction = ReturnType<typeof useTranslations<'groupOperations.action'>>;

function sumColumns(
  clusterId: string,
  groupId: string,
  t: Translate,
  action: TranslateAction,
): DataColumn<GroupTopicItem>[] {
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
      id: 'lag',
      header: t('lag'),
      isSortable: true,
      isNumeric: true,
      text: (item) => item.lag,
      cell: (item) => (
        <TextLink href={lagChartPath(clusterId, groupId, { topic: item.topic })} c="inherit">
          <Figure value={item.lag} isAtLeast={item.knownPartitions < item.partitionCount} reason={t('lagUnknown')} />
        </TextLink>
      ),
    },
    {
      id: 'committedSum',
      header: t('committedSum'),
      isSortable: true,
      isNumeric: true,
      text: (item) => item.committedSum,
      cell: (item) => (
        <RowAction
          kind="reset"
          label={action('resetOf', { place: item.topic })}
          href={paths.change(clusterId, 'reset-group-offsets', { group: groupId, topics: item.topic })}
        >
          <Figure value={item.committedSum} reason={t('sumUnknown')} />
        </RowAction>
      ),
    },
    {
      id: 'endSum',
      header: t('endSum'),
      isSortable: true,
      isNumeric: true,
      text: (item) => item.endSum,
      cell: (item) => <Figure value={item.endSum} reason={t('sumUnknown')} />,
    },
  ];
}

function coverageColumns(clusterId: string, groupId: string, t: Translate): DataColumn<GroupTopicItem>[] {
  return [
    {
      id: 'partitionCount',
      header: t('partitions'),
      isSortable: true,
      isNumeric: true,
      text: (item) => item.partitionCount,
      cell: (item) => (
        <TextLink href={paths.group(clusterId, groupId, { tab: 'partitions', topic: item.topic })} c="inherit">
          <Figure value={item.partitionCount} />
        </TextLink>
      ),
    },
    {
      id: 'coveragePercent',
      header: t('coverage'),
      hint: t('coverageHint'),
      isSortable: true,
      isNumeric: true,
      text: (item) => item.coveragePercent,
      cell: (item) => <Figure value={item.coveragePercent} kind="percent" />,
    },
    {
      id: 'unowned',
      header: t('unowned'),
      text: (item) => formatNumberRuns(item.unownedPartitions),
      cell: (item) =>
        item.unownedPartitions.length === 0 ? t('unownedNone') : formatNumberRuns(item.unownedPartitions),
      wraps: true,
    },
    {
      id: 'isSubscribed',
      header: t('subscribed'),
      isSortable: true,
      text: (item) => item.isSubscribed,
      cell: (item) =>
        item.isSubscribed ? (
          t('subscribedYes')
        ) : (
          <StatusBadge tone="unknown" label={t('subscribedNo')} reason={t('subscribedNoHint')} />
        ),
    },
  ];
}

interface GroupTopicsProps {
  readonly clusterId: string;
  readonly groupId: string;
  readonly query: UseQueryResult<GroupDetail>;
}

/** Topics of a group: how far behind, and whether every partition has somebody who reads it. */
export function GroupTopics({ clusterId, groupId, query }: GroupTopicsProps) {
  const t = useTranslations('groups');
  const words = useGroupWords();
  const action = useTranslations('groupOperations.action');
  const columns = useMemo(() => {
    const [topic, ...sums] = sumColumns(clusterId, groupId, t, action);
    const columns = [
      verdictColumn<GroupTopicItem>(t, words, ({ partitionsByVerdict }, verdict) =>
        [words.verdictHint(verdict), words.counts(partitionsByVerdict)].join('\n'),
      ),
      ...sums,
      ...coverageColumns(clusterId, groupId, t),
    ];
    return topic === undefined ? columns : [topic, ...columns];
  }, [clusterId, groupId, t, words, action]);
  const state = useTableState();
  const list = useLocalList(query, query.data?.topicDetails, columns, state);
  return (
    <DataTable
      label={t('tabs.topics')}
      columns={columns}
      list={list}
      state={state}
      rowId={(item) => item.id}
      rowHref={(item) => lagChartPath(clusterId, groupId, { topic: item.topic })}
      empty={<EmptyState title={t('noTopics')}>{t('noPartitionsBody')}</EmptyState>}
    />
  );
}
