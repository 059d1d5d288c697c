import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type KafkaCluster, type KafkaClusterOptions, startKafkaCluster } from '@/demo/kafka-cluster';
import { testedKafkaVersion } from '@/demo/kafka-version';

/**
 * A cluster of one test file's own, for tests that kill, pause or restart brokers: start it in `beforeAll` and
 * `discard()` it in `afterAll`. Starting takes some seven seconds, so share it inside the file.
 */
export async function startDisposableCluster(
  options: Omit<KafkaClusterOptions, 'dataDir'> = {},
): Promise<KafkaCluster> {
  const dataDir = await mkdtemp(join(tmpdir(), 'highwater-disposable-'));
  return startKafkaCluster({ version: testedKafkaVersion(), ...options, dataDir });
}
