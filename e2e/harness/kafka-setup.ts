import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startKafkaCluster } from '@/demo/kafka-cluster';
import { type KafkaVersion, testedKafkaVersion } from '@/demo/kafka-version';

declare module 'vitest' {
  interface ProvidedContext {
    /** Bootstrap servers of one 3-broker cluster, shared by the whole run: `host:port,…`. Tests use names of their own. */
    kafkaBrokers: string;
    /** Their release, e.g. `4.3.1`. */
    kafkaVersion: KafkaVersion;
  }
}

/** Starts the brokers of the `kafka` suite once, of KAFKA_TEST_VERSION or else the newest; KAFKA_TEST_BROKERS names a running cluster to use instead. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const version = testedKafkaVersion();
  project.provide('kafkaVersion', version);
  const given = process.env.KAFKA_TEST_BROKERS;
  if (given) {
    project.provide('kafkaBrokers', given);
    return async () => undefined;
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'highwater-kafka-'));
  const cluster = await startKafkaCluster({ dataDir, version });
  project.provide('kafkaBrokers', cluster.bootstrapServers);
  return cluster.discard;
}
