import { z } from 'zod';
import { KAFKA_FEATURE_NAMES } from '@/lib/domain/kafka-features';
import { capturedFields } from '../list';
import { groupItem } from './group';

const clusterHealth = z.enum(['ok', 'degraded', 'critical', 'unreachable', 'unknown']);

/** One sentence of what is wrong: a message key of the catalogues (`healthFinding.<key>`) with its count. */
const healthFinding = z.object({
  key: z.enum([
    'clusterUnreachable',
    'brokersDown',
    'noController',
    'offlinePartitions',
    'underReplicatedPartitions',
    'logDirsFailed',
    'groupsStopped',
    'groupsStalled',
    'groupsFallingBehind',
    'notRead',
  ]),
  severity: z.enum(['warning', 'critical']),
  count: z.number().int(),
});

/** How many groups have which status. */
const groupStatusCounts = z.object({
  ok: z.number().int(),
  slow: z.number().int(),
  stalled: z.number().int(),
  stopped: z.number().int(),
  unknown: z.number().int(),
});

export const clusterItem = z.object({
  id: z.string(),
  name: z.string(),
  isDemo: z.boolean(),
  bootstrapServers: z.array(z.string()),
  kafkaClusterId: z.string().nullable(),
  kafkaVersion: z.string().nullable(),
  controllerId: z.number().nullable(),
  /** Brokers registered now; null before the first round. */
  brokerCount: z.number().int().nullable(),
  /** Brokers known and not up. */
  brokersDownCount: z.number().int().nullable(),
  topicCount: z.number().int().nullable(),
  partitionCount: z.number().int().nullable(),
  underReplicatedCount: z.number().int().nullable(),
  offlinePartitionCount: z.number().int().nullable(),
  /** Replicas of all partitions; null before the first round. */
  replicaCount: z.number().int().nullable(),
  /** Those of them that are not in the ISR of their partition. */
  outOfSyncReplicaCount: z.number().int().nullable(),
  groupCount: z.number().int().nullable(),
  /** Null before the first round. */
  groupStatusCounts: groupStatusCounts.nullable(),
  /** Groups that somebody should look at, the most urgent first, at most three. */
  worstGroups: z.array(
    groupItem.pick({
      id: true,
      groupId: true,
      verdict: true,
      status: true,
      totalLag: true,
      maxLagSeconds: true,
      lagSecondsIsAtLeast: true,
    }),
  ),
  /** Records per second over all topics whose rate is known; null when none is. */
  producedPerSecond: z.number().nullable(),
  /** A topic's rate is not known, so the true sum is this or more. */
  producedPerSecondIsAtLeast: z.boolean(),
  sizeBytes: z.number().nullable(),
  /** As above, for a topic's size. */
  sizeBytesIsAtLeast: z.boolean(),
  health: clusterHealth,
  findings: z.array(healthFinding),
  capturedAtMs: z.number().nullable(),
  /** Epoch ms of the last answer of any broker; null when none ever answered. Older than the round while none does. */
  answeredAtMs: z.number().nullable(),
  pollIntervalMs: z.number().nullable(),
});
export type ClusterItem = z.output<typeof clusterItem>;

export const clusterChange = z.object({
  atMs: z.number(),
  kind: z.enum([
    'broker-up',
    'broker-down',
    'controller-moved',
    'topic-created',
    'topic-deleted',
    'topic-recreated',
    'partitions-added',
    'group-appeared',
    'group-gone',
    'group-state',
    'offsets-reset',
    'log-truncated',
  ]),
  brokerId: z.number().nullable(),
  topic: z.string().nullable(),
  groupId: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
});
export type ClusterChangeItem = z.output<typeof clusterChange>;

/** A broker as a tile of the overview. */
const brokerTile = z.object({
  id: z.string(),
  brokerId: z.number().int(),
  isUp: z.boolean(),
  isController: z.boolean(),
  rack: z.string().nullable(),
  leaderCount: z.number().int(),
  partitionCount: z.number().int(),
  sizeBytes: z.number().nullable(),
});

/** `GET /clusters/{cluster}`: the cluster with everything its overview shows. */
export const clusterDetail = clusterItem.extend({
  brokers: z.array(brokerTile),
  /** The five most urgent groups: by verdict, then by total lag. */
  worstGroups: z.array(groupItem),
  /** Partitions not fully replicated or without leader, at most 50. */
  troubledPartitions: z.array(
    z.object({
      topic: z.string(),
      topicPathId: z.string(),
      partition: z.number().int(),
      leader: z.number().nullable(),
      replicas: z.array(z.number()),
      isr: z.array(z.number()),
    }),
  ),
  changes: z.array(clusterChange),
  collector: z
    .object({
      roundNumber: z.number().int(),
      roundDurationMs: z.number(),
      overrunCount: z.number().int(),
      bufferedRounds: z.number().int(),
    })
    .nullable(),
  /** What its brokers lack, with the Kafka release that has it (the quorum on KRaft alone); null until it was read. */
  missingFeatures: z.array(z.object({ feature: z.enum(KAFKA_FEATURE_NAMES), needsKafka: z.string() })).nullable(),
  gaps: capturedFields.gaps,
});
export type ClusterDetail = z.output<typeof clusterDetail>;
