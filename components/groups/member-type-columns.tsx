'use client';

import type { useTranslations } from 'use-intl';
import type { DataColumn } from '@/components/ui/data-list';
import { Figure } from '@/components/ui/figure';
import { formatNumberRuns } from '@/components/ui/format';
import { hint } from '@/components/ui/hint';
import { Tag } from '@/components/ui/tag';
import { diffAssignment } from '@/lib/domain/assignment-diff';
import type { GroupMemberItem } from '@/lib/views/schemas/group';
import type { ConnectWorkerItem, StreamsTasksItem } from '@/lib/views/schemas/group-type';
import { assignmentText } from './assignment-runs';
import classes from './groups.module.css';

type Translate = ReturnType<typeof useTranslations<'groupTypes'>>;
type Column = DataColumn<GroupMemberItem>;

/** What stands between what a member owns and what it should own, in words; empty when nothing does. */
function movingWords(member: GroupMemberItem, t: Translate): readonly string[] {
  if (member.targetAssignment === null) return [];
  const { added, removed } = diffAssignment(member.assignment, member.targetAssignment);
  return [
    ...(removed.length > 0 ? [t('givesUp', { what: assignmentText(removed) })] : []),
    ...(added.length > 0 ? [t('takes', { what: assignmentText(added) })] : []),
  ];
}

/** What still moves, for groups whose coordinator tells a target. */
export function movingColumn(t: Translate): Column {
  return {
    id: 'moving',
    header: t('moving'),
    hint: t('movingHint'),
    wraps: true,
    text: (member) => movingWords(member, t).join('; '),
    cell: (member) => movingWords(member, t).join('; ') || <span className={classes.quiet}>{t('nothingMoves')}</span>,
  };
}

/** What a member of a consumer, share or streams group asked for. */
export function subscriptionColumn(t: Translate): Column {
  const textOf = (member: GroupMemberItem) =>
    [...(member.subscribedTopics ?? []), member.subscribedTopicRegex && `/${member.subscribedTopicRegex}/`]
      .filter(Boolean)
      .join(', ');
  return {
    id: 'subscribed',
    header: t('subscribed'),
    isExtra: true,
    wraps: true,
    text: textOf,
    cell: (member) => (
      <span className={classes.beside}>
        {textOf(member)}
        {member.isClassic === true ? (
          <span {...hint(t('classicMemberHint'))}>
            <Tag>{t('classicMember')}</Tag>
          </span>
        ) : null}
      </span>
    ),
  };
}

function tasksText(tasks: StreamsTasksItem['active']): string {
  return tasks.map(({ subtopologyId, partitions }) => `${subtopologyId}: ${formatNumberRuns(partitions)}`).join('; ');
}

/** Tasks a member has and, where it differs, should have. */
function tasksColumn(kind: keyof StreamsTasksItem, t: Translate): Column {
  const now = (member: GroupMemberItem) => tasksText(member.streams?.tasks[kind] ?? []);
  const target = (member: GroupMemberItem) => tasksText(member.streams?.targetTasks[kind] ?? []);
  return {
    id: kind,
    header: t(`streams.${kind}`),
    hint: t(`streams.${kind}Hint`),
    wraps: true,
    text: (member) => (now(member) === target(member) ? now(member) : `${now(member)} → ${target(member)}`),
    cell: (member) => (
      <>
        {now(member) || <span className={classes.quiet}>{t('streams.none')}</span>}
        {now(member) === target(member) ? null : (
          <span className={classes.quiet}> → {target(member) || t('streams.none')}</span>
        )}
      </>
    ),
  };
}

/** What members of streams groups own: tasks, not partitions. */
export function streamsColumns(t: Translate): Column[] {
  return [
    tasksColumn('active', t),
    tasksColumn('standby', t),
    tasksColumn('warmup', t),
    {
      id: 'process',
      header: t('streams.process'),
      text: (member) => member.streams?.processId ?? null,
      cell: (member) => <span className={classes.mono}>{member.streams?.processId}</span>,
    },
    {
      id: 'endpoint',
      header: t('streams.endpoint'),
      hint: t('streams.endpointHint'),
      text: (member) => member.streams?.userEndpoint ?? null,
      cell: (member) => member.streams?.userEndpoint ?? <Figure value={null} reason={t('streams.noEndpoint')} />,
    },
    {
      id: 'topologyEpoch',
      header: t('streams.topologyEpoch'),
      isExtra: true,
      isNumeric: true,
      text: (member) => member.streams?.topologyEpoch ?? null,
      cell: (member) => member.streams?.topologyEpoch,
    },
    {
      id: 'tags',
      header: t('streams.tags'),
      isExtra: true,
      text: (member) => member.streams?.clientTags.map(({ name, value }) => `${name}=${value}`).join(', ') ?? null,
      cell: (member) => member.streams?.clientTags.map(({ name, value }) => `${name}=${value}`).join(', '),
    },
  ];
}

const PROTOCOLS = ['eager', 'compatible', 'sessioned'] as const;

function protocolName({ protocolVersion }: ConnectWorkerItem, t: Translate): string {
  const name = PROTOCOLS[protocolVersion];
  return name === undefined ? String(protocolVersion) : t(`connect.protocolNames.${name}`);
}

function connectTasksText({ tasks }: ConnectWorkerItem): string {
  return tasks.map((one) => `${one.connector} ${formatNumberRuns(one.tasks)}`).join('; ');
}

/** A cell of what only a worker whose bytes could be read tells. */
function workerColumn(
  t: Translate,
  column: Omit<Column, 'text' | 'cell'>,
  text: (worker: ConnectWorkerItem) => string | number,
  cell: (worker: ConnectWorkerItem) => React.ReactNode = text,
): Column {
  return {
    ...column,
    text: ({ connect }) => (connect === null ? null : text(connect)),
    cell: ({ connect }) =>
      connect === null ? <Figure value={null} reason={t('connect.unread')} /> : cell(connect) || t('streams.none'),
  };
}

/** What Connect workers run. */
export function connectColumns(t: Translate): Column[] {
  return [
    workerColumn(
      t,
      { id: 'worker', header: t('connect.worker') },
      (worker) => worker.workerUrl,
      (worker) => (
        <span className={classes.beside}>
          <span className={classes.mono}>{worker.workerUrl}</span>
          {worker.isLeader ? (
            <span {...hint(t('connect.leaderHint'))}>
              <Tag>{t('connect.leader')}</Tag>
            </span>
          ) : null}
        </span>
      ),
    ),
    workerColumn(t, { id: 'connectors', header: t('connect.connectors'), wraps: true }, (worker) =>
      worker.connectors.join(', '),
    ),
    workerColumn(t, { id: 'connectTasks', header: t('connect.tasks'), wraps: true }, connectTasksText),
    workerColumn(
      t,
      { id: 'configOffset', header: t('connect.configOffset'), hint: t('connect.configOffsetHint'), isNumeric: true },
      (worker) => worker.configOffset,
      (worker) => <Figure value={worker.configOffset} />,
    ),
    workerColumn(t, { id: 'connectProtocol', header: t('connect.protocol') }, (worker) => protocolName(worker, t)),
    workerColumn(
      t,
      { id: 'delay', header: t('connect.delay'), hint: t('connect.delayHint'), isNumeric: true, isExtra: true },
      (worker) => worker.scheduledDelayMs,
      (worker) => <Figure value={worker.scheduledDelayMs / 1000} kind="duration" />,
    ),
  ];
}
