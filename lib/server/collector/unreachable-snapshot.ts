import type { AppError } from '@/lib/domain/errors';
import type { ClusterSnapshot, CollectorFacts } from '@/lib/domain/snapshot';
import type { ClusterIdentity } from '@/lib/server/kafka/snapshot-reader';

/**
 * The round of a cluster of which no broker answered: what was known stays with its older read times, every broker is
 * down, and one gap says why. Empty but for the gap when it was never reached.
 */
export function describeUnreachableSnapshot(
  previous: ClusterSnapshot | null,
  identity: ClusterIdentity,
  error: AppError,
  round: { capturedAtMs: number; completedAtMs: number; pollIntervalMs: number; collector: CollectorFacts },
): ClusterSnapshot {
  return {
    kafkaClusterId: previous?.kafkaClusterId ?? null,
    kafkaVersion: previous?.kafkaVersion ?? null,
    missingFeatures: previous?.missingFeatures ?? null,
    topics: previous?.topics ?? [],
    groups: previous?.groups ?? [],
    reassignments: null,
    recordProbes: previous?.recordProbes ?? [],
    topicConfigDefaults: previous?.topicConfigDefaults ?? [],
    metadataQuorum: null,
    features: previous?.features ?? null,
    brokerConfigDocs: previous?.brokerConfigDocs ?? [],
    controllerId: null,
    brokers: (previous?.brokers ?? []).map((broker) => ({ ...broker, isRegistered: false, isReachable: false })),
    gaps: [
      {
        fact: 'metadata',
        brokerId: null,
        topic: null,
        partition: null,
        groupId: null,
        reason: error.code,
        message: error.message,
      },
    ],
    ...identity,
    ...round,
  };
}
