import { z } from 'zod';
import { LISTENER_PURPOSES } from '@/lib/domain/listeners';
import { capturedFields } from '../list';

const logDirItem = z.object({
  path: z.string(),
  errorName: z.string().nullable(),
  totalBytes: z.number().nullable(),
  usableBytes: z.number().nullable(),
  replicaBytes: z.number(),
  replicaCount: z.number().int(),
});

export const configEntryItem = z.object({
  id: z.string(),
  name: z.string(),
  /** Null when sensitive or unset. */
  value: z.string().nullable(),
  /** What applies without the entry's own source. */
  default: z.string().nullable(),
  source: z.enum([
    'topic',
    'broker',
    'cluster-default',
    'static',
    'default',
    'broker-logger',
    'client-metrics',
    'group',
    'unknown',
  ]),
  isOverridden: z.boolean(),
  isSensitive: z.boolean(),
  isReadOnly: z.boolean(),
  type: z.string().nullable(),
  documentation: z.string().nullable(),
});
export type ConfigEntryItem = z.output<typeof configEntryItem>;

export const brokerItem = z.object({
  /** The broker's number as text. */
  id: z.string(),
  brokerId: z.number().int(),
  host: z.string().nullable(),
  port: z.number().nullable(),
  rack: z.string().nullable(),
  isController: z.boolean(),
  /** Registered with the controller in this round. */
  isUp: z.boolean(),
  /** Answered the collector in this round. */
  isReachable: z.boolean(),
  lastSeenAtMs: z.number().nullable(),
  /** Replicas of partitions on this broker, by replica list. */
  partitionCount: z.number().int(),
  leaderCount: z.number().int(),
  underReplicatedCount: z.number().int(),
  /** 100·(partitions on this broker − mean over up brokers) ÷ mean, rounded; null without partitions. */
  skewPercent: z.number().nullable(),
  leaderSkewPercent: z.number().nullable(),
  /** Records per second produced to partitions it leads; null when unknown. */
  producedPerSecond: z.number().nullable(),
  /** Some partition that it leads is of a topic whose rate is not known. */
  producedPerSecondIsAtLeast: z.boolean(),
  /** Of the last minute, as the broker's own meters tell; null while they are not read or not configured. */
  bytesInPerSecond: z.number().nullable(),
  bytesOutPerSecond: z.number().nullable(),
  sizeBytes: z.number().nullable(),
  logDirs: z.array(logDirItem).nullable(),
});
export type BrokerItem = z.output<typeof brokerItem>;

/** CMAK's per-topic detail of a broker. */
export const brokerTopicItem = z.object({
  id: z.string(),
  topic: z.string(),
  replicationFactor: z.number().int(),
  partitionCount: z.number().int(),
  /** Partition numbers with a replica here. */
  partitionsOnBroker: z.array(z.number()),
  leaderCount: z.number().int(),
  isSkewed: z.boolean(),
  /** Bytes of the replicas that lead; null while one of them was not read. */
  ledBytes: z.number().nullable(),
});
export type BrokerTopicItem = z.output<typeof brokerTopicItem>;

/** A logger that the broker has, with the level that applies to it. */
export const brokerLoggerItem = z.object({
  /** The logger's name. */
  id: z.string(),
  logger: z.string(),
  /** Null where the broker does not tell. */
  level: z.string().nullable(),
});
export type BrokerLoggerItem = z.output<typeof brokerLoggerItem>;

/** One replica as it lies in a log dir. A copy that is to take over in another dir is an item of its own. */
export const brokerReplicaItem = z.object({
  id: z.string(),
  topic: z.string(),
  partition: z.number().int(),
  logDir: z.string(),
  sizeBytes: z.number(),
  /** Records it lacks: behind the high watermark, or, of a copy, behind the replica it is to replace. Null where the broker does not tell. */
  offsetLag: z.number().nullable(),
  /** A copy under way that takes over once it has caught up. */
  isFuture: z.boolean(),
});
export type BrokerReplicaItem = z.output<typeof brokerReplicaItem>;

const listenerItem = z.object({
  name: z.string(),
  securityProtocol: z.string().nullable(),
  /** Host and port it binds to; an empty host means all interfaces. */
  bindAddress: z.string(),
  /** Host and port that clients are told; null for one that is not advertised. */
  advertisedAddress: z.string().nullable(),
  /** What the cluster itself uses it for. */
  purposes: z.array(z.enum(LISTENER_PURPOSES)),
});
export type ListenerItem = z.output<typeof listenerItem>;

/** `GET …/brokers/{brokerId}`. */
export const brokerDetail = brokerItem.extend({
  configs: z.array(configEntryItem).nullable(),
  /** `process.roles`; empty on ZooKeeper, null until its configs are read. */
  roles: z.array(z.string()).nullable(),
  /** Null until its configs are read. */
  listeners: z.array(listenerItem).nullable(),
  configsReadAtMs: z.number().nullable(),
  ...capturedFields,
});
export type BrokerDetail = z.output<typeof brokerDetail>;
