import { Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readDescribedGroups } from '@/demo/described-groups';
import { pollUntil } from '@/demo/poll-until';
import { hasKafka } from '@/e2e/harness/has-kafka';
import { KAFKA_FEATURES } from '@/lib/domain/kafka-features';
import type { ClusterSnapshot } from '@/lib/domain/snapshot';
import type { KafkaGateway } from './gateway';
import {
  createKafkaTestClient,
  groupOf,
  type KafkaTestClient,
  testRound,
  topicOf,
  uniqueName,
} from './kafka-test-client';
import { createSnapshotReader } from './snapshot-reader';

const identity = { clusterId: 'test', clusterName: 'Test', isDemo: false };
const bootstrapServers = inject('kafkaBrokers').split(',');
let client: KafkaTestClient;

beforeAll(async () => {
  client = await createKafkaTestClient({ bootstrapServers });
});
afterAll(() => client.close());

function readOnce(): Promise<ClusterSnapshot> {
  return createSnapshotReader(client.gateway, identity).readRound(null, testRound);
}

/** Positions of some groups, one text per row, as the tool's rows can be written too. */
function positionRows(snapshot: ClusterSnapshot, groupIds: readonly string[]): string[] {
  return groupIds
    .flatMap((groupId) =>
      groupOf(snapshot, groupId).positions.flatMap((position) =>
        [...position.partitions].map((partition, row) => {
          const end = topicOf(snapshot, position.topic).logEndOffsets[partition];
          return [groupId, position.topic, partition, position.committedOffsets[row], end].join('\t');
        }),
      ),
    )
    .sort();
}

function lagRequests(gateway: KafkaGateway): number {
  const apis = ['Metadata', 'ListGroups', 'OffsetFetch', 'ListOffsets', 'FindCoordinator'];
  const counts = gateway.requestFacts().flatMap((broker) => apis.map((api) => broker.requestCounts[api] ?? 0));
  return counts.reduce((sum, count) => sum + count, 0);
}

describe('a round against kafka-consumer-groups', () => {
  it('has the same committed offset and log end in every row, live and simple groups', async () => {
    const topic = uniqueName('oracle');
    const [simple, live] = [uniqueName('simple'), uniqueName('live')];
    await client.createTopic(topic, 7);
    for (let partition = 0; partition < 7; partition++) await client.appendRecords(topic, partition, 10 + partition);
    await client.commitOffsets(simple, topic, { 0: 0, 3: 5, 6: 16 });
    const consumer = new Kafka({ brokers: bootstrapServers, logLevel: logLevel.NOTHING }).consumer({ groupId: live });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({ autoCommitInterval: 100, eachMessage: async () => undefined });
    try {
      const toolRows = async () =>
        (await readDescribedGroups(bootstrapServers.join(',')))
          .filter((row) => row.group === simple || row.group === live)
          .filter((row) => row.committedOffset !== null)
          .map((row) => [row.group, row.topic, row.partition, row.committedOffset, row.logEndOffset].join('\t'))
          .sort();
      const expected = await pollUntil(
        'both groups in the tool',
        async () => {
          const rows = await toolRows();
          return rows.length === 10 && rows;
        },
        { timeoutMs: 40_000 },
      );
      const snapshot = await readOnce();
      expect(positionRows(snapshot, [simple, live])).toEqual(expected);
      expect(groupOf(snapshot, live)).toMatchObject({
        type: 'classic',
        isSimple: false,
        protocolType: 'consumer',
        state: 'Stable',
      });
      expect(groupOf(snapshot, live).members).toMatchObject([
        { clientId: 'kafkajs', subscribedTopics: [topic], assignment: [{ topic, partitions: [0, 1, 2, 3, 4, 5, 6] }] },
      ]);
      expect(groupOf(snapshot, simple)).toMatchObject({
        type: 'classic',
        isSimple: true,
        protocolType: '',
        state: 'Empty',
        members: [],
      });
    } finally {
      await consumer.disconnect();
    }
  });

  it('needs at most 3B + 2 requests a round, whatever the number of groups; before 3.0 one more a group', async () => {
    const topic = uniqueName('count');
    await client.createTopic(topic, 6);
    const groups = Array.from({ length: 40 }, (_, index) => `${topic}-group-${index}`);
    await Promise.all(groups.map((groupId) => client.commitOffsets(groupId, topic, { 0: 0, 5: 0 })));
    const reader = createSnapshotReader(client.gateway, identity);
    // The first three rounds also ask for the log ends of earlier times.
    let first: ClusterSnapshot | null = null;
    for (let round = 0; round < 3; round++) first = await reader.readRound(first, testRound);
    const before = lagRequests(client.gateway);
    const second = await reader.readRound(first, testRound);
    const controllerRequests = 1;
    const groupRequests = hasKafka('3.0') ? 0 : second.groups.length;
    expect(lagRequests(client.gateway) - before + controllerRequests).toBeLessThanOrEqual(
      3 * second.brokers.length + 2 + groupRequests,
    );
    expect(groups.every((groupId) => groupOf(second, groupId).positionsReadAtMs === second.capturedAtMs)).toBe(true);
  });
});

