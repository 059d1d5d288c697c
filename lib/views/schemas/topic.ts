import { z } from 'zod';
import { capturedFields } from '../list';

export const topicItem = z.object({
  /** The name, percent-encoded where it stands in a path. */
  id: z.string(),
  name: z.string(),
  topicId: z.string().nullable(),
  isInternal: z.boolean(),
  partitionCount: z.number().int(),
  /** Replica count of the first partition (CMAK). */
  replicationFactor: z.number().int(),
  /** Brokers with the topic in an ISR (CMAK's |B|). */
  brokerCount: z.number().int(),
  brokersSpreadPercent: z.number().int(),
  brokersSkewPercent: z.number().int(),
  brokersLeaderSkewPercent: z.number().int(),
  underReplicatedPercent: z.number().int(),
  underReplicatedCount: z.number().int(),
  offlinePartitionCount: z.number().int(),
  preferredReplicasPercent: z.number().int(),
  /** Sum of known log end offsets; null when any partition's is unknown. */
  sumOfPartitionOffsets: z.number().nullable(),
  /** Log end − log start over all partitions; null when any is unknown. */
  recordCountUpperBound: z.number().nullable(),
  producerRatePerSecond: z.number().nullable(),
  /** All replicas. */
  sizeBytes: z.number().nullable(),
  leaderBytes: z.number().nullable(),
  groupCount: z.number().int(),
  /** Largest total lag of a group on this topic; null when none is known. */
  maxGroupLag: z.number().nullable(),
  cleanupPolicy: z.string().nullable(),
  /** Partitions whose replicas are being moved, whoever started it; null while that could not be read. */
  reassigningCount: z.number().int().nullable(),
});
export type TopicItem = z.output<typeof topicItem>;

export const topicProducerItem = z.object({
  /** Partition and producer id. */
  id: z.string(),
  partition: z.number().int(),
  /** int64 in decimal digits. */
  producerId: z.string(),
  producerEpoch: z.number().int(),
  /** Null before its first record. */
  lastSequence: z.number().int().nullable(),
  lastTimestampMs: z.number().nullable(),
  /** Null when no transaction marker was written for it. */
  coordinatorEpoch: z.number().int().nullable(),
  /** Null when no transaction of it is open here. */
  openTransactionFromOffset: z.number().nullable(),
});
export type TopicProducerItem = z.output<typeof topicProducerItem>;

export const topicGroupItem = z.object({
  id: z.string(),
  groupId: z.string(),
  type: z.enum(['classic', 'consumer', 'share', 'streams', 'unknown']),
  isSimple: z.boolean(),
  state: z.string(),
  /** A live member owns a partition of this topic. */
  isActive: z.boolean(),
  memberCount: z.number().int().nullable(),
  /** Sum over partitions with a known lag; null when none is known. */
  lag: z.number().nullable(),
  /** Partitions whose lag is known, of all partitions of the topic. */
  knownPartitions: z.number().int(),
  partitionCount: z.number().int(),
  /** 100 × partitions with an owner ÷ partitions (CMAK's coverage). */
  coveragePercent: z.number().int(),
  maxLagSeconds: z.number().nullable(),
});
export type TopicGroupItem = z.output<typeof topicGroupItem>;

/** CMAK's "Partitions by Broker" row. */
const topicBrokerItem = z.object({
  id: z.string(),
  brokerId: z.number().int(),
  partitionCount: z.number().int(),
  leaderCount: z.number().int(),
  partitions: z.array(z.number()),
  isSkewed: z.boolean(),
  isLeaderSkewed: z.boolean(),
});

/** `GET …/topics/{topic}`. */
export const topicDetail = topicItem.extend({
  totalBrokerCount: z.number().int(),
  groups: z.array(topicGroupItem),
  partitionsByBroker: z.array(topicBrokerItem),
  ...capturedFields,
});
export type TopicDetail = z.output<typeof topicDetail>;

export const partitionItem = z.object({
  id: z.string(),
  partition: z.number().int(),
  leader: z.number().nullable(),
  replicas: z.array(z.number()),
  isr: z.array(z.number()),
  offlineReplicas: z.array(z.number()),
  /** Replicas that left the ISR and may still lead without loss (KIP-966); null where the cluster does not keep them or has not told. */
  eligibleLeaderReplicas: z.array(z.number()).nullable(),
  lastKnownEligibleLeaderReplicas: z.array(z.number()).nullable(),
  isPreferredLeader: z.boolean(),
  isUnderReplicated: z.boolean(),
  logStartOffset: z.number().nullable(),
  logEndOffset: z.number().nullable(),
  /** Epoch ms of the round that read the log end; older than the list's `capturedAtMs`: the value is stale. */
  logEndReadAtMs: z.number().nullable(),
  lastStableOffset: z.number().nullable(),
  sizeBytes: z.number().nullable(),
});
export type PartitionItem = z.output<typeof partitionItem>;
