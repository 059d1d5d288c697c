import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { type KafkaCluster, startKafkaCluster } from '../demo/kafka-cluster';
import { startTraffic } from '../demo/traffic';

/** `npm run dev`: Highwater from source with reload, over KAFKA_BROKERS or else the demo's cluster and traffic. */
const dataDir = resolve(process.env.HIGHWATER_DATA_DIR || '.highwater', 'dev');
const parts: { stop(): Promise<void> }[] = [];

async function startCluster(): Promise<KafkaCluster> {
  console.log('Starting three Kafka brokers and live traffic …');
  const cluster = await startKafkaCluster({ dataDir: `${dataDir}/kafka`, ports: [9092, 9093, 9094] });
  parts.push(cluster);
  parts.push(await startTraffic({ bootstrapServers: cluster.bootstrapServers, logPath: `${dataDir}/traffic.log` }));
  return cluster;
}

const cluster = process.env.KAFKA_BROKERS ? null : await startCluster();
const highwater = spawn(process.execPath, ['--import', 'tsx', 'lib/server/highwater.ts', 'all'], {
  stdio: 'inherit',
  env: {
    ...process.env,
    HIGHWATER_AUTH: process.env.HIGHWATER_AUTH || 'off',
    HIGHWATER_POLL_INTERVAL: process.env.HIGHWATER_POLL_INTERVAL || '5',
    HIGHWATER_DATA_DIR: dataDir,
    ...(cluster
      ? { KAFKA_BROKERS: cluster.bootstrapServers, HIGHWATER_CLUSTER_NAME: 'demo', HIGHWATER_DEMO_CLUSTER: 'true' }
      : {}),
  },
});

highwater.once('exit', async (code) => {
  for (const part of parts.reverse()) await part.stop();
  process.exit(code ?? 0);
});
process.on('SIGINT', () => highwater.kill('SIGINT'));
process.on('SIGTERM', () => highwater.kill('SIGTERM'));
