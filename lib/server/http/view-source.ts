import { AppError } from '@/lib/domain/errors';
import type { HighwaterEnv } from '@/lib/server/env';
import { readAuditEvents } from '@/lib/server/store/audit-log';
import { readClusterEvents, readWatchedSpans } from '@/lib/server/store/cluster-events';
import { readClusterSetting } from '@/lib/server/store/cluster-settings';
import type { Database } from '@/lib/server/store/database';
import { readFreshness, readMinutes } from '@/lib/server/store/freshness';
import { readAlertIncidents, readAlertState } from '@/lib/server/store/read-alerts';
import { readClusterLagHistory } from '@/lib/server/store/read-cluster-lag-history';
import { readLagHistory } from '@/lib/server/store/read-lag-history';
import { readLogHistory } from '@/lib/server/store/read-log-history';
import { readOperationRun, readOperationRuns } from '@/lib/server/store/read-operation-runs';
import type { ConfiguredCluster, ViewSource } from '@/lib/views/view';
import { createBrokerReader } from './broker-reader';
import type { BurrowWindows } from './burrow-windows';
import type { ClusterAccesses } from './cluster-access';
import type { RoundBoard } from './round-board';

/** What the views read: rounds in memory, and the stored history. */
export function createViewSource(
  { clusters: configured, retentionDays }: Pick<HighwaterEnv, 'clusters' | 'retentionDays'>,
  { board, burrowWindows }: { readonly board: RoundBoard; readonly burrowWindows: BurrowWindows },
  database: Database | null,
  accesses: Pick<ClusterAccesses, 'gateway'>,
  nowMs: () => number,
): ViewSource {
  const clusters = configured.map(
    ({ clusterId, clusterName, isDemo, kafka }): ConfiguredCluster => ({
      clusterId,
      clusterName,
      isDemo,
      bootstrapServers: kafka.bootstrapServers,
    }),
  );
  const configuredIds = new Set(clusters.map((cluster) => cluster.clusterId));
  return {
    ...createBrokerReader(accesses, nowMs),
    nowMs,
    round: (clusterId) => board.round(clusterId),
    burrowWindow: burrowWindows.read,
    clusters: () => [...clusters, ...clustersPolledElsewhere(board, configuredIds)],
    readLagHistory: async (query) =>
      readLagHistory(requireDatabase(database), query, { retentionDays, nowMs: nowMs() }),
    readClusterLagHistory: async (query) =>
      readClusterLagHistory(requireDatabase(database), query, { retentionDays, nowMs: nowMs() }),
    readLogHistory: async (query) =>
      readLogHistory(requireDatabase(database), query, { retentionDays, nowMs: nowMs() }),
    readAuditEvents: async (query) => readAuditEvents(requireDatabase(database), query),
    readEvents: async (query) => readClusterEvents(requireDatabase(database), query),
    readWatchedSpans: async (...range) => readWatchedSpans(requireDatabase(database), ...range),
    readClusterSetting: async (clusterId, key) => readClusterSetting(requireDatabase(database), clusterId, key),
    readAlerts: async (clusterId) => readAlertState(requireDatabase(database), clusterId),
    readAlertIncidents: async (query) => readAlertIncidents(requireDatabase(database), query),
    readFreshness: async (clusterId, queries) => readFreshness(requireDatabase(database), clusterId, queries, nowMs()),
    readFreshnessMinutes: async (clusterId, query, fromMs, untilMs) =>
      readMinutes(requireDatabase(database), { clusterId, ...query }, fromMs, untilMs),
    readOperationRuns: async (query) => readOperationRuns(requireDatabase(database), query),
    readOperationRun: async (clusterId, runId) => readOperationRun(requireDatabase(database), clusterId, runId),
  };
}

/** A web process may run without the configuration that a collector elsewhere has. */
function clustersPolledElsewhere(board: RoundBoard, configuredIds: ReadonlySet<string>): ConfiguredCluster[] {
  return board
    .rounds()
    .filter(({ snapshot }) => !configuredIds.has(snapshot.clusterId))
    .map(({ snapshot }) => ({
      clusterId: snapshot.clusterId,
      clusterName: snapshot.clusterName,
      isDemo: snapshot.isDemo,
      bootstrapServers: [],
    }));
}

function requireDatabase(database: Database | null): Database {
  if (database === null) {
    throw new AppError('database_unreachable', 'What is stored needs the database, which is not set up');
  }
  return database;
}
