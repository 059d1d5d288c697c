import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { pollUntil } from '@/demo/poll-until';
import type { ClusterSnapshot } from '@/lib/domain/snapshot';
import {
  createKafkaTestClient,
  findCoordinator,
  groupOf,
  type KafkaTestClient,
  testRound,
  topicOf,
  uniqueName,
} from './kafka-test-client';
import { createSnapshotReader, type SnapshotReader } from './snapshot-reader';

const bootstrapServers = inject('kafkaBrokers').split(',');
let client: KafkaTestClient;

beforeAll(async () => {
  client = await createKafkaTestClient({ bootstrapServers });
});
afterAll(() => client.close());

function createReader(): SnapshotReader {
  return createSnapshotReader(client.gateway, { clusterId: 'test', clusterName: 'Test', isDemo: false });
}

async function readCoordinator(groupId: string): Promise<number> {
  return (await findCoordinator(client.gateway, groupId)).nodeId;
}

describe('what vanished from the cluster', () => {
  it('vanishes from the next round: a deleted offset, then its group', async () => {
    const [topic, groupId] = [uniqueName('vanish'), uniqueName('vanish-group')];
    await client.createTopic(topic, 2);
    await client.commitOffsets(groupId, topic, { 0: 3, 1: 4 });
    const reader = createReader();
    const first = await reader.readRound(null, testRound);
    expect([...(groupOf(first, groupId).positions[0]?.partitions ?? [])]).toEqual([0, 1]);
    const brokerId = await readCoordinator(groupId);
    const topics = [{ name: topic, partitions: [{ partitionIndex: 1 }] }];
    await client.gateway.call('OffsetDelete', { groupId, topics }, { brokerId });
    const second = await reader.readRound(first, testRound);
    expect([...(groupOf(second, groupId).positions[0]?.partitions ?? [])]).toEqual([0]);
    const deleted = await client.gateway.call('DeleteGroups', { groupsNames: [groupId] }, { brokerId });
    expect(deleted.results[0]?.errorCode).toBe(0);
    const third = await reader.readRound(second, testRound);
    expect(third.groups.map((group) => group.groupId)).not.toContain(groupId);
    expect(third.gaps.filter((gap) => gap.fact === 'groups')).toEqual([]);
  });
});

describe('an open transaction', () => {
  it('shows its last stable offset in every round while it is open, and no stale one after it', async () => {
    const topic = uniqueName('transaction');
    await client.createTopic(topic, 1);
    await client.appendRecords(topic, 0, 3);
    const kafka = new Kafka({ brokers: bootstrapServers, logLevel: logLevel.NOTHING });
    const producer = kafka.producer({
      transactionalId: topic,
      idempotent: true,
      maxInFlightRequests: 1,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    const transaction = await producer.transaction();
    await transaction.send({ topic, messages: [{ value: 'pending' }, { value: 'pending' }] });
    const reader = createReader();
    let round: ClusterSnapshot | null = null;
    for (let index = 0; index < 3; index++) {
      round = await reader.readRound(round, testRound);
      const facts = topicOf(round, topic);
      expect([facts.logEndOffsets[0], facts.lastStableOffsets[0]]).toEqual([5, 3]);
    }
    await transaction.abort();
    const closed = await pollUntil(
      'the marker',
      async () => {
        const next: ClusterSnapshot = await reader.readRound(round, testRound);
        return topicOf(next, topic).logEndOffsets[0] === 6 && next;
      },
      { timeoutMs: 10_000 },
    );
    const settled = await pollUntil(
      'the last stable offset',
      async () => {
        const next = await reader.readRound(closed, testRound);
        return topicOf(next, topic).lastStableOffsets[0] !== 3 && next;
      },
      { timeoutMs: 10_000 },
    );
    expect([6, Number.NaN]).toContainEqual(topicOf(settled, topic).lastStableOffsets[0]);
    await producer.disconnect();
  });
});

describe('partitions added to a topic', () => {
  it('come with their offsets in the next round, beside those of before', async () => {
    const topic = uniqueName('grown');
    await client.createTopic(topic, 1);
    await client.appendRecords(topic, 0, 2);
    const reader = createReader();
    const before = await reader.readRound(null, testRound);
    const topics = [{ name: topic, count: 3, assignments: null }];
    await client.gateway.call(
      'CreatePartitions',
      { topics, timeoutMs: 10_000, validateOnly: false },
      { brokerId: 'controller' },
    );
    const after = await pollUntil(
      'the new partitions',
      async () => {
        const round = await reader.readRound(before, testRound);
        return (
          [...topicOf(round, topic).logEndOffsets].every((end) => end >= 0) &&
          topicOf(round, topic).partitionCount === 3 &&
          round
        );
      },
      { timeoutMs: 15_000 },
    );
    expect([...topicOf(after, topic).logEndOffsets]).toEqual([2, 0, 0]);
    expect([...topicOf(after, topic).logStartOffsets]).toEqual([0, 0, 0]);
    expect(topicOf(after, topic).topicId).toBe(topicOf(before, topic).topicId);
    expect(topicOf(after, topic).leaderBytes).toHaveLength(3);
  });
});
