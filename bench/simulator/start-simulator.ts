import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { ClusterShape, SimulatorReady } from './cluster-shape';

/** A simulated cluster in a child process, so that its work is not charged to who reads it. */
export async function startSimulator(shape: ClusterShape): Promise<SimulatorReady & { stop(): void }> {
  const script = path.join(import.meta.dirname, 'simulated-cluster.ts');
  const child = fork(script, [JSON.stringify(shape)], { execArgv: ['--import', 'tsx'] });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the simulated cluster ended with ${code}`);
  });
  const [ready] = (await Promise.race([once(child, 'message'), ended])) as [SimulatorReady];
  ended.catch(() => undefined);
  return { ...ready, stop: () => child.kill('SIGKILL') };
}
