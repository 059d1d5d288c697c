import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KafkaCluster } from '@/demo/kafka-cluster';
import { pollUntil } from '@/demo/poll-until';
import { askKafka } from '@/e2e/harness/ask-kafka';
import { startDisposableCluster } from '@/e2e/harness/disposable-cluster';
import { hasKafka } from '@/e2e/harness/has-kafka';
import { KAFKA_FEATURES } from '@/lib/domain/kafka-features';
import type { ClusterSnapshot } from '@/lib/domain/snapshot';
import { createKafkaTestClient, type KafkaTestClient, testRound, topicOf, uniqueName } from './kafka-test-client';
import { createSnapshotReader, type SnapshotReader } from './snapshot-reader';

describe.skipIf(!hasKafka(KAFKA_FEATURES['eligible-leader-replicas']))('eligible leader replicas', () => {
  const strict = uniqueName('strict');
  let cluster: KafkaCluster;
  let client: KafkaTestClient;
  let reader: SnapshotReader;
  let last: ClusterSnapshot | null = null;

  beforeAll(async () => {
    cluster = await startDisposableCluster();
    client = await createKafkaTestClient({ bootstrapServers: cluster.bootstrapServers.split(',') });
    await client.createTopic(strict, [
      [1, 2, 3],
      [2, 3, 1],
    ]);
    const { bootstrapServers } = cluster;
    const target = ['--alter', '--entity-type', 'topics', '--entity-name', strict];
    await askKafka(bootstrapServers, 'configs', ...target, '--add-config', 'min.insync.replicas=3');
    reader = createSnapshotReader(client.gateway, { clusterId: 'test', clusterName: 'Test', isDemo: false });
  });
  afterAll(async () => {
    await client?.close();
    await cluster?.discard();
  });

  async function readRound(): Promise<ClusterSnapshot> {
    last = await reader.readRound(last, testRound);
    return last;
  }

  const askedOf = () =>
    client.gateway
      .requestFacts()
      .reduce((sum, { requestCounts }) => sum + (requestCounts.DescribeTopicPartitions ?? 0), 0);

  it('are not asked for while all is in sync', async () => {
    await readRound();
    const snapshot = await readRound();
    expect(snapshot.missingFeatures).not.toContain('eligible-leader-replicas');
    expect(topicOf(snapshot, strict).eligibleLeaders).toBeUndefined();
    expect(askedOf()).toBe(0);
  });

  it('are those that kafka-topics tells once the ISR is smaller than min.insync.replicas', async () => {
    await cluster.nodes[2]?.kill();
    const found = await pollUntil(
      'the broker that was killed among the eligible leaders',
      async () => {
        const { eligibleLeaders } = topicOf(await readRound(), strict);
        const areTold = [0, 1].every((partition) => eligibleLeaders?.get(partition)?.eligible.includes(3));
        return areTold && eligibleLeaders !== undefined ? eligibleLeaders : false;
      },
      { timeoutMs: 60_000 },
    );
    const brokers = cluster.nodes
      .slice(0, 2)
      .map(({ port }) => `127.0.0.1:${port}`)
      .join(',');
    const told = await askKafka(brokers, 'topics', '--describe', '--topic', strict);
    const rows = told.matchAll(/Partition: (\d+)\t.*Elr: ([\d,]*)\tLastKnownElr: ([\d,]*)/g);
    const expected = Array.from(rows, ([, partition, elr, lastKnown]) => [Number(partition), elr, lastKnown]);
    expect(expected).toHaveLength(2);
    expect(
      [...found].map(([partition, { eligible, lastKnown }]) => [partition, eligible.join(','), lastKnown.join(',')]),
    ).toEqual(expected);
    expect(last?.gaps.filter(({ fact }) => fact === 'eligible-leader-replicas')).toEqual([]);
  });
});
