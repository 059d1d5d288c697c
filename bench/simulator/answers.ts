import { encodeMessage } from '@/lib/server/kafka/protocol/encode';
import { apiSchema } from '@/lib/server/kafka/protocol/schema';
import { brokerHost, type ClusterShape, groupId, topicName } from './cluster-shape';

type AnsweredApi = 'ApiVersions' | 'Metadata' | 'ListGroups' | 'OffsetFetch' | 'ListOffsets';

/** The one version of each API that the simulated brokers speak; ApiVersions is answered in the version that was asked. */
const SPOKEN_VERSIONS = { ApiVersions: 4, Metadata: 12, ListGroups: 5, OffsetFetch: 9, ListOffsets: 9 } as const;

/** Answers as bytes without header, made once: serving them costs next to nothing. */
export interface Answers {
  apiVersions(version: number): Buffer;
  readonly metadata: Buffer;
  /** By broker. */
  readonly listGroups: readonly Buffer[];
  /** By leader: all its partitions, at the log start or at the log end. */
  readonly logStarts: readonly Buffer[];
  readonly logEnds: readonly Buffer[];
  offsetFetch(groupIds: readonly string[]): Buffer;
}

interface Partition {
  readonly topic: number;
  readonly index: number;
  readonly leader: number;
  readonly logEnd: number;
}

const REPLICAS = 3;

export function prepareAnswers(shape: ClusterShape, port: number): Answers {
  const partitions = layOut(shape);
  const groupAnswers = prepareGroups(shape, partitions);
  const listed = Array.from({ length: shape.brokers }, (): string[] => []);
  for (let group = 0; group < shape.groups; group++) listed[group % shape.brokers]?.push(groupId(group));
  return {
    apiVersions: (version) => encode('ApiVersions', describeVersions(), version),
    metadata: encode('Metadata', describeMetadata(shape, partitions, port)),
    listGroups: listed.map((groups) => encode('ListGroups', describeListing(groups))),
    logStarts: prepareOffsets(shape, partitions, () => 0),
    logEnds: prepareOffsets(shape, partitions, ({ logEnd }) => logEnd),
    offsetFetch: (groupIds) => joinGroups(groupIds.map((id) => groupAnswers.get(id) ?? Buffer.alloc(0))),
  };
}

function encode(api: AnsweredApi, body: object, version: number = SPOKEN_VERSIONS[api]): Buffer {
  return encodeMessage(apiSchema(api).response, version, body, `${api} answer`);
}

function layOut({ brokers, topics, partitions }: ClusterShape): readonly Partition[] {
  const wider = partitions % topics;
  const all: Partition[] = [];
  for (let topic = 0; topic < topics; topic++) {
    const count = Math.floor(partitions / topics) + (topic < wider ? 1 : 0);
    for (let index = 0; index < count; index++) {
      all.push({ topic, index, leader: all.length % brokers, logEnd: 1_000_000 + ((all.length * 7_919) % 1_000) });
    }
  }
  return all;
}

function describeVersions() {
  const apiKeys = Object.entries(SPOKEN_VERSIONS).map(([api, maxVersion]) => ({
    apiKey: apiSchema(api as AnsweredApi).apiKey,
    minVersion: api === 'ApiVersions' ? 0 : maxVersion,
    maxVersion,
  }));
  return { errorCode: 0, apiKeys, throttleTimeMs: 0 };
}

function describeMetadata(shape: ClusterShape, partitions: readonly Partition[], port: number) {
  const topics = Array.from({ length: shape.topics }, (_, topic) => ({
    errorCode: 0,
    name: topicName(topic),
    topicId: `00000000-0000-4000-8000-${String(topic + 1).padStart(12, '0')}`,
    isInternal: false,
    partitions: [] as object[],
  }));
  for (const { topic, index, leader } of partitions) {
    const replicaNodes = Array.from(
      { length: Math.min(REPLICAS, shape.brokers) },
      (_, r) => (leader + r) % shape.brokers,
    );
    topics[topic]?.partitions.push({
      errorCode: 0,
      partitionIndex: index,
      leaderId: leader,
      leaderEpoch: 0,
      replicaNodes,
      isrNodes: replicaNodes,
      offlineReplicas: [],
    });
  }
  const brokers = Array.from({ length: shape.brokers }, (_, nodeId) => ({
    nodeId,
    host: brokerHost(nodeId),
    port,
    rack: null,
  }));
  return { throttleTimeMs: 0, brokers, clusterId: 'simulated-cluster', controllerId: 0, topics };
}

function describeListing(groups: readonly string[]) {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    groups: groups.map((id) => ({ groupId: id, protocolType: 'consumer', groupState: 'Empty', groupType: 'classic' })),
  };
}

function prepareOffsets(
  shape: ClusterShape,
  partitions: readonly Partition[],
  offsetOf: (partition: Partition) => number,
): Buffer[] {
  const led = Array.from({ length: shape.brokers }, (): Partition[] => []);
  for (const partition of partitions) led[partition.leader]?.push(partition);
  return led.map((own) =>
    encode('ListOffsets', {
      throttleTimeMs: 0,
      topics: byTopic(own, (one) => ({
        partitionIndex: one.index,
        errorCode: 0,
        timestamp: -1n,
        offset: BigInt(offsetOf(one)),
        leaderEpoch: 0,
      })),
    }),
  );
}

/** One answer a group. Lags run from 0 up, so that most partitions have one. */
function prepareGroups(shape: ClusterShape, partitions: readonly Partition[]): ReadonlyMap<string, Buffer> {
  const answers = new Map<string, Buffer>();
  for (let group = 0; group < shape.groups; group++) {
    const own = Array.from(
      { length: shape.positionsOfGroup },
      (_, position) => partitions[(group * shape.positionsOfGroup + position) % partitions.length] as Partition,
    );
    const lagOf = new Map(own.map((partition, lag) => [partition, lag]));
    const topics = byTopic(own, (one) => ({
      partitionIndex: one.index,
      committedOffset: BigInt(one.logEnd - (lagOf.get(one) ?? 0)),
      committedLeaderEpoch: -1,
      metadata: '',
      errorCode: 0,
    }));
    const answer = encode('OffsetFetch', {
      throttleTimeMs: 0,
      groups: [{ groupId: groupId(group), topics, errorCode: 0 }],
    });
    answers.set(groupId(group), answer.subarray(FIRST_GROUP_AT, -1));
  }
  return answers;
}

/** Throttle time and the count of one group stand before the group, the tags of the answer after it. */
const FIRST_GROUP_AT = 5;

function joinGroups(groups: readonly Buffer[]): Buffer {
  const empty = encode('OffsetFetch', { throttleTimeMs: 0, groups: [] });
  return Buffer.concat([empty.subarray(0, 4), encodeCount(groups.length), ...groups, empty.subarray(-1)]);
}

/** Length of a compact array: one more than the items, seven bits a byte. */
function encodeCount(count: number): Buffer {
  const bytes: number[] = [];
  for (let rest = count + 1; ; rest >>>= 7) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest & 127) | 128);
  }
}

function byTopic(partitions: readonly Partition[], present: (partition: Partition) => object) {
  const topics = new Map<number, { name: string; partitions: object[] }>();
  for (const partition of partitions) {
    const topic = topics.get(partition.topic) ?? { name: topicName(partition.topic), partitions: [] };
    topics.set(partition.topic, topic);
    topic.partitions.push(present(partition));
  }
  return [...topics.values()];
}