describe('names of any content', () => {
  it('come back exactly, with their positions', async () => {
    const topic = `${uniqueName('t')}${'x'.repeat(249)}`.slice(0, 249);
    const prefix = uniqueName('odd');
    const groups = [
      `${prefix} "quoted" \\ back`,
      `${prefix}/a/b`,
      `${prefix}\nnewline`,
      `${prefix}-größe-订单-🙂`,
      `${prefix}<b>`,
      '..',
      prefix + 'g'.repeat(249),
    ];
    await client.createTopic(topic, 1);
    for (const [index, groupId] of groups.entries()) await client.commitOffsets(groupId, topic, { 0: index });
    const snapshot = await readOnce();
    for (const [index, groupId] of groups.entries()) {
      const position = groupOf(snapshot, groupId).positions.find((one) => one.topic === topic);
      expect([...(position?.committedOffsets ?? [])]).toEqual([index]);
      expect(position?.topicId).toBe(topicOf(snapshot, topic).topicId);
    }
  });
});

describe('what a round tells beside lag', () => {
  it('brokers, controller, version, log dirs and configs', async () => {
    const topic = uniqueName('facts');
    await client.createTopic(topic, 3);
    await client.appendRecords(topic, 1, 50);
    const entry = { name: 'retention.ms', configOperation: 0, value: '123456' };
    await client.gateway.call('IncrementalAlterConfigs', {
      resources: [{ resourceType: 2, resourceName: topic, configs: [entry] }],
      validateOnly: false,
    });
    const snapshot = await pollUntil(
      'the override',
      async () => {
        const read = await readOnce();
        return topicOf(read, topic).configOverrides?.['retention.ms'] === '123456' && read;
      },
      { timeoutMs: 10_000 },
    );
    expect(snapshot.brokers.length).toBe(3);
    for (const broker of snapshot.brokers) {
      expect(broker).toMatchObject({ isRegistered: true, isReachable: true, logDirsReadAtMs: snapshot.capturedAtMs });
      expect(broker.rack).toMatch(/rack/);
      expect(broker.logDirs).toHaveLength(2);
      expect(broker.configs?.find((config) => config.name === 'broker.id' || config.name === 'node.id')?.value).toBe(
        String(broker.brokerId),
      );
    }
    expect(snapshot.brokers.map((broker) => broker.brokerId)).toContain(snapshot.controllerId);
    expect(inject('kafkaVersion')).toMatch(new RegExp(`^${snapshot.kafkaVersion}\\.`));
    const newer = Object.entries(KAFKA_FEATURES).flatMap(([feature, line]) => (hasKafka(line) ? [] : [feature]));
    expect(snapshot.missingFeatures).toEqual(newer);
    const retention = snapshot.topicConfigDefaults.find((config) => config.name === 'retention.ms');
    expect(retention).toMatchObject({ value: '604800000', isReadOnly: false });
    expect([retention?.type ?? null, /retain/.test(retention?.documentation ?? '')]).toEqual(
      hasKafka('2.6') ? ['long', true] : [null, false],
    );
    const docs = snapshot.brokerConfigDocs.find((config) => config.name === 'log.dirs')?.documentation;
    expect(Boolean(docs)).toBe(hasKafka('2.6'));
    const facts = topicOf(snapshot, topic);
    expect([...facts.logEndOffsets]).toEqual([0, 50, 0]);
    expect([...facts.logStartOffsets]).toEqual([0, 0, 0]);
    expect([...facts.lastStableOffsets]).toEqual([0, 50, 0]);
    expect(facts.leaderBytes[1]).toBeGreaterThan(0);
    expect(facts.totalBytes).toBe(facts.leaderBytes[1]);
    expect(snapshot.gaps).toEqual([]);
  });

  it('keeps the slower facts between their beats, and reads them at once for a new topic', async () => {
    const reader = createSnapshotReader(client.gateway, identity);
    const first = await reader.readRound(null, testRound);
    const topic = uniqueName('late');
    await client.createTopic(topic, 2);
    await client.appendRecords(topic, 0, 3);
    const second = await reader.readRound(first, testRound);
    expect(second.brokers[0]?.logDirsReadAtMs).toBe(first.capturedAtMs);
    expect(second.topicConfigDefaults).toBe(first.topicConfigDefaults);
    expect([...topicOf(second, topic).logStartOffsets]).toEqual([0, 0]);
    expect(topicOf(second, topic).leaderBytes[0]).toBeGreaterThan(0);
    expect(topicOf(second, topic).configOverrides).toEqual({});
    const third = await reader.readRound(second, { ...testRound, readEverything: true });
    expect(third.brokers[0]?.logDirsReadAtMs).toBe(third.capturedAtMs);
  });
});

