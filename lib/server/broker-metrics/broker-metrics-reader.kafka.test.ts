import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BrokerAgents, planExporters, planJolokia } from '@/demo/broker-agents';
import type { KafkaCluster } from '@/demo/kafka-cluster';
import { pollUntil } from '@/demo/poll-until';
import { startDisposableCluster } from '@/e2e/harness/disposable-cluster';
import { combineBrokers, evaluateShares, topicMeters } from '@/lib/domain/broker-metrics/broker-metrics';
import { type MeterColumn, readFigure } from '@/lib/domain/broker-metrics/meters';
import type { ClusterSnapshot } from '@/lib/domain/snapshot';
import {
  createKafkaTestClient,
  type KafkaTestClient,
  testRound,
  uniqueName,
} from '@/lib/server/kafka/kafka-test-client';
import { createSnapshotReader } from '@/lib/server/kafka/snapshot-reader';
import { createBrokerMetricsReader } from './broker-metrics-reader';
import type { BrokerMetricsConfig } from './metrics-config';

const RECORDS = 400;
const topic = uniqueName('metered');
let cluster: KafkaCluster;
let client: KafkaTestClient;
let exporters: BrokerAgents;
let jolokia: BrokerAgents;
let snapshot: ClusterSnapshot;
const servers: Server[] = [];

beforeAll(async () => {
  exporters = await planExporters(2);
  jolokia = await planJolokia(2, ',user=watcher,password=sesame');
  cluster = await startDisposableCluster({
    brokerCount: 2,
    jvmFlags: (nodeId) => [...exporters.jvmFlags(nodeId), ...jolokia.jvmFlags(nodeId)],
  });
  client = await createKafkaTestClient({ bootstrapServers: cluster.bootstrapServers.split(',') });
  await client.createTopic(topic, [[1], [2]]);
  await client.appendRecords(topic, 0, RECORDS * 3);
  await client.appendRecords(topic, 1, RECORDS);
  snapshot = await createSnapshotReader(client.gateway, {
    clusterId: 'test',
    clusterName: 'Test',
    isDemo: false,
  }).readRound(null, testRound);
  await pollUntil('the moving averages, which Kafka takes every five seconds', haveAveragesBegun, {
    timeoutMs: 60_000,
  });
});
afterAll(async () => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  await client?.close();
  await cluster?.discard();
});

function configOf(source: BrokerMetricsConfig['source'], url: (nodeId: number) => string): BrokerMetricsConfig {
  const credentials = source === 'jolokia' ? { username: 'watcher', password: 'sesame' } : null;
  return { source, urlTemplate: null, urls: { 1: url(1), 2: url(2) }, credentials, tls: null };
}

/** Asks all brokers once and tells what they said. */
async function readOnce(config: BrokerMetricsConfig) {
  const reader = createBrokerMetricsReader(config);
  reader.take(snapshot);
  await reader.settle();
  return reader.take(snapshot);
}

async function haveAveragesBegun(): Promise<boolean> {
  const { facts } = await readOnce(configOf('prometheus', exporters.url));
  return facts.brokers.every(
    ({ meters, gauges }) => readFigure(meters, 'messagesIn', 'oneMinuteRate') && gauges.requestHandlerIdle,
  );
}

/** What the exporter of a broker says of a series, by a plain request of its own. */
async function askExporter(nodeId: number, series: string): Promise<number> {
  const text = await (await fetch(exporters.url(nodeId))).text();
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  if (line === undefined) throw new Error(`broker ${nodeId} does not tell ${series}`);
  return Number(line.slice(series.length));
}

function columnOf(column: MeterColumn | null | undefined): MeterColumn {
  if (!column) throw new Error('there is no such column');
  return column;
}

describe.each(['prometheus', 'jolokia'] as const)('through %s', (source) => {
  const read = () => readOnce(configOf(source, source === 'prometheus' ? exporters.url : jolokia.url));

  test('a topic has the messages that were produced, over all brokers', async () => {
    const { facts, gaps } = await read();
    expect(gaps).toEqual([]);
    const column = columnOf(topicMeters(facts.topics, topic));
    expect(readFigure(column, 'messagesIn', 'count')).toBe(RECORDS * 4);
    expect(readFigure(column, 'messagesIn', 'meanRate')).toBeGreaterThan(0);
    // Kafka has nothing to tell of a topic to which it did not happen.
    expect(readFigure(column, 'failedProduceRequests', 'count')).toBeNull();
  });

  test('each broker has what its agent says to a plain request', async () => {
    const { facts } = await read();
    expect(facts.brokers.map(({ brokerId }) => brokerId)).toEqual([1, 2]);
    for (const { brokerId, meters, gauges } of facts.brokers) {
      const bytesIn = await askExporter(brokerId, 'kafka_server_BrokerTopicMetrics_Count{name="BytesInPerSec"}');
      expect(readFigure(meters, 'bytesIn', 'count')).toBe(bytesIn);
      const rejected = await askExporter(brokerId, 'kafka_server_BrokerTopicMetrics_Count{name="BytesRejectedPerSec"}');
      expect(readFigure(meters, 'bytesRejected', 'count')).toBe(rejected);
      for (const figure of ['meanRate', 'oneMinuteRate', 'fiveMinuteRate', 'fifteenMinuteRate'] as const)
        expect(readFigure(meters, 'bytesIn', figure)).toBeGreaterThanOrEqual(0);
      expect(gauges.requestHandlerIdle).toBeGreaterThan(0);
      expect(gauges.networkProcessorIdle).toBeGreaterThan(0);
      expect(gauges.underReplicatedPartitions).toBe(0);
    }
    const messages = await Promise.all(
      [1, 2].map((id) => askExporter(id, 'kafka_server_BrokerTopicMetrics_Count{name="MessagesInPerSec"}')),
    );
    expect(readFigure(combineBrokers(facts), 'messagesIn', 'count')).toBe(
      (messages[0] as number) + (messages[1] as number),
    );
  });

  test('a broker that takes three quarters of the messages has that share', async () => {
    const { facts } = await read();
    const rates = facts.brokers.map(({ meters }) => readFigure(meters, 'messagesIn', 'oneMinuteRate') as number);
    const share = evaluateShares(facts, [1, 2], 1).messagesIn as number;
    expect(share).toBeCloseTo((100 * (rates[0] as number)) / ((rates[0] as number) + (rates[1] as number)), 6);
    expect(share).toBeGreaterThan(65);
    expect(share).toBeLessThan(85);
  });
});

