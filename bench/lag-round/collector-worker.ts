/**
 * A collector's whole rounds in a process of their own, without a database: read, judge, plan rows and events, pack.
 * `collector-worker.ts <brokers>`: each message from the parent runs one round and is answered with its figures.
 */
import { createEvaluationWindow, evaluateRoundInSteps } from '@/lib/domain/evaluate-cluster';
import { createEventsState, planRoundEventsInSteps } from '@/lib/domain/events/plan-round-events';
import type { ClusterSnapshot } from '@/lib/domain/snapshot';
import { createLagRowsState, planLagRowsInSteps } from '@/lib/server/collector/plan-lag-rows';
import { createKafkaGateway } from '@/lib/server/kafka/gateway';
import { createSnapshotReader } from '@/lib/server/kafka/snapshot-reader';
import { runInSlices } from '@/lib/server/run-in-slices';
import { encodeRound } from '@/lib/server/store/round-codec';
import { watchTurns } from '../figures/turn-watch';

const STAGES = ['read', 'judge', 'rows', 'events', 'pack'] as const;

/** The longest turn of the event loop in each stage of one round, in ms of CPU. */
export type CollectorRound = Readonly<Record<(typeof STAGES)[number], number>> & { readonly cpuMs: number };

const [brokers = ''] = process.argv.slice(2);
const gateway = createKafkaGateway({ bootstrapServers: brokers.split(',') });
const reader = createSnapshotReader(gateway, { clusterId: 'sim', clusterName: 'Simulated', isDemo: false });
const turns = watchTurns();
let previous: ClusterSnapshot | null = null;
let window = createEvaluationWindow();
let rows = createLagRowsState([]);
let events = createEventsState(null);
let roundNumber = 0;

async function runRound(): Promise<CollectorRound> {
  const cpu = process.cpuUsage();
  turns.takeLongestMs();
  const snapshot: ClusterSnapshot = await reader.readRound(previous, {
    pollIntervalMs: 10_000,
    collector: {
      instanceId: 'bench',
      leaseEpoch: 1,
      roundNumber: ++roundNumber,
      roundDurationMs: 0,
      overrunCount: 0,
      bufferedRounds: 0,
      requests: [],
    },
  });
  previous = snapshot;
  const read = turns.takeLongestMs();
  const judged = await runInSlices(evaluateRoundInSteps(window, snapshot));
  window = judged.window;
  const judge = turns.takeLongestMs();
  rows = (await runInSlices(planLagRowsInSteps(rows, snapshot))).state;
  const planned = turns.takeLongestMs();
  events = (await runInSlices(planRoundEventsInSteps(events, snapshot, []))).state;
  const told = turns.takeLongestMs();
  await encodeRound({ snapshot, evaluation: judged.evaluation });
  const pack = turns.takeLongestMs();
  const { user, system } = process.cpuUsage(cpu);
  return { read, judge, rows: planned, events: told, pack, cpuMs: (user + system) / 1_000 };
}

process.on('message', async () => process.send?.(await runRound()));
process.on('disconnect', () => process.exit(0));
