/**
 * Resident memory of the web process and the collector together before the demo's cluster and traffic, against 600 MB.
 * `tsx bench/demo-memory.ts [--minutes 10]`: how long the stack runs; the most that was seen counts.
 */
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ensureBuild } from '@/demo/build';
import { findFreePorts } from '@/demo/free-ports';
import { startHighwater, waitForSnapshot } from '@/demo/highwater-process';
import { startKafkaCluster } from '@/demo/kafka-cluster';
import { startTraffic } from '@/demo/traffic';
import { listScreens, openScreen } from '@/e2e/screens-list';
import { openBrowser, openWindow } from './figures/open-browser';
import { printGoal } from './figures/print-goal';

const LIMIT_MB = 600;
const LOOK_EVERY_MS = 5_000;
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new Error('--minutes takes a number above 0');

/** The two processes that the supervisor started: the web and the collector, by their command lines. */
function readRoles(pid: number): ReadonlyMap<string, number> {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  const roles = new Map<string, number>();
  for (const child of children) {
    const command = readFileSync(`/proc/${child}/cmdline`, 'utf8').replaceAll('\0', ' ');
    if (command.includes('collector.mjs')) roles.set('collector', child);
    else if (command.includes('server.js') || command.startsWith('next-server')) roles.set('web', child);
  }
  if (roles.size !== 2) throw new Error(`${pid} has ${[...roles.keys()].join(' and ') || 'neither web nor collector'}`);
  return roles;
}

function readResidentMb(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1]) / 1_024;
}

/** What somebody who looks around makes the web process do. */
async function visitEveryScreen(url: string): Promise<void> {
  const browser = await openBrowser();
  try {
    const page = await (await openWindow(browser, url)).newPage();
    for (const { name, path } of await listScreens(url)) await openScreen(page, { name, path });
  } finally {
    await browser.close();
  }
}

async function watchMemory(pid: number): Promise<void> {
  const roles = readRoles(pid);
  const most = new Map<string, number>();
  const last = new Map<string, number>();
  const untilMs = performance.now() + minutes * 60_000;
  while (performance.now() < untilMs) {
    for (const [role, child] of roles) {
      last.set(role, readResidentMb(child));
      most.set(role, Math.max(most.get(role) ?? 0, last.get(role) ?? 0));
    }
    await delay(LOOK_EVERY_MS);
  }
  const tell = (figures: ReadonlyMap<string, number>) =>
    [...figures].map(([role, mb]) => `${role} ${mb.toFixed(0)}`).join(', ');
  const sum = [...most.values()].reduce((total, mb) => total + mb, 0);
  const note = `most: ${tell(most)}; at the end: ${tell(last)}`;
  printGoal({ name: `web and collector over ${minutes} min`, value: sum, limit: LIMIT_MB, unit: 'MB', note });
}

await ensureBuild();
const dataDir = await mkdtemp(join(tmpdir(), 'highwater-memory-'));
// Postgres refuses to run as root, and another user must be able to walk through.
await chmod(dataDir, 0o755);
const cluster = await startKafkaCluster({ dataDir: join(dataDir, 'kafka') });
const { bootstrapServers } = cluster;
const traffic = await startTraffic({ bootstrapServers, logPath: join(dataDir, 'traffic.log') });
const [port = 0] = await findFreePorts([undefined]);
const highwater = await startHighwater({
  port,
  logPath: join(dataDir, 'highwater.log'),
  env: {
    HIGHWATER_AUTH: 'off',
    HIGHWATER_CLUSTER_NAME: 'demo',
    HIGHWATER_DEMO_CLUSTER: 'true',
    HIGHWATER_DATA_DIR: dataDir,
    KAFKA_BROKERS: bootstrapServers,
  },
});
try {
  await waitForSnapshot(highwater.url, cluster.nodes.length);
  await Promise.all([watchMemory(highwater.pid), visitEveryScreen(highwater.url)]);
} finally {
  await Promise.all([highwater.stop(), traffic.stop()]);
  await cluster.discard();
  await rm(dataDir, { recursive: true, force: true });
}
