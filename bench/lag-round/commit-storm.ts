import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { median } from '../figures/statistics';
import type { Competitor } from './competitors';

/** Offset records committed per second. */
export const COMMIT_RATES = [0, 2_000, 10_000] as const;
const BLOCKS = 3;
const ROUNDS_A_BLOCK = 30;
const RAMP_MS = 1_500;

/** CPU of our round at each rate: the least of the blocks' medians, the rates in turn so that all meet the same weather. */
export async function measureUnderCommits(storm: string, brokers: string, worker: Competitor): Promise<number[]> {
  const least = COMMIT_RATES.map(() => Number.POSITIVE_INFINITY);
  for (let block = 0; block < BLOCKS; block++) {
    for (const [index, rate] of COMMIT_RATES.entries()) {
      const stop = rate === 0 ? async () => undefined : startStorm(storm, brokers, rate);
      await sleep(RAMP_MS);
      const cpuMs: number[] = [];
      for (let round = 0; round < ROUNDS_A_BLOCK; round++) cpuMs.push((await worker.run()).cpuMs ?? Number.NaN);
      await stop();
      least[index] = Math.min(least[index] ?? Number.POSITIVE_INFINITY, median(cpuMs));
    }
  }
  return least;
}

function startStorm(binary: string, brokers: string, rate: number): () => Promise<void> {
  const load = ['-prefix', 'lg-w2-', '-topics', '500', '-groups', '300', '-rate', String(rate), '-dur', '10m'];
  const child = spawn(binary, ['-brokers', brokers, ...load], { stdio: 'ignore' });
  return async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
}
