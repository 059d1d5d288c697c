import type { ClusterShape } from '../simulator/cluster-shape';
import { startSimulator } from '../simulator/start-simulator';
import { startWorker } from './competitors';

export const ROUND_TRIP_MS = 50;
const ROUNDS = 12;
/** As large as the real one beside it. */
const SHAPE: ClusterShape = {
  brokers: 3,
  topics: 500,
  partitions: 5_000,
  groups: 300,
  positionsOfGroup: 50,
  delayMs: ROUND_TRIP_MS,
};

/** Wall of a full round on a simulated cluster that takes 50 ms to answer each request: the least of some. */
export async function measureDistantRound(): Promise<number> {
  const simulator = await startSimulator(SHAPE);
  const worker = startWorker(simulator.bootstrapServers, 'full');
  try {
    let leastMs = Number.POSITIVE_INFINITY;
    for (let round = 0; round < ROUNDS; round++) leastMs = Math.min(leastMs, (await worker.run()).wallMs);
    return leastMs;
  } finally {
    worker.stop();
    simulator.stop();
  }
}
