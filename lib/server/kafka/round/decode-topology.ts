import type { ColumnReader } from '../protocol/column-reader';
import { parseUuid, ZERO_UUID } from '../protocol/uuid';
import type { ClusterTopology, TopicError, TopicMetadata } from './cluster-metadata';

interface PartitionRow {
  readonly partition: number;
  readonly leader: number;
  readonly leaderEpoch: number;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  readonly offlineReplicas: readonly number[];
}

/** Same-valued replica lists share one array: most partitions of a topic have one of few. */
class ReplicaListPool {
  private readonly lists = new Map<string, readonly number[]>();

  share(list: readonly number[]): readonly number[] {
    const key = list.join(',');
    const known = this.lists.get(key);
    if (known) return known;
    this.lists.set(key, list);
    return list;
  }
}

function readPartition(reader: ColumnReader, lists: ReplicaListPool): PartitionRow {
  reader.skip(2);
  const partition = reader.int32();
  const leader = reader.int32();
  const leaderEpoch = reader.int32();
  const replicas = lists.share(reader.int32Array());
  const isr = lists.share(reader.int32Array());
  const offlineReplicas = lists.share(reader.int32Array());
  reader.skipTags();
  return { partition, leader, leaderEpoch, replicas, isr, offlineReplicas };
}

function columnsOf(
  rows: readonly PartitionRow[],
): Omit<TopicMetadata, 'name' | 'topicId' | 'isInternal' | 'firstSlot'> {
  const partitionCount = rows.reduce((highest, row) => Math.max(highest, row.partition + 1), 0);
  const leaders = new Int32Array(partitionCount).fill(-1);
  const leaderEpochs = new Int32Array(partitionCount).fill(-1);
  const replicas = new Array<readonly number[]>(partitionCount).fill([]);
  const isr = new Array<readonly number[]>(partitionCount).fill([]);
  const offlineReplicas = new Array<readonly number[]>(partitionCount).fill([]);
  for (const row of rows) {
    leaders[row.partition] = row.leader;
    leaderEpochs[row.partition] = row.leaderEpoch;
    replicas[row.partition] = row.replicas;
    isr[row.partition] = row.isr;
    offlineReplicas[row.partition] = row.offlineReplicas;
  }
  return { partitionCount, leaders, leaderEpochs, replicas, isr, offlineReplicas };
}

type UnplacedTopic = Omit<TopicMetadata, 'firstSlot'>;

function readTopicId(reader: ColumnReader, version: number): string | null {
  if (version < 10) return null;
  const topicId = parseUuid(reader.buffer.subarray(reader.offset, reader.offset + 16));
  reader.skip(16);
  return topicId === ZERO_UUID ? null : topicId;
}

function readTopic(reader: ColumnReader, version: number, lists: ReplicaListPool): UnplacedTopic & TopicError {
  const errorNumber = reader.int16();
  const name = reader.string();
  const topicId = readTopicId(reader, version);
  const isInternal = reader.int8() !== 0;
  const rows: PartitionRow[] = [];
  for (let left = reader.arrayLength(); left > 0; left--) rows.push(readPartition(reader, lists));
  if (version >= 8) reader.skip(4);
  reader.skipTags();
  return { errorNumber, name, topicId, isInternal, ...columnsOf(rows) };
}

/** Decodes the topics of a Metadata answer (v7 and later) from where the reader stands. Yields after each topic. */
export function* decodeTopology(reader: ColumnReader, version: number): Generator<void, ClusterTopology> {
  const lists = new ReplicaListPool();
  const unplaced: UnplacedTopic[] = [];
  const topicErrors: TopicError[] = [];
  for (let left = reader.arrayLength(); left > 0; left--) {
    const { errorNumber, ...topic } = readTopic(reader, version, lists);
    if (errorNumber !== 0) topicErrors.push({ name: topic.name, errorNumber });
    if (errorNumber === 0 || topic.partitionCount > 0) unplaced.push(topic);
    yield;
  }
  if (version >= 8 && version <= 10) reader.skip(4);
  if (version >= 13) reader.skip(2);
  reader.skipTags();
  reader.assertConsumed('Metadata');
  return yield* placeTopics(unplaced, topicErrors);
}

function* placeTopics(unplaced: UnplacedTopic[], topicErrors: readonly TopicError[]): Generator<void, ClusterTopology> {
  unplaced.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  let slotCount = 0;
  const topics: TopicMetadata[] = [];
  const topicByName = new Map<string, TopicMetadata>();
  for (const one of unplaced) {
    const topic = { ...one, firstSlot: slotCount };
    slotCount += topic.partitionCount;
    topics.push(topic);
    topicByName.set(topic.name, topic);
    yield;
  }
  return { topics, topicByName, topicErrors, slotCount };
}
