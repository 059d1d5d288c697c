import { setTimeout as sleep } from 'node:timers/promises';
import { createAlertRunner } from '@/lib/server/alerts/alert-runner';
import type { ConfiguredKafkaCluster } from '@/lib/server/env';
import { log } from '@/lib/server/log';
import type { Database } from '@/lib/server/store/database';
import { readOpenSeries } from '@/lib/server/store/lag-series';
import { acquireLease, LEASE_TTL_MS, type Lease, releaseLease, renewLease } from '@/lib/server/store/lease';
import { readOpenLogSeries } from '@/lib/server/store/log-series';
import type { EncodedRound } from '@/lib/server/store/round-codec';
import { readLatestRound } from '@/lib/server/store/round-store';
import { startAlertUpkeep } from './alert-upkeep';
import { runClusterRounds } from './cluster-rounds';
import { startOperationUpkeep } from './operation-upkeep';
import { createRoundClock, type RoundClock } from './round-clock';
import { createRoundWriter } from './round-writer';

const ACQUIRE_INTERVAL_MS = 1_000;
const RENEW_INTERVAL_MS = LEASE_TTL_MS / 4;
/** Time to store what waits when we stop or hand over. */
const FLUSH_MS = 4_000;

export interface ClusterCollectorOptions {
  readonly database: Database;
  readonly cluster: ConfiguredKafkaCluster;
  readonly pollIntervalMs: number;
  readonly instanceId: string;
  /** Key of stored secrets and address for links in messages; null when unset. */
  readonly secret: string | null;
  readonly publicUrl: string | null;
  readonly publish: (encoded: EncodedRound) => void;
  /** Background work of whoever holds the lease, after rows were stored. */
  readonly onStored: (lease: Lease) => void;
}

export interface ClusterCollector {
  want(): void;
  stop(): Promise<void>;
}

/** Polls one cluster whenever this process holds its lease, and waits for the lease otherwise. */
export function startClusterCollector(options: ClusterCollectorOptions): ClusterCollector {
  const stopping = new AbortController();
  let clock: RoundClock | null = null;
  const done = runForever(options, stopping.signal, (next) => {
    clock = next;
  });
  return {
    want: () => clock?.want(),
    stop: async () => {
      stopping.abort();
      clock?.stop();
      await done;
    },
  };
}

async function runForever(
  options: ClusterCollectorOptions,
  stopping: AbortSignal,
  setClock: (clock: RoundClock | null) => void,
): Promise<void> {
  const { database, cluster, instanceId } = options;
  let lastProblem: string | null = null;
  while (!stopping.aborted) {
    try {
      const lease = await acquireLease(database, cluster.clusterId, instanceId);
      if (lease) await runAsHolder(options, lease, stopping, setClock);
      lastProblem = null;
    } catch (error) {
      const problem = (error as Error).message;
      if (problem !== lastProblem)
        log.warn({ cluster: cluster.clusterId, reason: problem }, 'the cluster is not polled');
      lastProblem = problem;
    }
    await sleep(ACQUIRE_INTERVAL_MS, undefined, { signal: stopping }).catch(() => undefined);
  }
}

async function runAsHolder(
  options: ClusterCollectorOptions,
  lease: Lease,
  stopping: AbortSignal,
  setClock: (clock: RoundClock | null) => void,
): Promise<void> {
  const { database, cluster, pollIntervalMs } = options;
  log.info({ cluster: cluster.clusterId, epoch: lease.epoch }, 'this process polls the cluster');
  const clock = createRoundClock(pollIntervalMs);
  const held = { isLost: false };
  const lose = () => {
    held.isLost = true;
    clock.stop();
  };
  const renewal = setInterval(() => void renewOrLose(database, lease, lose), RENEW_INTERVAL_MS);
  const writer = createRoundWriter({
    database,
    lease,
    pollIntervalMs,
    onLeaseLost: lose,
    onStored: () => options.onStored(lease),
  });
  const isOver = () => held.isLost || stopping.aborted;
  const changes = startOperationUpkeep(options, lease, isOver);
  const alerts = createAlertRunner(database, lease);
  const messages = startAlertUpkeep({ ...options, clusterId: cluster.clusterId }, isOver);
  try {
    const [latest, openSeries, openLogSeries] = await Promise.all([
      readLatestRound(database, cluster.clusterId),
      readOpenSeries(database, cluster.clusterId),
      readOpenLogSeries(database, cluster.clusterId),
    ]);
    setClock(clock);
    await runClusterRounds({
      ...options,
      lease,
      clock,
      writer,
      openSeries,
      openLogSeries,
      previous: latest?.round ?? null,
      onJudged: alerts.take,
      isOver,
    });
  } finally {
    setClock(null);
    await Promise.all([changes.stop(), alerts.close(), messages.stop()]);
    await writer.close(Date.now() + FLUSH_MS);
    clearInterval(renewal);
    if (!held.isLost) await releaseLease(database, lease).catch(() => undefined);
  }
}

/** A database that does not answer takes nothing away: nobody else can get the lease from it either. */
async function renewOrLose(database: Database, lease: Lease, lose: () => void): Promise<void> {
  const isHeld = await renewLease(database, lease).catch(() => true);
  if (!isHeld) lose();
}
