import { setTimeout as sleep } from 'node:timers/promises';
import type { KafkaCluster } from '@/demo/kafka-cluster';
import { type Competitor, readCpuMs } from './competitors';

const ROUNDS_A_BLOCK = 40;
const BLOCKS = 4;
const IDLE_MS = 2_000;

/**
 * CPU of all brokers together that a round of each costs, what they use anyway taken off: blocks of rounds of each in
 * turn, the least of all blocks, since other work only adds.
 */
export async function measureBrokerCpu(cluster: KafkaCluster, competitors: readonly Competitor[]): Promise<number[]> {
  const readAll = () => cluster.nodes.reduce((sum, { pid }) => sum + (readCpuMs(pid) ?? Number.NaN), 0);
  const least = competitors.map(() => Number.POSITIVE_INFINITY);
  for (let block = 0; block < BLOCKS; block++) {
    const idleFromMs = readAll();
    await sleep(IDLE_MS);
    const idlePerMs = (readAll() - idleFromMs) / IDLE_MS;
    for (const [index, competitor] of competitors.entries()) {
      const [beforeMs, startedMs] = [readAll(), performance.now()];
      for (let round = 0; round < ROUNDS_A_BLOCK; round++) await competitor.run();
      const usedMs = readAll() - beforeMs - idlePerMs * (performance.now() - startedMs);
      least[index] = Math.min(least[index] ?? Number.POSITIVE_INFINITY, usedMs / ROUNDS_A_BLOCK);
    }
  }
  return least;
}
