import type { ClusterSnapshot, GroupFacts, TopicFacts } from '@/lib/domain/snapshot';

/** Topics and groups of a made-up round, for tests of what becomes of a snapshot. */
export interface TestRound {
  readonly clusterId?: string;
  readonly capturedAtMs: number;
  readonly pollIntervalMs?: number;
  readonly epoch?: number;
  readonly roundNumber?: number;
  readonly topics: Readonly<Record<string, TestTopic>>;
  readonly groups: Readonly<Record<string, TestGroup | undefined>>;
}

export interface TestTopic {
  readonly id?: string | null;
  /** Log end offset of each partition; null: not read in this round. */
  readonly ends: readonly (number | null)[];
  readonly starts?: readonly number[];
}

export interface TestGroup {
  /** Committed offset by topic and partition; null: no commit. */
  readonly commits: Readonly<Record<string, readonly (number | null)[] | undefined>>;
  readonly isUnread?: boolean;
  readonly reportedLag?: readonly number[];
}

export function describeTestSnapshot(round: TestRound): ClusterSnapshot {
  const { capturedAtMs, clusterId = 'test', pollIntervalMs = 10_000 } = round;
  return {
    clusterId,
    clusterName: clusterId,
    isDemo: false,
    capturedAtMs,
    completedAtMs: capturedAtMs + 5,
    pollIntervalMs,
    kafkaClusterId: 'test',
    kafkaVersion: '4.3',
    missingFeatures: [],
    controllerId: 1,
    brokers: [],
    topics: Object.entries(round.topics).map(([name, topic]) => describeTopic(name, topic, capturedAtMs)),
    groups: Object.entries(round.groups).flatMap(([groupId, group]) =>
      group ? [describeGroup(groupId, group, round)] : [],
    ),
    reassignments: [],
    recordProbes: [],
    topicConfigDefaults: [],
    metadataQuorum: null,
    features: null,
    brokerConfigDocs: [],
    gaps: [],
    collector: {
      instanceId: 'test',
      leaseEpoch: round.epoch ?? 1,
      roundNumber: round.roundNumber ?? 1,
      roundDurationMs: 5,
      overrunCount: 0,
      bufferedRounds: 0,
      requests: [],
    },
  };
}

/** A topic id that is the same for the same number. */
export function describeTestTopicId(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

function describeTopic(
  name: string,
  { id = describeTestTopicId(1), ends, starts }: TestTopic,
  capturedAtMs: number,
): TopicFacts {
  const column = () => new Float64Array(ends.length).fill(Number.NaN);
  return {
    name,
    topicId: id,
    isInternal: false,
    partitionCount: ends.length,
    leaders: new Int32Array(ends.length).fill(1),
    leaderEpochs: new Int32Array(ends.length),
    replicas: ends.map(() => [1]),
    isr: ends.map(() => [1]),
    offlineReplicas: ends.map(() => []),
    logEndOffsets: Float64Array.from(ends, (end) => end ?? 1),
    logEndReadAtMs: Float64Array.from(ends, (end) => (end === null ? capturedAtMs - 60_000 : capturedAtMs)),
    logStartOffsets: starts ? Float64Array.from(starts) : column(),
    lastStableOffsets: column(),
    leaderBytes: column(),
    totalBytes: Number.NaN,
    pastLogEnds: [],
    configOverrides: null,
  };
}

function describeGroup(
  groupId: string,
  { commits, isUnread = false, reportedLag }: TestGroup,
  round: TestRound,
): GroupFacts {
  const readAtMs = isUnread ? round.capturedAtMs - 60_000 : round.capturedAtMs;
  return {
    groupId,
    type: 'consumer',
    isSimple: false,
    protocolType: 'consumer',
    protocol: null,
    state: 'Stable',
    coordinatorId: 1,
    groupEpoch: null,
    assignmentEpoch: null,
    members: [],
    membersReadAtMs: readAtMs,
    positions: Object.entries(commits).map(([topic, offsets = []]) => ({
      topic,
      topicId: round.topics[topic]?.id === undefined ? describeTestTopicId(1) : round.topics[topic].id,
      partitions: Int32Array.from(offsets.keys()),
      committedOffsets: Float64Array.from(offsets, (offset) => offset ?? Number.NaN),
      reportedLag: reportedLag ? Float64Array.from(reportedLag) : null,
    })),
    positionsReadAtMs: readAtMs,
  };
}
