import type { BrokerMetricsFacts } from './broker-metrics/broker-metrics';
import type {
  ConnectWorkerFacts,
  GroupSettingFacts,
  StreamsMemberFacts,
  StreamsTopologyFacts,
} from './group-type-facts';
import type { KafkaFeature } from './kafka-features';
import type { FeatureFacts, MetadataQuorumFacts } from './metadata-quorum';
import type { RecordProbe } from './record-probe';

/**
 * One cluster at one instant, as the brokers told it, and what they could not tell.
 *
 * Columns are typed arrays with one slot per partition. NaN in a column means "never read": pure code turns it
 * into a `Measured` value before anyone shows or adds it (see `measured.ts`).
 */
export interface ClusterSnapshot {
  /** Slug that stands in paths, e.g. `demo`. */
  readonly clusterId: string;
  readonly clusterName: string;
  /** Set for the cluster that `npm run demo` starts. */
  readonly isDemo: boolean;
  /** Epoch ms at which the round's first request was sent. */
  readonly capturedAtMs: number;
  /** Epoch ms at which the round's last answer was decoded. */
  readonly completedAtMs: number;
  readonly pollIntervalMs: number;
  /** Kafka's own cluster id; null when no broker answered. */
  readonly kafkaClusterId: string | null;
  /** Release line derived from finalized features and API versions, e.g. `4.3`; null when unknown. */
  readonly kafkaVersion: string | null;
  /** What the brokers lack; null until their API versions were read. */
  readonly missingFeatures: readonly KafkaFeature[] | null;
  /** DescribeQuorum leader on KRaft, DescribeCluster's controller on ZooKeeper; null when unknown. */
  readonly controllerId: number | null;
  /** Null on ZooKeeper, and while it cannot be read. */
  readonly metadataQuorum: MetadataQuorumFacts | null;
  /** Sorted by name; null until read. Empty on brokers that know no features (before Kafka 2.7). */
  readonly features: readonly FeatureFacts[] | null;
  readonly brokers: readonly BrokerFacts[];
  /** Sorted by name. */
  readonly topics: readonly TopicFacts[];
  /** Sorted by group id. */
  readonly groups: readonly GroupFacts[];
  /** What every topic's configuration falls back to, with documentation; empty until first read. */
  readonly topicConfigDefaults: readonly ConfigEntryFacts[];
  /** Name, type and documentation of broker configs; values are in `BrokerFacts.configs`. */
  readonly brokerConfigDocs: readonly ConfigDocFacts[];
  /** Under way in this round, whoever started them; null when they could not be read. */
  readonly reassignments: readonly ReassignmentFacts[] | null;
  /** Records that commits wait at, for those that stand still. */
  readonly recordProbes: readonly RecordProbe[];
  /** Null or absent where the cluster's configuration names no metrics. */
  readonly brokerMetrics?: BrokerMetricsFacts | null;
  readonly gaps: readonly Gap[];
  readonly collector: CollectorFacts;
}

export interface BrokerFacts {
  readonly brokerId: number;
  /** Null for a broker that is only known from replica lists (down since before we looked). */
  readonly host: string | null;
  readonly port: number | null;
  readonly rack: string | null;
  /** Listed as live by the controller in this round. */
  readonly isRegistered: boolean;
  /** Answered this process in this round. */
  readonly isReachable: boolean;
  /** Epoch ms of its last answer; null when it never answered. */
  readonly lastSeenAtMs: number | null;
  /** Null when never read. */
  readonly logDirs: readonly LogDirFacts[] | null;
  readonly logDirsReadAtMs: number | null;
  readonly configs: readonly ConfigEntryFacts[] | null;
  readonly configsReadAtMs: number | null;
}

/** A partition whose replicas are being moved (KIP-455). */
export interface ReassignmentFacts {
  readonly topic: string;
  readonly partition: number;
  /** All replicas for now, those that leave included. */
  readonly replicas: readonly number[];
  readonly addingReplicas: readonly number[];
  readonly removingReplicas: readonly number[];
}

