import { setTimeout as sleep } from 'node:timers/promises';
import type { ConfiguredKafkaCluster } from '@/lib/server/env';
import { createKafkaGateway, type KafkaGateway } from '@/lib/server/kafka/gateway';
import { log } from '@/lib/server/log';
import type { ClusterAccess } from '@/lib/server/operations/operation-context';
import { reconcileLostRuns } from '@/lib/server/operations/reconcile-runs';
import { runElectionPolicy } from '@/lib/server/operations/run-election-policy';
import { stepRuns } from '@/lib/server/operations/step-runs';
import type { Database } from '@/lib/server/store/database';
import { type Lease, writeUnderLease } from '@/lib/server/store/lease';
import { deleteEndedPreviews } from '@/lib/server/store/operation-previews';

const STEP_INTERVAL_MS = 1_000;
const RECONCILE_INTERVAL_MS = 10_000;

export interface OperationUpkeepOptions {
  readonly database: Database;
  readonly cluster: ConfiguredKafkaCluster;
  readonly secret: string | null;
  readonly publicUrl: string | null;
}

/** Goes on with the changes of one cluster while its lease is held. */
export interface OperationUpkeep {
  stop(): Promise<void>;
}

export function startOperationUpkeep(
  { database, cluster, secret, publicUrl }: OperationUpkeepOptions,
  lease: Lease,
  isOver: () => boolean,
): OperationUpkeep {
  const stopping = new AbortController();
  let gateway: KafkaGateway | null = null;
  // A gateway of its own: what a move waits for never holds up a round. No socket is opened while there is nothing to do.
  const connect = (): ClusterAccess => {
    gateway ??= createKafkaGateway(cluster.kafka);
    return { clusterId: cluster.clusterId, gateway, database, secret, publicUrl };
  };
  const done = work();

  async function work(): Promise<void> {
    let reconciledAtMs = Number.NEGATIVE_INFINITY;
    while (!stopping.signal.aborted && !isOver()) {
      const isReconciling = performance.now() - reconciledAtMs >= RECONCILE_INTERVAL_MS;
      if (isReconciling) reconciledAtMs = performance.now();
      await advance(connect, lease, isReconciling).catch((error: unknown) => {
        log.debug({ err: error, cluster: cluster.clusterId }, 'changes could not be gone on with');
      });
      await sleep(STEP_INTERVAL_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  return {
    stop: async () => {
      stopping.abort();
      await done;
      await gateway?.close();
    },
  };
}

async function advance(connect: () => ClusterAccess, lease: Lease, isReconciling: boolean): Promise<void> {
  const access = connect();
  await stepRuns(access, (write) => writeUnderLease(access.database, lease, write));
  if (!isReconciling) return;
  await reconcileLostRuns(access);
  await runElectionPolicy(access, Date.now());
  await deleteEndedPreviews(access.database);
}
