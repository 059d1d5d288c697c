import { log } from '@/lib/server/log';
import type { Database } from '@/lib/server/store/database';
import { isLeaseLost, type Lease } from '@/lib/server/store/lease';
import { applyRetention } from '@/lib/server/store/retention';
import { rollUp } from '@/lib/server/store/rollup';
import { judgeFreshnessOfCluster } from './judge-freshness';

const ROLLUP_INTERVAL_MS = 15_000;
const RETENTION_INTERVAL_MS = 3_600_000;

/** Background work on the history, one piece at a time, never in the way of a round. */
export interface HistoryUpkeep {
  /** Does what is due for the cluster of the lease; at once nothing when a piece is running. */
  run(lease: Lease): void;
  stop(): Promise<void>;
}

export function createHistoryUpkeep(database: Database, retentionDays: number): HistoryUpkeep {
  const stopping = new AbortController();
  const rolledAtMs = new Map<string, number>();
  let retainedAtMs = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | null = null;

  async function work(lease: Lease): Promise<void> {
    const now = performance.now();
    if (now - (rolledAtMs.get(lease.clusterId) ?? Number.NEGATIVE_INFINITY) >= ROLLUP_INTERVAL_MS) {
      rolledAtMs.set(lease.clusterId, now);
      const { signal } = stopping;
      await rollUp(database, lease, signal);
      await judgeFreshnessOfCluster(database, lease, { retentionDays, nowMs: Date.now(), signal });
    }
    if (now - retainedAtMs >= RETENTION_INTERVAL_MS) {
      retainedAtMs = now;
      const dropped = await applyRetention(database, retentionDays, Date.now());
      if (dropped.length > 0) log.info({ partitions: dropped.length }, 'old history was dropped');
    }
  }

  return {
    run: (lease) => {
      if (running !== null || stopping.signal.aborted) return;
      running = work(lease)
        .catch((error: unknown) => {
          if (!isLeaseLost(error))
            log.warn({ cluster: lease.clusterId, err: error }, 'the history could not be rolled up');
        })
        .finally(() => {
          running = null;
        });
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