export interface LogDirFacts {
  readonly path: string;
  /** Kafka error name, e.g. `KAFKA_STORAGE_ERROR`; null when healthy. */
  readonly errorName: string | null;
  /** Disk figures need DescribeLogDirs v4 (Kafka 3.3, KIP-827); null below. */
  readonly totalBytes: number | null;
  readonly usableBytes: number | null;
  /** Bytes of all replicas in this dir. */
  readonly replicaBytes: number;
  readonly replicaCount: number;
}

export type ConfigSource =
  | 'topic'
  | 'broker'
  | 'cluster-default'
  | 'static'
  | 'default'
  | 'broker-logger'
  | 'client-metrics'
  | 'group'
  | 'unknown';

export interface ConfigEntryFacts {
  readonly name: string;
  /** Null when sensitive or unset. */
  readonly value: string | null;
  readonly source: ConfigSource;
  readonly isSensitive: boolean;
  readonly isReadOnly: boolean;
  readonly type: string | null;
  readonly documentation: string | null;
  /** What would apply without the entry's own source, from the synonyms Kafka answers; null when there is none. */
  readonly defaultValue: string | null;
}

export interface ConfigDocFacts {
  readonly name: string;
  readonly type: string | null;
  readonly documentation: string | null;
}

/** Partition `p` of the topic is slot `p` of every column. */
export interface TopicFacts {
  readonly name: string;
  /** UUID text; null on brokers that have no topic ids (before 2.8). A new id under the same name is a new topic. */
  readonly topicId: string | null;
  readonly isInternal: boolean;
  readonly partitionCount: number;
  /** Broker id of the leader, -1 without a leader. */
  readonly leaders: Int32Array;
  readonly leaderEpochs: Int32Array;
  readonly replicas: readonly (readonly number[])[];
  readonly isr: readonly (readonly number[])[];
  readonly offlineReplicas: readonly (readonly number[])[];
  /** High watermark as ListOffsets(latest, read_uncommitted) answers; NaN when never read. */
  readonly logEndOffsets: Float64Array;
  /** Epoch ms of the round that read the slot of `logEndOffsets`; a value older than `capturedAtMs` is carried over. NaN when never read. */
  readonly logEndReadAtMs: Float64Array;
  /** Read on a slower beat; NaN when never read. */
  readonly logStartOffsets: Float64Array;
  /** ListOffsets(latest, read_committed); NaN when never read. */
  readonly lastStableOffsets: Float64Array;
  /** Bytes of the leader replica (DescribeLogDirs); NaN when never read. */
  readonly leaderBytes: Float64Array;
  /** Bytes of all replicas of the topic that were read; NaN when none was. */
  readonly totalBytes: number;
  /** Log ends of earlier times, newest first, as record timestamps tell them: read in the first rounds only. */
  readonly pastLogEnds: readonly PastLogEnds[];
  /** Of partitions that are not fully in sync, where the cluster keeps them and told; all others have none. */
  readonly eligibleLeaders?: ReadonlyMap<number, EligibleLeaders>;
  /** Entries set on the topic itself, by name; null when never read. */
  readonly configOverrides: Readonly<Record<string, string | null>> | null;
}

/** Replicas that may lead a partition without loss though they left its ISR, and those that may have been so at last (KIP-966). */
export interface EligibleLeaders {
  readonly eligible: readonly number[];
  readonly lastKnown: readonly number[];
}

/** First offset per partition whose record is not older than `atMs`, which is the log end of then; NaN when not read. */
export interface PastLogEnds {
  readonly atMs: number;
  readonly offsets: Float64Array;
}

export type GroupType = 'classic' | 'consumer' | 'share' | 'streams' | 'unknown';

