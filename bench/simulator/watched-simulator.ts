import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuild } from '@/demo/build';
import { findFreePorts } from '@/demo/free-ports';
import { startHighwater, waitForSnapshot } from '@/demo/highwater-process';
import type { ClusterShape } from './cluster-shape';
import { startSimulator } from './start-simulator';

/** Where the simulated cluster is in the addresses of the console. */
export const SIMULATED_CLUSTER = '/clusters/sim';

export interface WatchedSimulator {
  readonly url: string;
  stop(): Promise<void>;
}

/** The built Highwater, as `npm start` runs it, before a simulated cluster; resolves when its first round is shown. */
export async function watchSimulator(shape: ClusterShape): Promise<WatchedSimulator> {
  await ensureBuild();
  const dataDir = await mkdtemp(join(tmpdir(), 'highwater-simulated-'));
  // Postgres refuses to run as root, and another user must be able to walk through.
  await chmod(dataDir, 0o755);
  const simulator = await startSimulator(shape);
  const [port = 0] = await findFreePorts([undefined]);
  const highwater = await startHighwater({
    port,
    logPath: join(dataDir, 'highwater.log'),
    env: {
      HIGHWATER_AUTH: 'off',
      HIGHWATER_CLUSTER_NAME: 'sim',
      HIGHWATER_DATA_DIR: dataDir,
      KAFKA_BROKERS: simulator.bootstrapServers,
    },
  });
  const stop = async () => {
    await highwater.stop();
    simulator.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await waitForSnapshot(highwater.url, shape.brokers);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: highwater.url, stop };
}
