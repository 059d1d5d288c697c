/**
 * An hour of the demo's traffic in which a broker is killed and started again every few minutes while the API is read all
 * along: `npx tsx bench/soak.ts [--minutes 60] [--flap-seconds 180]`. Needs a build.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ensureBuild } from '@/demo/build';
import { findFreePorts } from '@/demo/free-ports';
import { type HighwaterProcess, startHighwater, waitForSnapshot } from '@/demo/highwater-process';
import { type KafkaCluster, type KafkaNode, startKafkaCluster } from '@/demo/kafka-cluster';
import { pollUntil } from '@/demo/poll-until';
import { startTraffic } from '@/demo/traffic';
import { createKafkaTestClient } from '@/lib/server/kafka/kafka-test-client';
import { printGoal } from './figures/print-goal';
import { median } from './figures/statistics';
import { findProcess, type ProcessFigures, type Role, readProcessFigures } from './soak/process-figures';
import { type ApiFindings, watchApi } from './soak/watch-api';

const { values: flags } = parseArgs({
  options: { minutes: { type: 'string', default: '60' }, 'flap-seconds': { type: 'string', default: '180' } },
});
const SOAK_MS = Number(flags.minutes) * 60_000;
const FLAP_MS = Number(flags['flap-seconds']) * 1_000;
const DOWN_MS = 45_000;
const POLL_SECONDS = 5;
const SAMPLE_MS = 10_000;
const STEADY = { groupId: 'steady', totalLag: 300 };
const ROLES: readonly Role[] = ['collector', 'web'];
const LIMIT_GROWTH_MB = 60;
const LIMIT_MORE_FILES = 8;

const brokerList = z.object({ items: z.array(z.object({ brokerId: z.number(), isReachable: z.boolean() })) });

/** A group without members that is 100 records behind on each broker, in partitions that live there alone. */
async function commitSteadyLag({ bootstrapServers }: KafkaCluster): Promise<void> {
  const client = await createKafkaTestClient({ bootstrapServers: bootstrapServers.split(',') });
  await client.createTopic(STEADY.groupId, [[1], [2], [3]]);
  for (const partition of [0, 1, 2]) await client.appendRecords(STEADY.groupId, partition, 100);
  await client.commitOffsets(STEADY.groupId, STEADY.groupId, { 0: 0, 1: 0, 2: 0 });
  await client.close();
}

async function waitUntil(root: string, { nodeId }: KafkaNode, isReachable: boolean): Promise<number> {
  const startedMs = performance.now();
  const isShown = async () => {
    const { items } = brokerList.parse(await (await fetch(`${root}/brokers`)).json());
    return items.some((broker) => broker.brokerId === nodeId && broker.isReachable === isReachable);
  };
  await pollUntil(`broker ${nodeId} to be shown`, isShown, { timeoutMs: 120_000, intervalMs: 100 });
  return performance.now() - startedMs;
}

interface Flap {
  readonly brokerId: number;
  readonly downAfterMs: number;
  readonly upAfterMs: number;
}

/** Kills one broker after the other and starts it again, until the time is over; all run when it ends. */
async function flapBrokers(cluster: KafkaCluster, root: string): Promise<Flap[]> {
  const flaps: Flap[] = [];
  const endMs = performance.now() + SOAK_MS;
  for (let turn = 0; performance.now() + FLAP_MS < endMs; turn++) {
    const node = cluster.nodes[turn % cluster.nodes.length] as KafkaNode;
    const nextMs = performance.now() + FLAP_MS;
    await node.kill();
    const downAfterMs = await waitUntil(root, node, false);
    await sleep(DOWN_MS);
    await node.start();
    const upAfterMs = await waitUntil(root, node, true);
    flaps.push({ brokerId: node.nodeId, downAfterMs, upAfterMs });
    const shown = `down after ${(downAfterMs / 1_000).toFixed(1)} s, back ${(upAfterMs / 1_000).toFixed(1)} s after its start`;
    console.log(`${new Date().toISOString()} broker ${node.nodeId}: ${shown}`);
    await sleep(Math.max(0, nextMs - performance.now()));
  }
  return flaps;
}

type Samples = Readonly<Record<Role, ProcessFigures[]>>;

