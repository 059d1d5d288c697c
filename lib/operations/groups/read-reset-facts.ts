import { parseDuration } from '@/lib/domain/offset-reset/duration';
import { parseOffsetsCsv } from '@/lib/domain/offset-reset/offsets-csv';
import { parseTopicScope, type TopicScope } from '@/lib/domain/offset-reset/topic-scope';
import { type GroupOffset, readGroupOffsets } from '../facts/read-group-offsets';
import { type GroupNow, readGroup } from '../facts/read-groups';
import { type LogRange, type OffsetsNow, readLogRanges, readOffsets } from '../facts/read-offsets';
import { readTopics, type TopicNow } from '../facts/read-topics';
import type { OperationContext } from '../operation';
import { listOffsets } from './offset-table';
import type { ResetInput } from './reset-input';
import { readRestorePoints } from './restore-points';

/** What a reset is planned from. */
export interface ResetFacts {
  readonly group: GroupNow;
  /** Of the group itself, by topic and partition. */
  readonly committed: readonly GroupOffset[];
  /** The offsets that a file, another group, a restore point or the input itself names; null where none is named, or it is not there. */
  readonly source: readonly GroupOffset[] | null;
  /** Topics in question that exist. */
  readonly topics: ReadonlyMap<string, TopicNow>;
  /** Of the partitions in question. */
  readonly ranges: ReadonlyMap<string, LogRange>;
  /** First offsets at or after the time asked for; empty for other kinds. */
  readonly atTime: OffsetsNow;
}

async function readSource(
  { kafka, settings }: OperationContext,
  { group, to }: ResetInput,
): Promise<readonly GroupOffset[] | null> {
  switch (to.kind) {
    case 'csv':
      return parseOffsetsCsv(to.csv).rows.filter(({ groupId }) => groupId === null || groupId === group);
    case 'offsets':
      return listOffsets(to.offsets);
    case 'group': {
      const other = await readGroup(kafka, to.group);
      return other.type === null ? null : readGroupOffsets(kafka, other);
    }
    case 'restorePoint': {
      const points = await readRestorePoints(settings, group);
      const found = points.find(({ name }) => name === to.name);
      return found === undefined ? null : listOffsets(found.offsets);
    }
    default:
      return null;
  }
}

/** The topics and partitions that the input names, or its source, or else the commits. */
export function scopesOf(
  { topics }: Pick<ResetInput, 'topics'>,
  source: readonly GroupOffset[] | null,
  committed: readonly GroupOffset[],
): readonly TopicScope[] {
  if (topics !== null) return topics.flatMap((text) => parseTopicScope(text) ?? []);
  const byTopic = new Map<string, number[]>();
  for (const { topic, partition } of source ?? committed) {
    const partitions = byTopic.get(topic);
    if (partitions) partitions.push(partition);
    else byTopic.set(topic, [partition]);
  }
  return [...byTopic].map(([topic, partitions]) => ({ topic, partitions }));
}

/** Only the partitions in question, so that nothing more is asked for. */
function narrow(topics: ReadonlyMap<string, TopicNow>, scopes: readonly TopicScope[]): readonly TopicNow[] {
  const wanted = new Map<string, Set<number> | null>();
  for (const { topic, partitions } of scopes) {
    const before = wanted.get(topic);
    const isAll = partitions === null || before === null;
    wanted.set(topic, isAll ? null : new Set([...(before ?? []), ...partitions]));
  }
  return [...topics.values()].map((topic) => {
    const some = wanted.get(topic.topic) ?? null;
    return some === null ? topic : { ...topic, partitions: topic.partitions.filter((one) => some.has(one.partition)) };
  });
}

/** Epoch ms of the time asked for; null for goals that are none. */
function timeOf({ to }: ResetInput, nowMs: number): number | null {
  if (to.kind === 'timestamp') return to.timestampMs;
  return to.kind === 'duration' ? Math.max(0, nowMs - (parseDuration(to.duration) ?? 0)) : null;
}

/** Reads the group, its offsets, the source and the logs of the partitions in question, fresh from the brokers. */
export async function readResetFacts(context: OperationContext, given: ResetInput): Promise<ResetFacts> {
  const { kafka } = context;
  const timeMs = timeOf(given, Date.now());
  const group = await readGroup(kafka, given.group);
  const [committed, source] = await Promise.all([readGroupOffsets(kafka, group), readSource(context, given)]);
  const scopes = scopesOf(given, source, committed);
  const topics = await readTopics(kafka, [...new Set(scopes.map(({ topic }) => topic))]);
  const narrowed = narrow(topics, scopes);
  const [ranges, atTime] = await Promise.all([
    readLogRanges(kafka, narrowed),
    timeMs === null ? new Map<string, number>() : readOffsets(kafka, narrowed, BigInt(timeMs)),
  ]);
  return { group, committed, source, topics, ranges, atTime };
}
