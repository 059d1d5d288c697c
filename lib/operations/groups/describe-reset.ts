import { formatOffsetsCsv } from '@/lib/domain/offset-reset/offsets-csv';
import { formatTopicScope } from '@/lib/domain/offset-reset/topic-scope';
import { commandLine, quoteArgument } from '../command-line';
import type { GroupNow } from '../facts/read-groups';
import { listNames } from '../name-list';
import type { Message, PlanDescription } from '../operation';
import { partitionName } from '../partition-name';
import { OFFSET_NOTES } from './reset-input';
import type { ResetPlan } from './reset-plan';
import type { ResolvedOffset } from './resolve-reset';

/** The tool for groups of a type. */
export function groupTool(
  type: GroupNow['type'],
): 'kafka-consumer-groups' | 'kafka-share-groups' | 'kafka-streams-groups' {
  if (type === 'share') return 'kafka-share-groups';
  return type === 'streams' ? 'kafka-streams-groups' : 'kafka-consumer-groups';
}

/** One `topic:0,1` for each topic. */
function scopeArguments(
  flag: string,
  partitions: readonly Pick<ResolvedOffset, 'topic' | 'partition'>[],
): readonly string[] {
  const byTopic = new Map<string, number[]>();
  for (const { topic, partition } of partitions) byTopic.set(topic, [...(byTopic.get(topic) ?? []), partition]);
  return [...byTopic].flatMap(([topic, own]) => [flag, formatTopicScope({ topic, partitions: own })]);
}

/** What each tool takes to delete offsets: that of share groups knows whole topics alone. */
export function deletionArguments(
  type: GroupNow['type'],
  partitions: readonly Pick<ResolvedOffset, 'topic' | 'partition'>[],
): readonly string[] {
  if (type !== 'share') return scopeArguments(type === 'streams' ? '--input-topic' : '--topic', partitions);
  return [...new Set(partitions.map(({ topic }) => topic))].flatMap((topic) => ['--topic', topic]);
}

/** What the share group tool can say of a goal; null where it cannot. */
function shareGoal(origin: ResetPlan['origin']): readonly string[] | null {
  switch (origin?.kind) {
    case 'earliest':
      return ['--to-earliest'];
    case 'latest':
      return ['--to-latest'];
    case 'timestamp':
      return ['--to-datetime', origin.detail];
    default:
      return null;
  }
}

function shareLines({ groupId, partitions, origin }: ResetPlan): readonly string[] {
  const goal = shareGoal(origin);
  if (goal === null) return [];
  const scope = scopeArguments('--topic', partitions);
  return [commandLine('kafka-share-groups', '--reset-offsets', '--group', groupId, ...scope, ...goal, '--execute')];
}

/** The exact offsets as a file for the tool, and deletions of the rest. */
function fileLines({ groupId, type, partitions }: ResetPlan): readonly string[] {
  const tool = groupTool(type);
  const rows = partitions.flatMap(({ topic, partition, after }) =>
    after === null ? [] : [{ groupId: null, topic, partition, offset: after }],
  );
  const removed = partitions.filter(({ after }) => after === null);
  const file = ['--reset-offsets', '--group', groupId, '--from-file', 'offsets.csv', '--execute'];
  const scope = deletionArguments(type, removed);
  return [
    ...(rows.length === 0
      ? []
      : [`printf '%s' ${quoteArgument(formatOffsetsCsv(rows))} > offsets.csv`, commandLine(tool, ...file)]),
    ...(removed.length === 0 ? [] : [commandLine(tool, '--delete-offsets', '--group', groupId, ...scope)]),
  ];
}

/** How far offsets move in one direction, counted by offset; none when none does. */
function moveWarning(key: 'offsetsForward' | 'offsetsBack', { groupId, partitions }: ResetPlan): readonly Message[] {
  const sign = key === 'offsetsForward' ? 1 : -1;
  const moves = partitions
    .map(({ before, after }) => (before === null || after === null ? 0 : (after - before) * sign))
    .filter((moved) => moved > 0);
  if (moves.length === 0) return [];
  return [
    {
      key,
      values: { group: groupId, partitions: moves.length, offsets: moves.reduce((sum, moved) => sum + moved, 0) },
    },
  ];
}

function warningsOf(plan: ResetPlan): readonly Message[] {
  const { groupId, type, partitions, origin } = plan;
  const nameAll = (some: readonly ResolvedOffset[]) =>
    listNames(some.map(({ topic, partition }) => partitionName(topic, partition)));
  const noted = OFFSET_NOTES.flatMap((note): readonly Message[] => {
    const some = partitions.filter((one) => one.note === note);
    return some.length === 0 ? [] : [{ key: `offset_${note}`, values: nameAll(some) }];
  });
  const removed = partitions.filter(({ before, after }) => before !== null && after === null);
  return [
    ...moveWarning('offsetsForward', plan),
    ...moveWarning('offsetsBack', plan),
    ...noted,
    ...(removed.length > 0 ? [{ key: 'offsetsRemoved', values: nameAll(removed) } as const] : []),
    ...(origin !== null && origin.leftOut.length > 0
      ? [{ key: 'offsetsLeftOut', values: listNames(origin.leftOut) } as const]
      : []),
    ...(type === null ? [{ key: 'groupComesToBe', values: { group: groupId } } as const] : []),
    ...(type === 'streams' ? [{ key: 'streamsStateStays' } as const] : []),
  ];
}

/** A reset in words. */
export function describeReset(plan: ResetPlan): PlanDescription {
  const { groupId, type, partitions, origin } = plan;
  const told = (offset: number | null) => (offset === null ? null : String(offset));
  return {
    summary: {
      key: 'resetGroupOffsets',
      values: {
        group: groupId,
        partitions: partitions.length,
        how: origin?.kind ?? 'exact',
        detail: origin?.detail ?? '',
      },
    },
    changes: partitions.map(({ topic, partition, before, after }) => ({
      subject: partitionName(topic, partition),
      aspect: 'committedOffset',
      before: told(before),
      after: told(after),
    })),
    warnings: warningsOf(plan),
    commandLines: type === 'share' ? shareLines(plan) : fileLines(plan),
  };
}
