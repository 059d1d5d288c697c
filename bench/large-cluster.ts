/**
 * A lag round on a simulated cluster of 1,000 brokers, 200,000 partitions and 10,000 groups with 500,000 positions, each
 * side in a process of its own: wall and CPU of a round, the longest turn of the event loop, and memory. Then whole rounds
 * of a collector, without a database: the longest turn of each of its stages.
 */
import { printGoal } from './figures/print-goal';
import { median } from './figures/statistics';
import type { CollectorRound } from './lag-round/collector-worker';
import { startCollectorWorker, startWorker } from './lag-round/competitors';
import type { WorkerRound } from './lag-round/lag-worker';
import type { ClusterShape } from './simulator/cluster-shape';
import { startSimulator } from './simulator/start-simulator';

const SHAPE: ClusterShape = {
  brokers: 1_000,
  topics: 20_000,
  partitions: 200_000,
  groups: 10_000,
  positionsOfGroup: 50,
  delayMs: 0,
};
const WARM_UP = 3;
const ROUNDS = 9;
const LIMITS = { full: 1_000, cached: 500 };
const LIMIT_TURN_MS = 50;
const LIMIT_MEMORY_MB = 450;

async function measure(mode: keyof typeof LIMITS, bootstrapServers: string): Promise<void> {
  const worker = startWorker(bootstrapServers, mode);
  const rounds: WorkerRound[] = [];
  try {
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      const figures = await worker.run();
      if (round >= 0) rounds.push(figures);
    }
  } finally {
    worker.stop();
  }
  const of = (figure: keyof WorkerRound) => rounds.map((round) => round[figure]);
  const cpuMs = median(of('cpuMs'));
  const note = `CPU ${cpuMs.toFixed(0)} ms, ${median(of('requests'))} requests, ${median(of('rows'))} rows`;
  printGoal({ name: `P6 a round, ${mode}`, value: median(of('wallMs')), limit: LIMITS[mode], unit: 'ms', note });
  const turnMs = median(of('longestTurnMs'));
  printGoal({ name: `P6 longest turn of the event loop, ${mode}`, value: turnMs, limit: LIMIT_TURN_MS, unit: 'ms' });
  const memoryMb = Math.max(...of('memoryMb'));
  printGoal({ name: `P6 resident memory, ${mode}`, value: memoryMb, limit: LIMIT_MEMORY_MB, unit: 'MB' });
  const missing = SHAPE.groups * SHAPE.positionsOfGroup - Math.min(...of('rows'));
  printGoal({ name: `P6 rows that are missing, ${mode}`, value: missing, limit: 0, unit: 'rows' });
}

/** What judges, plans and packs a round must leave the event loop to others as much as what reads it. */
async function measureCollector(bootstrapServers: string): Promise<void> {
  const worker = startCollectorWorker(bootstrapServers);
  const rounds: CollectorRound[] = [];
  try {
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      const figures = await worker.run();
      if (round >= 0) rounds.push(figures);
    }
  } finally {
    worker.stop();
  }
  const cpuMs = median(rounds.map((round) => round.cpuMs));
  for (const stage of ['read', 'judge', 'rows', 'events', 'pack'] as const) {
    const turns = rounds.map((round) => round[stage]);
    const note = `longest of all ${Math.max(...turns).toFixed(0)} ms`;
    const name = `P6 longest turn of a collector's round, ${stage}`;
    printGoal({ name, value: median(turns), limit: LIMIT_TURN_MS, unit: 'ms', note });
  }
  console.log(`a collector's whole round: CPU ${cpuMs.toFixed(0)} ms`);
}

const simulator = await startSimulator(SHAPE);
console.log(`simulated cluster: ${JSON.stringify(SHAPE)}, ${simulator.memoryMb.toFixed(0)} MB`);
try {
  for (const mode of ['full', 'cached'] as const) await measure(mode, simulator.bootstrapServers);
  await measureCollector(simulator.bootstrapServers);
} finally {
  simulator.stop();
}
