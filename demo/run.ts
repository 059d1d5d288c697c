import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureBuild, highwaterEntry, isBuildCurrent } from './build';
import { findFreePorts } from './free-ports';
import { startHighwater, waitForSnapshot } from './highwater-process';
import { type KafkaCluster, startKafkaCluster } from './kafka-cluster';
import { ensureKafkaJars } from './kafka-jars';
import { showProgress } from './progress';
import { type RecordedProcess, stopStaleProcesses } from './stale-processes';
import { startTraffic } from './traffic';

const WANTED_PORT = Number(process.env.PORT || 9000);
const BROKER_PORTS = [9092, 9093, 9094];
const dataDir = resolve(process.env.HIGHWATER_DATA_DIR || '.highwater', 'demo');

/** What is running, in the order of its start; stopped from the last to the first. */
const parts: { readonly stop: () => Promise<void> }[] = [];
let isStopping = false;

process.on('SIGINT', () => void stopAll(0));
process.on('SIGTERM', () => void stopAll(0));
process.on('SIGHUP', () => void stopAll(0));
stopWithParent();
await main().catch(async (error: Error) => {
  if (isStopping) return;
  console.error(`\n${error.message}`);
  await stopAll(1);
});

async function main(): Promise<void> {
  const brokers = readBrokersOption() ?? process.env.KAFKA_BROKERS;
  mkdirSync(dataDir, { recursive: true });
  console.log('Highwater demo');
  const build = isBuildCurrent() ? Promise.resolve() : showProgress('Building Highwater', ensureBuild);
  const kafka = brokers ? Promise.resolve(null) : startDemoKafka();
  const traffic = kafka.then((cluster) => cluster && startDemoTraffic(cluster));
  // Whichever fails first is told; the others then fail because all is being stopped.
  traffic.catch(() => undefined);
  const [cluster] = await Promise.all([kafka, build]);
  const url = await startDemoHighwater(brokers ?? null, cluster);
  await traffic;
  if (cluster)
    console.log(`  Kafka listens on ${cluster.bootstrapServers}. All data is under ${dataDir}. Ctrl-C stops all.`);
  console.log(`Highwater is ready on ${url}`);
}

async function startDemoKafka(): Promise<KafkaCluster> {
  await showProgress('Fetching the Kafka jars', ensureKafkaJars);
  const options = { dataDir: join(dataDir, 'kafka'), ports: BROKER_PORTS };
  const cluster = await showProgress('Starting three Kafka brokers', () => startKafkaCluster(options));
  parts.push(cluster);
  return cluster;
}

async function startDemoTraffic({ bootstrapServers }: KafkaCluster): Promise<void> {
  const logPath = join(dataDir, 'traffic.log');
  parts.push(await showProgress('Starting live traffic', () => startTraffic({ bootstrapServers, logPath })));
}

async function startDemoHighwater(brokers: string | null, cluster: KafkaCluster | null): Promise<string> {
  const recordPath = join(dataDir, 'highwater.json');
  await stopStaleProcesses(readRecorded(recordPath));
  const [port = WANTED_PORT] = await findFreePorts([WANTED_PORT]);
  if (port !== WANTED_PORT) console.log(`  Port ${WANTED_PORT} is taken, so this demo listens on ${port}.`);
  const env: Record<string, string> = {
    HIGHWATER_AUTH: process.env.HIGHWATER_AUTH || 'off',
    HIGHWATER_POLL_INTERVAL: process.env.HIGHWATER_POLL_INTERVAL || '5',
    HIGHWATER_DATA_DIR: dataDir,
    KAFKA_BROKERS: cluster?.bootstrapServers ?? brokers ?? '',
    ...(cluster ? { HIGHWATER_CLUSTER_NAME: 'demo', HIGHWATER_DEMO_CLUSTER: 'true' } : {}),
  };
  const logPath = join(dataDir, 'highwater.log');
  const highwater = await showProgress('Starting Highwater and its database', () =>
    startHighwater({ port, logPath, env }),
  );
  parts.push(highwater);
  writeFileSync(recordPath, JSON.stringify([{ pid: highwater.pid, parentPid: process.pid, marker: highwaterEntry }]));
  void highwater.exited.then(() => {
    if (isStopping) return;
    console.error(`Highwater ended; its log is ${logPath}`);
    void stopAll(1);
  });
  await showProgress('Reading the cluster for the first time', () =>
    waitForSnapshot(highwater.url, cluster ? 3 : 1),
  ).catch((error: Error) => {
    // A cluster of somebody else's may be down; the console says what is wrong with it.
    if (cluster) throw error;
    console.log(`  ${brokers} has not answered yet.`);
  });
  return highwater.url;
}

function readBrokersOption(): string | null {
  const args = process.argv.slice(2);
  if (args.length === 0) return null;
  const [name, inline] = args[0]?.split('=', 2) ?? [];
  const value = inline ?? args[1];
  if (name !== '--brokers' || !value) {
    console.error('usage: npm run demo [-- --brokers host:port,…]');
    process.exit(2);
  }
  return value;
}

function readRecorded(path: string): RecordedProcess[] {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as RecordedProcess[]) : [];
}

async function stopAll(exitCode: number): Promise<void> {
  // The second ctrl-C of an impatient person: children are killed as this process exits.
  if (isStopping) process.exit(1);
  isStopping = true;
  console.log('\nStopping …');
  for (const part of parts.reverse()) await part.stop().catch((error: Error) => console.error(error.message));
  console.log('Stopped; the next start continues with the same data.');
  process.exit(exitCode);
}

/** `kill` of the npm in front of us reaches us only this way. */
function stopWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent && !isStopping) void stopAll(0);
  }, 1_000).unref();
}
