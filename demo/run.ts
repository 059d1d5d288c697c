import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { stopOnSignal } from '@/lib/server/main/stop-on-signal';
import { type BrokerAgents, planExporters } from './broker-agents';
import { ensureBuild, highwaterEntry, isBuildCurrent } from './build';
import { findFreePorts } from './free-ports';
import { startHighwater, waitForSnapshot } from './highwater-process';
import { type KafkaCluster, startKafkaCluster } from './kafka-cluster';
import { ensureKafkaJars } from './kafka-jars';
import { type KafkaVersion, NEWEST_KAFKA, needsZooKeeper, parseKafkaVersion } from './kafka-version';
import { showProgress } from './progress';
import { type RecordedProcess, stopStaleProcesses } from './stale-processes';
import { startTraffic } from './traffic';

const WANTED_PORT = Number(process.env.PORT || 9000);
const BROKER_PORTS = [9092, 9093, 9094];
const { brokers: brokersOption, version } = readOptions(process.argv.slice(2));
/** Data of one Kafka is of no use to another. */
const dataDir = resolve(
  process.env.HIGHWATER_DATA_DIR || '.highwater',
  version === NEWEST_KAFKA ? 'demo' : `demo-${version}`,
);

/** What is running, in the order of its start; stopped from the last to the first. */
const parts: { readonly stop: () => Promise<void> }[] = [];
/** The end of everything, once it was asked for: whoever asks again waits for the same one. */
let stopping: Promise<void> | null = null;

stopOnSignal(() => stopAll(0));
process.on('SIGHUP', () => void stopAll(0));
stopWithParent();
await main().catch(async (error: Error) => {
  if (stopping !== null) return;
  console.error(`\n${error.message}`);
  await stopAll(1);
});

async function main(): Promise<void> {
  const brokers = brokersOption ?? process.env.KAFKA_BROKERS;
  mkdirSync(dataDir, { recursive: true });
  console.log('Highwater demo');
  const build = isBuildCurrent() ? Promise.resolve() : showProgress('Building Highwater', ensureBuild);
  const agents = brokers ? null : await planExporters(BROKER_PORTS.length);
  const kafka = agents === null ? Promise.resolve(null) : startDemoKafka(agents);
  const traffic = kafka.then((cluster) => cluster && startDemoTraffic(cluster));
  // Whichever fails first is told; the others then fail because all is being stopped.
  traffic.catch(() => undefined);
  const [cluster] = await Promise.all([kafka, build]);
  const url = await startDemoHighwater(brokers ?? null, cluster, agents);
  await traffic;
  if (cluster)
    console.log(`  Kafka listens on ${cluster.bootstrapServers}. All data is under ${dataDir}. Ctrl-C stops all.`);
  console.log(`Highwater is ready on ${url}`);
}

async function startDemoKafka({ jvmFlags }: BrokerAgents): Promise<KafkaCluster> {
  await showProgress('Fetching the Kafka jars', () => ensureKafkaJars(version));
  const options = { dataDir: join(dataDir, 'kafka'), ports: BROKER_PORTS, version, jvmFlags };
  const what = needsZooKeeper(version) ? 'ZooKeeper and three brokers' : 'three brokers';
  const cluster = await showProgress(`Starting ${what} of Kafka ${version}`, () => startKafkaCluster(options));
  if (version !== NEWEST_KAFKA)
    console.log(`  Kafka ${version} has no share, streams and consumer protocol groups: the demo goes without.`);
  parts.push(cluster);
  return cluster;
}

async function startDemoTraffic({ bootstrapServers }: KafkaCluster): Promise<void> {
  const logPath = join(dataDir, 'traffic.log');
  parts.push(await showProgress('Starting live traffic', () => startTraffic({ bootstrapServers, logPath })));
}

async function startDemoHighwater(
  brokers: string | null,
  cluster: KafkaCluster | null,
  agents: BrokerAgents | null,
): Promise<string> {
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
    ...(agents ? { HIGHWATER_BROKER_METRICS_URL: agents.urls } : {}),
  };
  const logPath = join(dataDir, 'highwater.log');
  const highwater = await showProgress('Starting Highwater and its database', () =>
    startHighwater({ port, logPath, env }),
  );
  parts.push(highwater);
  writeFileSync(recordPath, JSON.stringify([{ pid: highwater.pid, parentPid: process.pid, marker: highwaterEntry }]));
  void highwater.exited.then(() => {
    if (stopping !== null) return;
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

interface DemoOptions {
  readonly brokers: string | null;
  readonly version: KafkaVersion;
}

function readOptions(args: readonly string[]): DemoOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { brokers: { type: 'string' }, 'kafka-version': { type: 'string' } },
    });
    const { brokers, 'kafka-version': version } = values;
    if (brokers === '' || (brokers !== undefined && version !== undefined)) throw new Error('One of the two');
    return { brokers: brokers ?? null, version: version === undefined ? NEWEST_KAFKA : parseKafkaVersion(version) };
  } catch (error) {
    console.error(`${(error as Error).message}\nusage: npm run demo [-- --brokers host:port,… | --kafka-version 2.5]`);
    process.exit(2);
  }
}

function readRecorded(path: string): RecordedProcess[] {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as RecordedProcess[]) : [];
}

function stopAll(exitCode: number): Promise<void> {
  stopping ??= stopParts(exitCode);
  return stopping;
}

async function stopParts(exitCode: number): Promise<void> {
  console.log('\nStopping …');
  for (const part of parts.reverse()) await part.stop().catch((error: Error) => console.error(error.message));
  console.log('Stopped; the next start continues with the same data.');
  process.exit(exitCode);
}

/** `kill` of the npm in front of us reaches us only this way. */
function stopWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void stopAll(0);
  }, 1_000).unref();
}
