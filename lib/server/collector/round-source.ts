import { AppError } from '@/lib/domain/errors';
import type { ClusterSnapshot } from '@/lib/domain/snapshot';
import { createBrokerMetricsReader } from '@/lib/server/broker-metrics/broker-metrics-reader';
import type { ConfiguredKafkaCluster } from '@/lib/server/env';
import { createKafkaGateway, type KafkaGateway } from '@/lib/server/kafka/gateway';
import {
  type ClusterIdentity,
  createSnapshotReader,
  type ReadRoundOptions,
  type SnapshotReader,
} from '@/lib/server/kafka/snapshot-reader';
import { describeUnreachableSnapshot } from './unreachable-snapshot';

/** A round as it was read, or what stands for it when nothing could be read. */
export interface ReadRound {
  readonly snapshot: ClusterSnapshot;
  /** Set when no broker answered, or the cluster's settings are of no use. */
  readonly error: AppError | null;
}

/** Reads one cluster; never rejects. */
export interface RoundSource {
  read(previous: ClusterSnapshot | null, options: ReadRoundOptions): Promise<ReadRound>;
  close(): Promise<void>;
}

export function createRoundSource(cluster: ConfiguredKafkaCluster): RoundSource {
  const identity: ClusterIdentity = {
    clusterId: cluster.clusterId,
    clusterName: cluster.clusterName,
    isDemo: cluster.isDemo,
  };
  const metrics = cluster.metrics ? createBrokerMetricsReader(cluster.metrics) : null;
  let connection: { readonly gateway: KafkaGateway; readonly reader: SnapshotReader } | null = null;

  /** Settings that cannot work (a broken certificate) show as a cluster that cannot be reached, with the reason. */
  function connect(): SnapshotReader {
    if (connection === null) {
      const gateway = createKafkaGateway(cluster.kafka);
      connection = { gateway, reader: createSnapshotReader(gateway, identity) };
    }
    return connection.reader;
  }

  /** Meters come from elsewhere than the rest, and no round waits for them. */
  function withMetrics(snapshot: ClusterSnapshot): ClusterSnapshot {
    if (metrics === null) return snapshot;
    const { facts, gaps } = metrics.take(snapshot);
    return { ...snapshot, brokerMetrics: facts, gaps: [...snapshot.gaps, ...gaps] };
  }

  return {
    read: async (previous, options) => {
      const capturedAtMs = Date.now();
      try {
        const snapshot = await connect().readRound(previous, options);
        const roundDurationMs = snapshot.completedAtMs - snapshot.capturedAtMs;
        const read = { ...snapshot, collector: { ...snapshot.collector, roundDurationMs } };
        return { snapshot: withMetrics(read), error: null };
      } catch (cause) {
        const error = describeFailure(cause);
        const completedAtMs = Date.now();
        const collector = {
          ...options.collector,
          roundDurationMs: completedAtMs - capturedAtMs,
          requests: connection?.gateway.requestFacts() ?? [],
        };
        const round = { capturedAtMs, completedAtMs, pollIntervalMs: options.pollIntervalMs, collector };
        return { snapshot: withMetrics(describeUnreachableSnapshot(previous, identity, error, round)), error };
      }
    },
    close: async () => connection?.gateway.close(),
  };
}

function describeFailure(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  return new AppError('internal', `The round failed: ${(cause as Error).message}.`, { cause });
}
