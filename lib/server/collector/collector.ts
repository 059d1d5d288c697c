import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { ConfiguredKafkaCluster } from '@/lib/server/env';
import { upsertClusters } from '@/lib/server/store/clusters';
import type { Database } from '@/lib/server/store/database';
import type { EncodedRound } from '@/lib/server/store/round-codec';
import { listenForWantedRounds } from '@/lib/server/store/round-wanted';
import { startClockWatch } from './clock-watch';
import { startClusterCollector } from './cluster-collector';
import { createHistoryUpkeep } from './history-upkeep';

export interface CollectorOptions {
  readonly database: Database;
  readonly clusters: readonly ConfiguredKafkaCluster[];
  readonly pollIntervalMs: number;
  readonly retentionDays: number;
  readonly secret: string | null;
  readonly publicUrl: string | null;
  readonly publish: (encoded: EncodedRound) => void;
}

export interface Collector {
  /** Ends the rounds, stores what waits and frees the leases; a few seconds at most. */
  stop(): Promise<void>;
}

/** Polls every configured cluster of which no other collector holds the lease. */
export async function startCollector(options: CollectorOptions): Promise<Collector> {
  const { database, clusters } = options;
  await upsertClusters(database, clusters);
  const instanceId = `${hostname()}/${process.pid}/${randomBytes(4).toString('hex')}`;
  const upkeep = createHistoryUpkeep(database, options.retentionDays);
  const collectors = new Map(
    clusters.map((cluster) => [
      cluster.clusterId,
      startClusterCollector({ ...options, cluster, instanceId, onStored: upkeep.run }),
    ]),
  );
  const clocks = startClockWatch(database);
  const wanted = listenForWantedRounds(database, (clusterId) => collectors.get(clusterId)?.want());
  return {
    stop: async () => {
      await Promise.all([
        wanted.close(),
        clocks.stop(),
        upkeep.stop(),
        ...[...collectors.values()].map((collector) => collector.stop()),
      ]);
    },
  };
}
