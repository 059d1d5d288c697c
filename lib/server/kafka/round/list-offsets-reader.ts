import type { Gap, GapFact } from '@/lib/domain/snapshot';
import { runInSlices, startInTurns } from '@/lib/server/run-in-slices';
import type { CallOptions, KafkaGateway } from '../gateway';
import { ColumnReader } from '../protocol/column-reader';
import { kafkaErrorNumber } from '../protocol/kafka-error';
import type { ClusterTopology, TopicMetadata } from './cluster-metadata';
import { encodeBody, type LedTopic, ListOffsetsBodies, type ListOffsetsQuery, slotsOf } from './list-offsets-body';
import { describeErrorCode, describeReadFailure } from './read-failure';
import { readTopicOf } from './topic-finder';

/** Columns over all partitions of a topology; `readAtMs` tells which slots this round filled. */
export interface OffsetColumns {
  readonly offsets: Float64Array;
  readonly readAtMs: Float64Array;
}

/** Slots that could not be read, with the gap they leave. */
export interface SlotFailure {
  readonly slots: readonly number[];
  readonly gap: Gap;
  /** A leader disowned the slots, or its broker did not answer: fresh metadata may find them elsewhere. */
  readonly mayHaveMoved: boolean;
}

/** Greatest version whose answer is decoded here (KIP-405 sentinels of later versions are not asked). */
const maxVersion = 9;
const firstFlexibleVersion = 6;
const movedErrors = new Set<number>([
  kafkaErrorNumber.unknownTopicOrPartition,
  kafkaErrorNumber.leaderNotAvailable,
  kafkaErrorNumber.notLeaderOrFollower,
  kafkaErrorNumber.fencedLeaderEpoch,
  kafkaErrorNumber.unknownLeaderEpoch,
]);

interface PartitionError {
  readonly topic: TopicMetadata;
  readonly partition: number;
  readonly errorNumber: number;
}

/** Reads offsets of many partitions with one ListOffsets (API key 2, v1 to v9) per leader broker. */
export class ListOffsetsReader {
  private readonly bodies = new ListOffsetsBodies();

  constructor(private readonly gateway: KafkaGateway) {}

  /**
   * Fills the columns for every partition with a leader (or for those in `onlySlots`). Error codes and failed brokers
   * become gaps under `fact`; nothing is thrown for them.
   */
  async readOffsets(
    topology: ClusterTopology,
    query: ListOffsetsQuery,
    target: OffsetColumns & { readonly atMs: number; readonly fact: GapFact },
    options: CallOptions & { readonly onlySlots?: ReadonlySet<number> },
  ): Promise<SlotFailure[]> {
    const leaders = await this.bodies.leadersOf(topology, options.onlySlots ?? null);
    const failures = await startInTurns(leaders, async ([brokerId, led]): Promise<SlotFailure[]> => {
      try {
        const errors = await this.readLeader(topology, query, target, led, { ...options, brokerId });
        return describePartitionErrors(target.fact, brokerId, errors);
      } catch (error) {
        const gap = describeReadFailure(target.fact, { brokerId }, error);
        return [{ slots: slotsOf(led), gap, mayHaveMoved: true }];
      }
    });
    return failures.flat();
  }

  private async readLeader(
    topology: ClusterTopology,
    query: ListOffsetsQuery,
    target: OffsetColumns & { readonly atMs: number },
    led: readonly LedTopic[],
    options: CallOptions & { readonly brokerId: number; readonly onlySlots?: ReadonlySet<number> },
  ): Promise<PartitionError[]> {
    const isPart = options.onlySlots !== undefined;
    const encode = (version: number) =>
      isPart ? encodeBody(led, version, query) : this.bodies.encodeWhole(led, version, query);
    const answer = await this.gateway.callEncoded('ListOffsets', encode, { ...options, maxVersion });
    const reader = new ColumnReader(answer.payload, answer.version >= firstFlexibleVersion);
    return runInSlices(decodeListOffsets(reader, answer.version, topology, target));
  }
}

/** Decoding yields after this many topics, of which most bring one partition or two. */
const TOPICS_A_STEP = 32;

/** Decodes a ListOffsets answer (v1 to v9) into the columns; partitions of topics that are not in the topology are passed over. */
export function* decodeListOffsets(
  reader: ColumnReader,
  version: number,
  topology: ClusterTopology,
  target: OffsetColumns & { readonly atMs: number },
): Generator<void, PartitionError[]> {
  const errors: PartitionError[] = [];
  if (version >= 2) reader.skip(4);
  for (let topicsLeft = reader.arrayLength(); topicsLeft > 0; topicsLeft--) {
    const topic = readTopicOf(topology, reader);
    decodeTopic(reader, version, typeof topic === 'string' ? null : topic, target, errors);
    if (topicsLeft % TOPICS_A_STEP === 0) yield;
  }
  reader.skipTags();
  reader.assertConsumed('ListOffsets');
  return errors;
}

function decodeTopic(
  reader: ColumnReader,
  version: number,
  topic: TopicMetadata | null,
  target: OffsetColumns & { readonly atMs: number },
  errors: PartitionError[],
): void {
  for (let left = reader.arrayLength(); left > 0; left--) {
    const partition = reader.int32();
    const errorNumber = reader.int16();
    reader.skip(8);
    const offset = reader.int64();
    if (version >= 4) reader.skip(4);
    reader.skipTags();
    if (!topic || partition >= topic.partitionCount) continue;
    if (errorNumber === 0) {
      target.offsets[topic.firstSlot + partition] = offset;
      target.readAtMs[topic.firstSlot + partition] = target.atMs;
    } else {
      errors.push({ topic, partition, errorNumber });
    }
  }
  reader.skipTags();
}

/** One failure per topic and error; its gap names the partition when there is only one. */
function describePartitionErrors(fact: GapFact, brokerId: number, errors: readonly PartitionError[]): SlotFailure[] {
  const groups = new Map<string, PartitionError[]>();
  for (const error of errors) {
    const key = `${error.errorNumber} ${error.topic.name}`;
    const group = groups.get(key);
    if (group) group.push(error);
    else groups.set(key, [error]);
  }
  return [...groups.values()].map((group) => {
    const [first] = group as [PartitionError];
    const partition = group.length === 1 ? { partition: first.partition } : {};
    return {
      slots: group.map((error) => error.topic.firstSlot + error.partition),
      gap: describeErrorCode(fact, { brokerId, topic: first.topic.name, ...partition }, first.errorNumber),
      mayHaveMoved: movedErrors.has(first.errorNumber),
    };
  });
}
