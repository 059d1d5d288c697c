/**
 * R18: a web process before a simulated cluster of 9,000 topics, 39,000 partitions and 2,200 groups: the first page of each
 * list from the API right after a new round, its size, how long the event loop is held up, and what 100 open event
 * streams cost the brokers.
 */
import { createEvaluationWindow, evaluateRound } from '@/lib/domain/evaluate-cluster';
import type { ClusterSnapshot, CollectorFacts } from '@/lib/domain/snapshot';
import { serveEvents } from '@/lib/server/http/events';
import type { RouteHandlers } from '@/lib/server/http/respond';
import { serveView } from '@/lib/server/http/serve-view';
import { requestTo } from '@/lib/server/http/testing/route-harness';
import { installWebRuntime } from '@/lib/server/http/web-runtime';
import { createKafkaGateway } from '@/lib/server/kafka/gateway';
import { createSnapshotReader } from '@/lib/server/kafka/snapshot-reader';
import { decodeRound, type EncodedRound, encodeRound } from '@/lib/server/store/round-codec';
import { brokersView, brokerTopicsView } from '@/lib/views/brokers';
import { clustersView, clusterView } from '@/lib/views/clusters';
import { groupLagView, groupTopicsView } from '@/lib/views/group-lists';
import { groupsView } from '@/lib/views/groups';
import { topicGroupsView, topicPartitionsView } from '@/lib/views/topic-lists';
import { topicsView } from '@/lib/views/topics';
import { printGoal } from './figures/print-goal';
import { median, percentile } from './figures/statistics';
import { watchTurns } from './figures/turn-watch';
import { groupId, LARGE_SHAPE, topicName } from './simulator/cluster-shape';
import { startSimulator } from './simulator/start-simulator';

const ROUNDS = 9;
const STREAMS = 100;
const LIMIT_PAGE_MS = 100;
const LIMIT_PAGE_KB = 200;
const LIMIT_TURN_MS = 50;

const CLUSTER = '/clusters/sim';
const TOPIC = `${CLUSTER}/topics/${topicName(0)}`;
const GROUP = `${CLUSTER}/groups/${groupId(0)}`;
const PAGES = [
  ['/clusters', serveView(clustersView), '/clusters'],
  ['/clusters/{cluster}', serveView(clusterView), CLUSTER],
  ['/clusters/{cluster}/brokers', serveView(brokersView), `${CLUSTER}/brokers`],
  ['/clusters/{cluster}/brokers/{brokerId}/topics', serveView(brokerTopicsView), `${CLUSTER}/brokers/1/topics`],
  ['/clusters/{cluster}/topics', serveView(topicsView), `${CLUSTER}/topics`],
  ['/clusters/{cluster}/topics/{topic}/partitions', serveView(topicPartitionsView), `${TOPIC}/partitions`],
  ['/clusters/{cluster}/topics/{topic}/groups', serveView(topicGroupsView), `${TOPIC}/groups`],
  ['/clusters/{cluster}/groups', serveView(groupsView), `${CLUSTER}/groups`],
  ['/clusters/{cluster}/groups/{group}/lag', serveView(groupLagView), `${GROUP}/lag`],
  ['/clusters/{cluster}/groups/{group}/topics', serveView(groupTopicsView), `${GROUP}/topics`],
] as const;

const collector = (roundNumber: number): CollectorFacts => ({
  instanceId: 'bench',
  leaseEpoch: 1,
  roundNumber,
  roundDurationMs: 0,
  overrunCount: 0,
  bufferedRounds: 0,
  requests: [],
});

const { bootstrapServers, stop } = await startSimulator(LARGE_SHAPE);
const kafka = { bootstrapServers: [bootstrapServers] };
const gateway = createKafkaGateway(kafka);
const reader = createSnapshotReader(gateway, { clusterId: 'sim', clusterName: 'Simulated', isDemo: false });
const { board } = installWebRuntime({
  env: {
    auth: 'off',
    adminToken: null,
    clusters: [],
    retentionDays: 1,
    secret: null,
    publicUrl: null,
    metricProfiles: ['highwater'],
  },
  database: null,
  checksAnswers: false,
});
const turns = watchTurns();
let window = createEvaluationWindow();
let previous: ClusterSnapshot | null = null;
let roundNumber = 0;

/** What a collector does in its own process. */
async function collectRound(): Promise<EncodedRound> {
  const snapshot: ClusterSnapshot = await reader.readRound(previous, {
    pollIntervalMs: 10_000,
    collector: collector(++roundNumber),
  });
  previous = snapshot;
  const judged = evaluateRound(window, snapshot);
  window = judged.window;
  return encodeRound({ snapshot, evaluation: judged.evaluation });
}

/** What a web process does with it. */
async function takeRound(encoded: EncodedRound): Promise<void> {
  const round = await decodeRound(encoded);
  if (round !== null) board.post({ epoch: 1, roundNumber, round });
}

async function readPage({ GET }: Partial<RouteHandlers>, url: string): Promise<{ cpuMs: number; kb: number }> {
  const cpu = process.cpuUsage();
  const response = await GET?.(requestTo(`/api/v1${url}`));
  const text = (await response?.text()) ?? '';
  const { user, system } = process.cpuUsage(cpu);
  if (response?.status !== 200) throw new Error(`${url}: ${response?.status} ${text}`);
  return { cpuMs: (user + system) / 1_000, kb: text.length / 1_024 };
}

async function measurePages(): Promise<void> {
  const figures = PAGES.map(() => [] as Awaited<ReturnType<typeof readPage>>[]);
  const turnMs: number[] = [];
  for (let round = -2; round < ROUNDS; round++) {
    const encoded = await collectRound();
    turns.takeLongestMs();
    await takeRound(encoded);
    for (const [index, [, handlers, url]] of PAGES.entries()) {
      const page = await readPage(handlers, url);
      if (round >= 0) figures[index]?.push(page);
      if (round >= 0) turnMs.push(turns.takeLongestMs());
    }
  }
  for (const [index, [path]] of PAGES.entries()) {
    const pages = figures[index] ?? [];
    const kb = Math.max(...pages.map((page) => page.kb));
    const cpuMs = median(pages.map((page) => page.cpuMs));
    printGoal({ name: `CPU of ${path}`, value: cpuMs, limit: LIMIT_PAGE_MS, unit: 'ms' });
    printGoal({ name: `size of ${path}`, value: kb, limit: LIMIT_PAGE_KB, unit: 'KB' });
  }
  const note = `longest ${Math.max(...turnMs).toFixed(0)} ms`;
  const p99Ms = percentile(turnMs, 0.99);
  printGoal({ name: 'turn of the event loop, p99', value: p99Ms, limit: LIMIT_TURN_MS, unit: 'ms', note });
}

async function countRequests(): Promise<number> {
  const count = () =>
    gateway
      .requestFacts()
      .flatMap((broker) => Object.values(broker.requestCounts))
      .reduce((sum, one) => sum + one, 0);
  const before = count();
  await takeRound(await collectRound());
  return count() - before;
}

async function measureStreams(): Promise<void> {
  const open = () => serveEvents().GET(requestTo('/api/v1/events'));
  const streams = [await open()];
  const ofOne = await countRequests();
  while (streams.length < STREAMS) streams.push(await open());
  const ofMany = await countRequests();
  const name = `requests of a round, ${STREAMS} event streams for one`;
  printGoal({ name, value: ofMany, limit: ofOne, unit: 'requests' });
}

try {
  await measurePages();
  await measureStreams();
} finally {
  turns.stop();
  stop();
  await gateway.close();
}
process.exit();
