import type { Gap, TopicFacts } from '@/lib/domain/snapshot';
import type { TopicMetadata } from './cluster-metadata';
import type { ConfigurationRound } from './configuration-reader';
import type { DiskReader } from './disk-reader';
import type { EligibleLeadersRound } from './elr-reader';
import type { OffsetColumns } from './list-offsets-reader';
import type { PastEndColumns } from './past-end-reader';
import { describeErrorCode, describeGap } from './read-failure';
import { type RoundContext, sameTopicBefore } from './round-context';
import { hadOpenTransaction, type SlowOffsets } from './slow-offset-reader';

/** What a round read about topics. */
export interface TopicReadings {
  readonly logEnds: OffsetColumns;
  readonly slowOffsets: SlowOffsets;
  readonly disks: DiskReader;
  readonly overrides: ConfigurationRound['overrides'];
  readonly pastEnds: readonly PastEndColumns[];
  readonly eligibleLeaders: EligibleLeadersRound['eligibleLeaders'];
}

/** The topic's slots of a column; where this round read nothing, the value of the same topic before. */
function carryOver(topic: TopicMetadata, column: Float64Array, before: Float64Array | undefined): Float64Array {
  const slots = column.subarray(topic.firstSlot, topic.firstSlot + topic.partitionCount);
  if (!before) return slots;
  const shared = Math.min(slots.length, before.length);
  for (let partition = 0; partition < shared; partition++) {
    if (Number.isNaN(slots[partition])) slots[partition] = before[partition] as number;
  }
  return slots;
}

/**
 * A last stable offset of an earlier round says nothing of a log end that has moved since: it is kept only where it
 * showed an open transaction, which is looked at each round.
 */
function lastStableOffsets(topic: TopicMetadata, readings: TopicReadings, before: TopicFacts | null): Float64Array {
  const kept = before?.lastStableOffsets.map((offset, partition) =>
    hadOpenTransaction(before, partition) ? offset : Number.NaN,
  );
  return carryOver(topic, readings.slowOffsets.lastStables.offsets, kept);
}

/** The bytes of before, with slots for partitions that were added since. */
function keepLeaderBytes(topic: TopicMetadata, before: TopicFacts | null): Float64Array {
  if (before?.leaderBytes.length === topic.partitionCount) return before.leaderBytes;
  const leaderBytes = new Float64Array(topic.partitionCount).fill(Number.NaN);
  leaderBytes.set(before?.leaderBytes.subarray(0, topic.partitionCount) ?? []);
  return leaderBytes;
}

function assembleTopic(context: RoundContext, readings: TopicReadings, topic: TopicMetadata): TopicFacts {
  const before = sameTopicBefore(context.previous, topic);
  const bytes = readings.disks.topicBytes(topic);
  const { firstSlot: _firstSlot, ...facts } = topic;
  const eligibleLeaders = readings.eligibleLeaders.get(topic.name);
  return {
    ...facts,
    logEndOffsets: carryOver(topic, readings.logEnds.offsets, before?.logEndOffsets),
    logEndReadAtMs: carryOver(topic, readings.logEnds.readAtMs, before?.logEndReadAtMs),
    logStartOffsets: carryOver(topic, readings.slowOffsets.logStarts.offsets, before?.logStartOffsets),
    lastStableOffsets: lastStableOffsets(topic, readings, before),
    leaderBytes: bytes?.leaderBytes ?? keepLeaderBytes(topic, before),
    totalBytes: bytes?.totalBytes ?? before?.totalBytes ?? Number.NaN,
    pastLogEnds: readings.pastEnds.map(({ atMs, offsets }) => ({
      atMs,
      offsets: offsets.slice(topic.firstSlot, topic.firstSlot + topic.partitionCount),
    })),
    ...(eligibleLeaders === undefined ? {} : { eligibleLeaders }),
    configOverrides: readings.overrides.get(topic.name) ?? before?.configOverrides ?? null,
  };
}

/** The topics of a snapshot, sorted by name. Yields after each. */
export function* assembleTopics(context: RoundContext, readings: TopicReadings): Generator<void, TopicFacts[]> {
  const topics: TopicFacts[] = [];
  for (const topic of context.metadata.topology.topics) {
    topics.push(assembleTopic(context, readings, topic));
    yield;
  }
  return topics;
}

/** Gaps that the metadata itself tells: partitions without a leader, and topics answered with an error. */
export function describeTopicGaps(context: RoundContext): Gap[] {
  const { topics, topicErrors } = context.metadata.topology;
  const errors = topicErrors.map(({ name, errorNumber }) =>
    describeErrorCode('metadata', { topic: name }, errorNumber),
  );
  const leaderless = topics.flatMap((topic) => {
    if (!topic.leaders.some((leader) => leader < 0)) return [];
    const partitions = [...topic.leaders.keys()].filter((partition) => (topic.leaders[partition] as number) < 0);
    const place = partitions.length === 1 ? { topic: topic.name, partition: partitions[0] } : { topic: topic.name };
    const message = `${partitions.length} of ${topic.partitionCount} partitions of ${topic.name} have no leader: their brokers are down.`;
    return [describeGap('log-end-offsets', place, 'no_leader', message)];
  });
  return [...errors, ...leaderless];
}