async function sampleProcesses(highwater: HighwaterProcess, signal: AbortSignal): Promise<Samples> {
  const samples: Samples = { collector: [], web: [] };
  while (!signal.aborted) {
    for (const role of ROLES) samples[role].push(readProcessFigures(findProcess(highwater.pid, role)));
    await sleep(SAMPLE_MS, undefined, { signal }).catch(() => undefined);
  }
  return samples;
}

function judge(flaps: readonly Flap[], api: ApiFindings, samples: Samples): void {
  const count = (name: string, found: readonly string[]) =>
    printGoal({ name, value: found.length, limit: 0, unit: '', note: found.slice(0, 3).join(' | ') });
  console.log(
    `\n${api.answers} answers read, the slowest after ${api.slowestMs.toFixed(0)} ms; ${flaps.length} brokers killed`,
  );
  count('answers of 500 and above, or none', api.serverErrors);
  count('negative lags', api.negativeLags);
  count('total lag that fell silently', api.silentFalls);
  const oldestSeconds = Math.max(...api.agesMs) / 1_000;
  const usualSeconds = `median ${(median(api.agesMs) / 1_000).toFixed(1)} s`;
  printGoal({
    name: 'P8 age of what is shown (a poll, 1 s)',
    value: oldestSeconds,
    limit: POLL_SECONDS + 1,
    unit: 's',
    note: usualSeconds,
  });
  const downSeconds = Math.max(...flaps.map(({ downAfterMs }) => downAfterMs)) / 1_000;
  printGoal({
    name: 'a dead broker is shown (two polls, 1 s)',
    value: downSeconds,
    limit: 2 * POLL_SECONDS + 1,
    unit: 's',
  });
  for (const role of ROLES) {
    const of = (figure: keyof ProcessFigures) => samples[role].map((sample) => sample[figure]);
    // The first two minutes fill caches.
    const [base, end] = [
      (values: number[]) => median(values.slice(12, 24)),
      (values: number[]) => median(values.slice(-12)),
    ];
    const grownMb = end(of('residentMb')) - base(of('residentMb'));
    const note = `from ${base(of('residentMb')).toFixed(0)} to ${end(of('residentMb')).toFixed(0)} MB`;
    printGoal({ name: `${role}: memory above its base`, value: grownMb, limit: LIMIT_GROWTH_MB, unit: 'MB', note });
    const moreFiles = end(of('openFiles')) - base(of('openFiles'));
    printGoal({ name: `${role}: open files above their base`, value: moreFiles, limit: LIMIT_MORE_FILES, unit: '' });
  }
}

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'highwater-soak-'));
  // Postgres refuses to run as root, and another user must be able to walk through.
  chmodSync(dataDir, 0o755);
  await ensureBuild();
  const cluster = await startKafkaCluster({ dataDir: join(dataDir, 'kafka') });
  const parts: { stop(): Promise<void> }[] = [];
  try {
    const { bootstrapServers } = cluster;
    parts.push(await startTraffic({ bootstrapServers, logPath: join(dataDir, 'traffic.log') }));
    await commitSteadyLag(cluster);
    const [port = 0] = await findFreePorts([undefined]);
    const env = {
      HIGHWATER_AUTH: 'off',
      HIGHWATER_CLUSTER_NAME: 'soak',
      HIGHWATER_DATA_DIR: dataDir,
      HIGHWATER_POLL_INTERVAL: String(POLL_SECONDS),
      KAFKA_BROKERS: bootstrapServers,
    };
    const highwater = await startHighwater({ port, logPath: join(dataDir, 'highwater.log'), env });
    parts.push(highwater);
    await waitForSnapshot(highwater.url, cluster.nodes.length);
    const root = `${highwater.url}/api/v1/clusters/soak`;
    await pollUntil('the steady group', async () => (await fetch(`${root}/groups/${STEADY.groupId}`)).ok, {
      timeoutMs: 60_000,
    });
    const over = new AbortController();
    const watching = Promise.all([watchApi(root, STEADY, over.signal), sampleProcesses(highwater, over.signal)]);
    const flaps = await flapBrokers(cluster, root).finally(() => over.abort());
    judge(flaps, ...(await watching));
  } finally {
    await Promise.all(parts.map((part) => part.stop()));
    await cluster.discard();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

await main();
