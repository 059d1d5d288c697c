import type {
  BrokerFacts,
  ClusterSnapshot,
  GroupFacts,
  GroupTopicPositions,
  MemberFacts,
  TopicFacts,
  TopicPartitions,
} from '../snapshot';

/** Round `n` of a test is captured at `ROUND_0_MS + n * POLL_MS`. */
export const ROUND_0_MS = 1_800_000_000_000;
export const POLL_MS = 10_000;

export function roundAtMs(round: number): number {
  return ROUND_0_MS + round * POLL_MS;
}

export interface TopicInput extends Partial<Omit<TopicFacts, 'logEndOffsets' | 'logStartOffsets' | 'leaders'>> {
  readonly name: string;
  /** Log end per partition; null was never read. */
  readonly ends: readonly (number | null)[];
  readonly starts?: readonly (number | null)[];
  readonly stableEnds?: readonly (number | null)[];
  readonly leaders?: readonly number[];
  /** Epoch ms of the read per partition; default: this round. */
  readonly endsReadAtMs?: readonly number[];
}

/** A topic with one replica per partition on broker 1 unless told otherwise. */
export function buildTopic(input: TopicInput, capturedAtMs: number): TopicFacts {
  const { name, ends, starts, stableEnds, leaders, endsReadAtMs, ...facts } = input;
  const count = ends.length;
  const each = <T>(value: (partition: number) => T) => Array.from({ length: count }, (_, p) => value(p));
  const column = (values: readonly (number | null)[] | undefined, fallback: number) =>
    Float64Array.from(each((p) => values?.[p] ?? (values === undefined ? fallback : Number.NaN)));
  return {
    name,
    topicId: `id-of-${name}`,
    isInternal: false,
    partitionCount: count,
    leaders: Int32Array.from(each((p) => leaders?.[p] ?? 1)),
    leaderEpochs: new Int32Array(count),
    replicas: each(() => [1]),
    isr: each(() => [1]),
    offlineReplicas: each(() => []),
    logEndOffsets: column(ends, 0),
    logEndReadAtMs: Float64Array.from(each((p) => endsReadAtMs?.[p] ?? (ends[p] === null ? Number.NaN : capturedAtMs))),
    logStartOffsets: column(starts, 0),
    lastStableOffsets: column(stableEnds ?? ends, 0),
    leaderBytes: new Float64Array(count),
    totalBytes: 0,
    configOverrides: {},
    pastLogEnds: [],
    ...facts,
  };
}

export interface PositionsInput {
  readonly topic: string;
  readonly topicId?: string | null;
  /** Committed offset by partition; null has none. */
  readonly committed: Readonly<Record<number, number | null>>;
  readonly reportedLag?: readonly number[];
}

function buildPositions(input: PositionsInput): GroupTopicPositions {
  const partitions = Object.keys(input.committed).map(Number);
  return {
    topic: input.topic,
    topicId: input.topicId === undefined ? `id-of-${input.topic}` : input.topicId,
    partitions: Int32Array.from(partitions),
    committedOffsets: Float64Array.from(partitions, (p) => input.committed[p] ?? Number.NaN),
    reportedLag: input.reportedLag === undefined ? null : Float64Array.from(input.reportedLag),
  };
}

export interface GroupInput extends Partial<Omit<GroupFacts, 'positions'>> {
  readonly groupId: string;
  readonly positions?: readonly PositionsInput[];
}

/** A stable classic group without members unless told otherwise. */
export function buildGroup(input: GroupInput, capturedAtMs: number): GroupFacts {
  const { positions, ...facts } = input;
  return {
    type: 'classic',
    isSimple: false,
    protocolType: 'consumer',
    protocol: 'range',
    state: 'Stable',
    coordinatorId: 1,
    groupEpoch: null,
    assignmentEpoch: null,
    members: [],
    membersReadAtMs: capturedAtMs,
    positionsReadAtMs: capturedAtMs,
    ...facts,
    positions: (positions ?? []).map(buildPositions),
  };
}

export function buildMember(memberId: string, assignment: readonly TopicPartitions[]): MemberFacts {
  return {
    memberId,
    groupInstanceId: null,
    clientId: `client-of-${memberId}`,
    clientHost: '/127.0.0.1',
    rackId: null,
    subscribedTopics: null,
    assignment,
    targetAssignment: null,
    memberEpoch: null,
  };
}

export function buildBroker(brokerId: number, facts: Partial<BrokerFacts> = {}): BrokerFacts {
  return {
    brokerId,
    host: `broker-${brokerId}`,
    port: 9092,
    rack: null,
    isRegistered: true,
    isReachable: true,
    lastSeenAtMs: null,
    logDirs: null,
    logDirsReadAtMs: null,
    configs: null,
    configsReadAtMs: null,
    ...facts,
  };
}

export interface SnapshotInput extends Partial<Omit<ClusterSnapshot, 'topics' | 'groups'>> {
  readonly capturedAtMs: number;
  readonly topics?: readonly TopicInput[];
  readonly groups?: readonly GroupInput[];
}

export function buildSnapshot(input: SnapshotInput): ClusterSnapshot {
  const { topics, groups, ...facts } = input;
  return {
    clusterId: 'test',
    clusterName: 'Test',
    isDemo: false,
    completedAtMs: input.capturedAtMs + 20,
    pollIntervalMs: POLL_MS,
    kafkaClusterId: 'kafka-id',
    kafkaVersion: '4.3',
    missingFeatures: [],
    controllerId: 1,
    brokers: [buildBroker(1)],
    reassignments: [],
    recordProbes: [],
    topicConfigDefaults: [],
    metadataQuorum: null,
    features: null,
    brokerConfigDocs: [],
    gaps: [],
    collector: {
      instanceId: 'test',
      leaseEpoch: 1,
      roundNumber: 1,
      roundDurationMs: 20,
      overrunCount: 0,
      bufferedRounds: 0,
      requests: [],
    },
    ...facts,
    topics: (topics ?? []).map((topic) => buildTopic(topic, input.capturedAtMs)),
    groups: (groups ?? []).map((group) => buildGroup(group, input.capturedAtMs)),
  };
}
