import { z } from 'zod';
import { QUORUM_ROLES } from '@/lib/domain/metadata-quorum';
import { capturedFields } from '../list';

const featureItem = z.object({
  /** The feature's name. */
  id: z.string(),
  name: z.string(),
  /** Level that the cluster has settled on; null when it has none, which is level 0. */
  finalizedLevel: z.number().int().nullable(),
  /** Levels that the broker asked supports; null when it does not know the feature. */
  minLevel: z.number().int().nullable(),
  maxLevel: z.number().int().nullable(),
  /** Kafka release line that the finalized level stands for; null where it stands for none or one newer than known. */
  release: z.string().nullable(),
});
export type FeatureItem = z.output<typeof featureItem>;

/** `GET …/metadata`: who keeps the cluster's metadata. */
export const clusterMetadata = z.object({
  mode: z.enum(['kraft', 'zookeeper', 'unknown']),
  kafkaClusterId: z.string().nullable(),
  kafkaVersion: z.string().nullable(),
  /** Leader of the quorum on KRaft, controller on ZooKeeper. */
  controllerId: z.number().int().nullable(),
  leaderEpoch: z.number().int().nullable(),
  /** Offset up to which most voters hold the metadata log. */
  highWatermark: z.number().nullable(),
  voterCount: z.number().int().nullable(),
  observerCount: z.number().int().nullable(),
  /** Most records that a voter lacks. */
  maxVoterLag: z.number().nullable(),
  /** Null until read. */
  features: z.array(featureItem).nullable(),
  ...capturedFields,
});
export type ClusterMetadata = z.output<typeof clusterMetadata>;

/** A node that keeps a copy of the metadata log. */
export const quorumReplicaItem = z.object({
  /** The node's number as text. */
  id: z.string(),
  nodeId: z.number().int(),
  role: z.enum(QUORUM_ROLES),
  /** Whether a broker of the cluster has this number: a controller may be none. */
  isBroker: z.boolean(),
  directoryId: z.string().nullable(),
  logEndOffset: z.number().nullable(),
  /** Records that it lacks against the leader. */
  lag: z.number().nullable(),
  /** Null for the leader, and where the leader does not tell. */
  lastFetchAtMs: z.number().nullable(),
  lastCaughtUpAtMs: z.number().nullable(),
  endpoints: z.array(z.object({ listener: z.string(), host: z.string(), port: z.number().int() })),
});
export type QuorumReplicaItem = z.output<typeof quorumReplicaItem>;
