'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { DataColumn } from '@/components/ui/data-list';
import { EmptyState } from '@/components/ui/empty-state';
import { Figure } from '@/components/ui/figure';
import { formatNumberRuns } from '@/components/ui/format';
import { hint } from '@/components/ui/hint';
import { PlainTable } from '@/components/ui/plain-table';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/client/paths';
import type { GroupDetail } from '@/lib/views/schemas/group';
import type { SubtopologyItem } from '@/lib/views/schemas/group-type';
import classes from './groups.module.css';

type Translate = ReturnType<typeof useTranslations<'groupTypes.streams'>>;
type InternalTopic = SubtopologyItem['changelogTopics'][number];

function TopicList({ clusterId, topics, none }: { clusterId: string; topics: readonly string[]; none: string }) {
  if (topics.length === 0) return <span className={classes.quiet}>{none}</span>;
  return (
    <ul className={classes.runs}>
      {topics.map((topic) => (
        <li key={topic}>
          <TextLink href={paths.topic(clusterId, topic)} isMono>
            {topic}
          </TextLink>
        </li>
      ))}
    </ul>
  );
}

function InternalTopics({
  clusterId,
  topics,
  t,
}: {
  clusterId: string;
  topics: readonly InternalTopic[];
  t: Translate;
}) {
  if (topics.length === 0) return <span className={classes.quiet}>{t('none')}</span>;
  return (
    <ul className={classes.runs}>
      {topics.map(({ name, partitions, configs }) => (
        <li key={name} {...hint(configs.map((one) => `${one.name}=${one.value}`).join('\n'))}>
          <TextLink href={paths.topic(clusterId, name)} isMono hint={t('internal', { topic: name, partitions })}>
            {name}
          </TextLink>
        </li>
      ))}
    </ul>
  );
}

/** Tasks of a subtopology that members own as active ones: the numbers of all of them, together. */
function activeTasks(group: GroupDetail, subtopologyId: string): readonly number[] {
  return (group.members ?? [])
    .flatMap((member) => member.streams?.tasks.active ?? [])
    .filter((tasks) => tasks.subtopologyId === subtopologyId)
    .flatMap(({ partitions }) => partitions)
    .sort((a, b) => a - b);
}

function describeColumns(clusterId: string, group: GroupDetail, t: Translate): DataColumn<SubtopologyItem>[] {
  const topicColumn = (
    id: string,
    header: string,
    topicsOf: (row: SubtopologyItem) => readonly string[],
  ): DataColumn<SubtopologyItem> => ({
    id,
    header,
    wraps: true,
    text: (row) => topicsOf(row).join(', '),
    cell: (row) => <TopicList clusterId={clusterId} topics={topicsOf(row)} none={t('none')} />,
  });
  const internalColumn = (
    id: string,
    header: string,
    topicsOf: (row: SubtopologyItem) => readonly InternalTopic[],
  ): DataColumn<SubtopologyItem> => ({
    id,
    header,
    wraps: true,
    text: (row) =>
      topicsOf(row)
        .map(({ name }) => name)
        .join(', '),
    cell: (row) => <InternalTopics clusterId={clusterId} topics={topicsOf(row)} t={t} />,
  });
  return [
    {
      id: 'subtopology',
      header: t('subtopology'),
      text: (row) => row.subtopologyId,
      cell: (row) => <span className={classes.mono}>{row.subtopologyId}</span>,
    },
    {
      id: 'tasks',
      header: t('tasks'),
      text: (row) => formatNumberRuns([...activeTasks(group, row.subtopologyId)]),
      cell: (row) =>
        formatNumberRuns([...activeTasks(group, row.subtopologyId)]) || (
          <Figure value={null} reason={t('tasksUnknown')} />
        ),
    },
    topicColumn('sources', t('sources'), (row) => row.sourceTopics),
    internalColumn('repartition', t('repartition'), (row) => row.repartitionSourceTopics),
    topicColumn('sinks', t('sinks'), (row) => row.repartitionSinkTopics),
    internalColumn('changelog', t('changelog'), (row) => row.changelogTopics),
  ];
}

/** What a streams group runs: its subtopologies with the topics between them. */
export function GroupTopology({ clusterId, group }: { clusterId: string; group: GroupDetail }) {
  const t = useTranslations('groupTypes.streams');
  const columns = useMemo(() => describeColumns(clusterId, group, t), [clusterId, group, t]);
  return (
    <PlainTable
      label={t('topology')}
      columns={columns}
      rows={group.topology?.subtopologies ?? []}
      rowId={(row) => row.subtopologyId}
      empty={<EmptyState title={t('unread')}>{t('unreadBody')}</EmptyState>}
    />
  );
}