export interface GroupFacts {
  readonly groupId: string;
  readonly type: GroupType;
  /** A classic group without a protocol type: offsets committed by clients that do not join (`assign`). */
  readonly isSimple: boolean;
  /** `consumer`, `connect`, `` for simple groups. */
  readonly protocolType: string;
  /** Assignor that the members agreed on; null when not described or none. */
  readonly protocol: string | null;
  /** Kafka's own word: Stable, Empty, PreparingRebalance, CompletingRebalance, Assigning, Reconciling, Dead, NotReady, Unknown. */
  readonly state: string;
  /** The broker that listed the group is its coordinator; of a group carried over the one found since, null when none is. */
  readonly coordinatorId: number | null;
  readonly groupEpoch: number | null;
  readonly assignmentEpoch: number | null;
  /** Null when the group could not be described. */
  readonly members: readonly MemberFacts[] | null;
  readonly membersReadAtMs: number | null;
  /** Streams groups only; null or absent when not described. */
  readonly topology?: StreamsTopologyFacts | null;
  /** Consumer, share and streams groups, read on a slower beat; null or absent when not read. */
  readonly settings?: readonly GroupSettingFacts[] | null;
  /** Epoch ms at which the settings were asked for last, answered or not. */
  readonly settingsReadAtMs?: number | null;
  readonly positions: readonly GroupTopicPositions[];
  /** Epoch ms of the round that read the positions; null when never read. Older than `capturedAtMs`: carried over. */
  readonly positionsReadAtMs: number | null;
}

export interface MemberFacts {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  readonly rackId: string | null;
  /** Null when the protocol does not tell (classic members list none before they join). */
  readonly subscribedTopics: readonly string[] | null;
  readonly assignment: readonly TopicPartitions[];
  /** What the coordinator wants the member to own; consumer, share and streams groups only. */
  readonly targetAssignment: readonly TopicPartitions[] | null;
  readonly memberEpoch: number | null;
  /** Pattern the coordinator matches topics with; consumer groups only, null or absent without. */
  readonly subscribedTopicRegex?: string | null;
  /** A member of a consumer group that still speaks the classic protocol; null or absent when not told. */
  readonly isClassic?: boolean | null;
  /** Streams groups only. */
  readonly streams?: StreamsMemberFacts;
  /** Members of Connect clusters only, where their bytes could be read. */
  readonly connect?: ConnectWorkerFacts;
}

export interface TopicPartitions {
  readonly topic: string;
  readonly partitions: readonly number[];
}

/** The positions of one group in one topic; the three columns are parallel. */
export interface GroupTopicPositions {
  readonly topic: string;
  /** Id of the topic at the time of the read; null on brokers without ids. */
  readonly topicId: string | null;
  /** Partition numbers, ascending. */
  readonly partitions: Int32Array;
  /** Committed offset (share groups: share-partition start offset); NaN when the group has no commit there. */
  readonly committedOffsets: Float64Array;
  /** Lag as Kafka itself reports it (share groups, DescribeShareGroupOffsets v1); null for the other types. */
  readonly reportedLag: Float64Array | null;
}

export const GAP_FACTS = [
  'metadata',
  'groups',
  'group-description',
  'group-configs',
  'committed-offsets',
  'log-end-offsets',
  'log-start-offsets',
  'last-stable-offsets',
  'log-dirs',
  'configs',
  'controller',
  'reassignments',
  'history',
  'time-lag',
  'broker-metrics',
  'eligible-leader-replicas',
  'producers',
] as const;

/** Which fact is missing. */
export type GapFact = (typeof GAP_FACTS)[number];

/** Something that was asked for and could not be read in this round. Fields that do not narrow it are null. */
export interface Gap {
  readonly fact: GapFact;
  readonly brokerId: number | null;
  readonly topic: string | null;
  readonly partition: number | null;
  readonly groupId: string | null;
  /** Kafka error name (`COORDINATOR_LOAD_IN_PROGRESS`), one of `GAP_REASONS`, or an error code. */
  readonly reason: string;
  /** What happened, in one sentence for a person. */
  readonly message: string;
}

/** The collector's own numbers, so that the load it puts on a cluster can be seen and bounded. */
export interface CollectorFacts {
  readonly instanceId: string;
  /** Fencing token of the lease under which the round was read. */
  readonly leaseEpoch: number;
  readonly roundNumber: number;
  readonly roundDurationMs: number;
  /** Rounds skipped because the one before was still running, since the process started. */
  readonly overrunCount: number;
  /** Rounds whose rows wait for the database. */
  readonly bufferedRounds: number;
  readonly requests: readonly BrokerRequestFacts[];
}

export interface BrokerRequestFacts {
  readonly brokerId: number;
  readonly circuit: 'closed' | 'open' | 'half-open';
  /** Requests sent since the process started, by API name. */
  readonly requestCounts: Readonly<Record<string, number>>;
  readonly errorCounts: Readonly<Record<string, number>>;
}
