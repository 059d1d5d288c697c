import { upsertClusters } from '@/lib/server/store/clusters';
import type { Database } from '@/lib/server/store/database';
import { createLagHistoryWriter } from '@/lib/server/store/lag-history';
import { acquireLease, type Lease } from '@/lib/server/store/lease';
import { readOpenLogSeries } from '@/lib/server/store/log-series';
import { rollUp } from '@/lib/server/store/rollup';
import { createTestDatabase } from '@/lib/server/store/test-database';
import { createLagRowsState, planLagRows } from './plan-lag-rows';
import { createLogRowsState, planLogRows } from './plan-log-rows';
import { describeTestSnapshot, type TestRound } from './test-snapshot';

/** A real database for tests of the history, with one cluster at a time to write rounds of. */
export interface HistoryRig {
  readonly database: Database;
  /** Begins a cluster of which nothing is stored. */
  nextCluster(): Promise<void>;
  lease(): Lease;
  /** Writes rounds as the collector does. */
  append(rounds: readonly TestRound[]): Promise<void>;
  rollUp(): Promise<void>;
  drop(): Promise<void>;
}

export async function createHistoryRig(databaseUrl: string): Promise<HistoryRig> {
  const test = await createTestDatabase(databaseUrl);
  const { database } = test;
  let count = 0;
  let held: Lease | null = null;
  const lease = () => {
    if (held === null) throw new Error('no cluster has begun');
    return held;
  };
  return {
    database,
    lease,
    nextCluster: async () => {
      count += 1;
      const clusterId = `history-${count}`;
      await upsertClusters(database, [{ clusterId, clusterName: clusterId, isDemo: false }]);
      held = await acquireLease(database, clusterId, 'test', 3_600_000);
    },
    append: async (rounds) => {
      const writer = createLagHistoryWriter(database, lease());
      let state = createLagRowsState([]);
      let logs = createLogRowsState(await readOpenLogSeries(database, lease().clusterId));
      for (const round of rounds) {
        const snapshot = describeTestSnapshot(round);
        const planned = planLagRows(state, snapshot);
        state = planned.state;
        const plannedLogs = planLogRows(logs, snapshot, planned.round.spanFromMs === round.capturedAtMs);
        logs = plannedLogs.state;
        await writer.append({ ...planned.round, logs: plannedLogs.rows });
      }
    },
    rollUp: () => rollUp(database, lease()),
    drop: () => test.drop(),
  };
}
