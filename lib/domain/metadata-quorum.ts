/** An address of a quorum node, as its voters know it (DescribeQuorum v2, Kafka 3.9). */
export interface QuorumEndpointFacts {
  readonly listener: string;
  readonly host: string;
  readonly port: number;
}

export const QUORUM_ROLES = ['leader', 'follower', 'observer'] as const;
export type QuorumRole = (typeof QUORUM_ROLES)[number];

/** A node that keeps a copy of the metadata log. Times and offsets are the leader's word, null where it has none. */
export interface QuorumReplicaFacts {
  readonly nodeId: number;
  readonly role: QuorumRole;
  /** Id of the directory that holds its copy; null before Kafka 3.9. */
  readonly directoryId: string | null;
  readonly logEndOffset: number | null;
  /** Epoch ms at which the leader last answered a fetch of this node; null for the leader and before Kafka 3.3. */
  readonly lastFetchAtMs: number | null;
  /** Epoch ms up to which it is known to have had everything; null as above. */
  readonly lastCaughtUpAtMs: number | null;
  readonly endpoints: readonly QuorumEndpointFacts[];
}

/** KRaft's metadata quorum (DescribeQuorum, API key 55). */
export interface MetadataQuorumFacts {
  /** Null while an election is on. */
  readonly leaderId: number | null;
  readonly leaderEpoch: number;
  /** Offset up to which most voters hold the metadata log; null while the leader does not know it. */
  readonly highWatermark: number | null;
  /** The leader first, then the voters that follow it, then observers, each by node id. */
  readonly replicas: readonly QuorumReplicaFacts[];
}

/** A feature of the cluster (KIP-584). */
export interface FeatureFacts {
  readonly name: string;
  /** The level that the whole cluster has settled on; null when it has none, which is level 0. */
  readonly finalizedLevel: number | null;
  /** What the broker that was asked can do; null when it does not know the feature. */
  readonly supported: { readonly min: number; readonly max: number } | null;
}

/** Records of the metadata log that a node lacks, as kafka-metadata-quorum counts them; null where an end is not known. */
export function quorumLag(quorum: MetadataQuorumFacts, replica: QuorumReplicaFacts): number | null {
  const leaderEnd = quorum.replicas.find(({ role }) => role === 'leader')?.logEndOffset ?? null;
  return replica.logEndOffset === null || leaderEnd === null ? null : leaderEnd - replica.logEndOffset;
}
