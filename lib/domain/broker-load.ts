import type { ClusterSnapshot } from './snapshot';
import { isUnderReplicated } from './topic-spread';

/** What one broker carries. Counts follow the replica lists, not the in-sync replicas. */
export interface BrokerLoad {
  readonly brokerId: number;
  /** Partitions with a replica on the broker. */
  readonly partitionCount: number;
  readonly leaderCount: number;
  /** Partitions with a replica on the broker that are not fully in sync. */
  readonly underReplicatedCount: number;
  /** 100·(partitions − mean over up brokers) ÷ mean, rounded; null without partitions or for a broker that is down. */
  readonly skewPercent: number | null;
  readonly leaderSkewPercent: number | null;
  /** Bytes of all replicas in its log dirs; null when never read. */
  readonly sizeBytes: number | null;
}

/** Load of every broker of the snapshot, in its order. */
export function evaluateBrokerLoads(snapshot: ClusterSnapshot): readonly BrokerLoad[] {
  const counts = new Map<number, { partitions: number; leaders: number; underReplicated: number }>();
  for (const { brokerId } of snapshot.brokers) counts.set(brokerId, { partitions: 0, leaders: 0, underReplicated: 0 });
  for (const topic of snapshot.topics) {
    for (let p = 0; p < topic.partitionCount; p++) {
      const isUnder = isUnderReplicated(topic, p);
      for (const brokerId of topic.replicas[p] ?? []) {
        const count = counts.get(brokerId);
        if (count === undefined) continue;
        count.partitions++;
        if (isUnder) count.underReplicated++;
      }
      const leading = counts.get(topic.leaders[p] as number);
      if (leading !== undefined) leading.leaders++;
    }
  }
  const up = snapshot.brokers.filter((broker) => broker.isRegistered);
  const meanOf = (pick: 'partitions' | 'leaders') =>
    up.reduce((sum, { brokerId }) => sum + (counts.get(brokerId)?.[pick] ?? 0), 0) / up.length;
  const meanPartitions = meanOf('partitions');
  const meanLeaders = meanOf('leaders');
  return snapshot.brokers.map((broker) => {
    const count = counts.get(broker.brokerId) ?? { partitions: 0, leaders: 0, underReplicated: 0 };
    return {
      brokerId: broker.brokerId,
      partitionCount: count.partitions,
      leaderCount: count.leaders,
      underReplicatedCount: count.underReplicated,
      skewPercent: broker.isRegistered ? skewPercent(count.partitions, meanPartitions) : null,
      leaderSkewPercent: broker.isRegistered ? skewPercent(count.leaders, meanLeaders) : null,
      sizeBytes: broker.logDirs?.reduce((sum, dir) => sum + dir.replicaBytes, 0) ?? null,
    };
  });
}

function skewPercent(count: number, mean: number): number | null {
  return mean > 0 ? Math.round((100 * (count - mean)) / mean) : null;
}
