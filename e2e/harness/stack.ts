import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planExporters } from '@/demo/broker-agents';
import { ensureBuild } from '@/demo/build';
import { findFreePorts } from '@/demo/free-ports';
import { startHighwater, waitForSnapshot } from '@/demo/highwater-process';
import { startKafkaCluster } from '@/demo/kafka-cluster';
import { startTraffic } from '@/demo/traffic';
import { serveStackControl } from './stack-control';

const POLL_SECONDS = '2';

/**
 * Playwright's global setup: one real stack (three brokers, traffic, Postgres, Highwater) for all journeys.
 * E2E_BASE_URL names a running Highwater to use instead, whose traffic and brokers tests then cannot touch.
 */
export default async function startStack(): Promise<() => Promise<void>> {
  if (process.env.E2E_BASE_URL) return async () => undefined;
  const dataDir = await mkdtemp(join(tmpdir(), 'highwater-e2e-'));
  // Postgres refuses to run as root, and another user must be able to walk through.
  await chmod(dataDir, 0o755);
  const building = ensureBuild();
  building.catch(() => undefined);
  const agents = await planExporters(3);
  const cluster = await startKafkaCluster({ dataDir: join(dataDir, 'kafka'), jvmFlags: agents.jvmFlags });
  const { bootstrapServers } = cluster;
  const traffic = await startTraffic({ bootstrapServers, logPath: join(dataDir, 'traffic.log') });
  await building;
  const [port = 0] = await findFreePorts([undefined]);
  const highwater = await startHighwater({
    port,
    logPath: join(dataDir, 'highwater.log'),
    env: {
      HIGHWATER_AUTH: 'off',
      HIGHWATER_CLUSTER_NAME: 'demo',
      HIGHWATER_DEMO_CLUSTER: 'true',
      HIGHWATER_BROKER_METRICS_URL: agents.urls,
      HIGHWATER_DATA_DIR: dataDir,
      HIGHWATER_POLL_INTERVAL: POLL_SECONDS,
      KAFKA_BROKERS: bootstrapServers,
    },
  });
  await waitForSnapshot(highwater.url, cluster.nodes.length);
  const control = await serveStackControl(cluster, traffic);
  process.env.E2E_BASE_URL = highwater.url;
  process.env.E2E_KAFKA_BROKERS = bootstrapServers;
  process.env.E2E_CONTROL_URL = control.url;
  return async () => {
    await control.stop();
    await Promise.all([highwater.stop(), traffic.stop()]);
    await cluster.discard();
    await rm(dataDir, { recursive: true, force: true });
  };
}