test('the rate between two reads is what was produced in between', async () => {
  const reader = createBrokerMetricsReader(configOf('prometheus', exporters.url), 0);
  reader.take(snapshot);
  await reader.settle();
  await client.appendRecords(topic, 0, 100);
  reader.take(snapshot);
  await reader.settle();
  const { facts } = reader.take(snapshot);
  await reader.settle();
  const broker = facts.brokers.find(({ brokerId }) => brokerId === 1);
  const [before = 0, after = 0] = broker?.messagesIn.atMs ?? [];
  const expected = (100 * 1000) / (after - before);
  expect(readFigure(columnOf(topicMeters(facts.topics, topic)), 'messagesIn', 'lastRate')).toBeCloseTo(expected, 6);
  expect(broker?.messagesIn.counts).toHaveLength(2);
});

describe('an agent that does not answer as it should is a gap, and its broker has no figures', () => {
  async function failureOf(config: BrokerMetricsConfig) {
    const { facts, gaps } = await readOnce(config);
    expect(facts.brokers.map(({ brokerId }) => brokerId)).toEqual([2]);
    expect(gaps.map(({ fact, brokerId }) => ({ fact, brokerId }))).toEqual([{ fact: 'broker-metrics', brokerId: 1 }]);
    return gaps[0]?.reason;
  }

  const withFirst = (url: string) => configOf('prometheus', (nodeId) => (nodeId === 1 ? url : exporters.url(nodeId)));

  async function serve(answer: Parameters<typeof createServer>[1]): Promise<string> {
    const server = createServer(answer as () => void);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
  }

  test('nobody on the port', async () => {
    expect(await failureOf(withFirst('http://127.0.0.1:1/metrics'))).toBe('connection_refused');
  });
  test('Kafka itself on the port', async () => {
    expect(await failureOf(withFirst(`http://127.0.0.1:${cluster.nodes[0]?.port}/metrics`))).toMatch(/^connection_/);
  });
  test('another page', async () => {
    expect(await failureOf(withFirst(await serve((_, answer) => answer.end('<html></html>'))))).toBe(
      'no_kafka_metrics',
    );
  });
  test('a redirect, which is not followed', async () => {
    const url = await serve((_, answer) => answer.writeHead(302, { location: exporters.url(1) }).end());
    expect(await failureOf(withFirst(url))).toBe('bad_status');
  });
  test('an answer without end', async () => {
    const url = await serve((_, answer) => {
      const fill = () => {
        while (!answer.destroyed && answer.write(`# ${'x'.repeat(60_000)}\n`));
        answer.once('drain', fill);
      };
      fill();
    });
    expect(await failureOf(withFirst(url))).toBe('answer_too_large');
  });
  test('the metadata service of a cloud, which is never asked', async () => {
    expect(await failureOf(withFirst('http://169.254.169.254/metrics'))).toBe('forbidden');
  });
  test('wrong credentials', async () => {
    const config = configOf('jolokia', jolokia.url);
    const { facts, gaps } = await readOnce({ ...config, credentials: { username: 'watcher', password: 'wrong' } });
    expect(facts.brokers).toEqual([]);
    expect(gaps.map(({ reason }) => reason)).toEqual(['authentication_failed', 'authentication_failed']);
    expect(JSON.stringify(gaps)).not.toContain('wrong');
  });
  test('silence, for which no round waits', async () => {
    const url = await serve(() => undefined);
    const reader = createBrokerMetricsReader(withFirst(url));
    const startedAtMs = performance.now();
    reader.take(snapshot);
    expect(performance.now() - startedAtMs).toBeLessThan(500);
    await reader.settle();
    expect(performance.now() - startedAtMs).toBeLessThan(15_000);
    expect(reader.take(snapshot).gaps.map(({ reason }) => reason)).toEqual(['timed_out']);
  });
  test('a broker that was killed and whose figures were known', async () => {
    const reader = createBrokerMetricsReader(configOf('prometheus', exporters.url), 0);
    reader.take(snapshot);
    await reader.settle();
    expect(reader.take(snapshot).facts.brokers).toHaveLength(2);
    await reader.settle();
    await cluster.nodes[0]?.kill();
    reader.take(snapshot);
    await reader.settle();
    const { facts, gaps } = reader.take(snapshot);
    await reader.settle();
    expect(facts.brokers.map(({ brokerId }) => brokerId)).toEqual([2]);
    expect(gaps[0]).toMatchObject({ fact: 'broker-metrics', brokerId: 1, reason: 'connection_refused' });
  });
});