describe('R12: a topic deleted and made again', () => {
  it('is a new topic: nothing is carried over, and old commits keep the old id', async () => {
    const topic = uniqueName('again');
    const groupId = uniqueName('again-group');
    await client.createTopic(topic, 2);
    await client.appendRecords(topic, 0, 20);
    await client.commitOffsets(groupId, topic, { 0: 15 });
    const reader = createSnapshotReader(client.gateway, identity);
    const before = await reader.readRound(null, testRound);
    await client.deleteTopic(topic);
    const gone = await pollUntil(
      'the topic to be gone',
      async () => {
        const round = await reader.readRound(before, testRound);
        return !round.topics.some((one) => one.name === topic) && round;
      },
      { timeoutMs: 20_000 },
    );
    // With ZooKeeper a name is free a moment after brokers forgot the topic.
    const isMade = () => client.createTopic(topic, 1).then(() => true);
    await pollUntil('the name to be free', isMade, { timeoutMs: 20_000 });
    const after = await reader.readRound(gone, testRound);
    const direct = await reader.readRound(before, testRound);
    for (const round of [after, direct]) {
      if (hasKafka('2.8')) expect(topicOf(round, topic).topicId).not.toBe(topicOf(before, topic).topicId);
      expect(topicOf(round, topic).partitionCount).toBe(1);
      expect([...topicOf(round, topic).logEndOffsets]).toEqual([0]);
    }
    const position = groupOf(before, groupId).positions.find((one) => one.topic === topic);
    expect(position?.topicId).toBe(topicOf(before, topic).topicId);
  });
});

describe('R11: commits hammered behind the end', () => {
  it('never shows a commit beyond the log end', async () => {
    const topic = uniqueName('hammer');
    const groupId = uniqueName('hammer-group');
    await client.createTopic(topic, 1);
    let isRunning = true;
    const hammer = async () => {
      for (let end = 1; isRunning; end++) {
        await client.appendRecords(topic, 0, 1);
        await client.commitOffsets(groupId, topic, { 0: end });
      }
    };
    const hammering = hammer();
    try {
      const reader = createSnapshotReader(client.gateway, identity);
      let snapshot: ClusterSnapshot | null = null;
      const lags: number[] = [];
      const untilMs = Date.now() + 10_000;
      while (lags.length < 40 && Date.now() < untilMs) {
        snapshot = await reader.readRound(snapshot, testRound);
        const position = snapshot.groups.find((group) => group.groupId === groupId)?.positions[0];
        if (position)
          lags.push(
            (topicOf(snapshot, topic).logEndOffsets[0] ?? Number.NaN) - (position.committedOffsets[0] ?? Number.NaN),
          );
      }
      expect(lags.length).toBeGreaterThan(3);
      expect(Math.min(...lags)).toBeGreaterThanOrEqual(0);
    } finally {
      isRunning = false;
      await hammering;
    }
  });
});
