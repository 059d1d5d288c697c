import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { pollUntil } from '@/demo/poll-until';
import { createKafkaTestClient, type KafkaTestClient, uniqueName } from './kafka-test-client';
import { LagReader, type LagRound } from './lag-reader';

/** Metadata of the first round serves all others. */
const cached = { metadataMaxAgeMs: 3_600_000 };
let client: KafkaTestClient;

beforeAll(async () => {
  client = await createKafkaTestClient({ bootstrapServers: inject('kafkaBrokers').split(',') });
});
afterAll(() => client.close());

function endsOf(round: LagRound, name: string, atMs: number): number[] {
  const topic = round.metadata.topology.topicByName.get(name);
  if (!topic) throw new Error(`no topic ${name}`);
  const slots = Array.from({ length: topic.partitionCount }, (_, partition) => topic.firstSlot + partition);
  return slots.map((slot) =>
    round.logEnds.readAtMs[slot] === atMs ? (round.logEnds.offsets[slot] as number) : Number.NaN,
  );
}

async function readLag(reader: LagReader): Promise<{ round: LagRound; atMs: number }> {
  const atMs = Date.now();
  return { round: await reader.readLag({ atMs, ...cached }), atMs };
}

async function moveReplica(topic: string, from: number, to: number): Promise<void> {
  const partitions = [{ partitionIndex: 0, replicas: [to] }];
  const body = { timeoutMs: 10_000, topics: [{ name: topic, partitions }] };
  await client.gateway.call('AlterPartitionReassignments', body, { brokerId: 'controller', timeoutMs: 15_000 });
  await pollUntil(
    `${topic} to move`,
    async () => {
      const seen = await client.gateway.call('Metadata', { topics: [{ name: topic }] }, { brokerId: from });
      return seen.topics[0]?.partitions[0]?.leaderId === to;
    },
    { timeoutMs: 30_000 },
  );
}

describe('a leader that moved since the metadata was read', () => {
  it('is found within the round, and only what it disowned is asked again', async () => {
    const topic = uniqueName('moving');
    await client.createTopic(topic, [[1], [1], [2]]);
    for (const partition of [0, 1, 2]) await client.appendRecords(topic, partition, 4 + partition);
    const reader = new LagReader(client.gateway);
    await readLag(reader);
    await moveReplica(topic, 1, 3);
    const { round, atMs } = await readLag(reader);
    expect(endsOf(round, topic, atMs)).toEqual([4, 5, 6]);
    expect(round.metadata.topology.topicByName.get(topic)?.leaders[0]).toBe(3);
    expect(round.gaps).toEqual([]);
  });
});

describe('a topic made since the metadata was read', () => {
  it('is looked up when a group commits in it', async () => {
    const [known, late, groupId] = [uniqueName('known'), uniqueName('late'), uniqueName('late-group')];
    await client.createTopic(known, 1);
    const reader = new LagReader(client.gateway);
    await readLag(reader);
    await client.createTopic(late, 2);
    await client.appendRecords(late, 1, 9);
    await client.commitOffsets(groupId, late, { 1: 7 });
    const { round, atMs } = await readLag(reader);
    expect(endsOf(round, late, atMs)).toEqual([0, 9]);
    const topicId = round.metadata.topology.topicByName.get(late)?.topicId;
    expect(round.groups.positions.get(groupId)?.positions).toMatchObject([{ topic: late, topicId }]);
  });
});

describe('unchanged metadata', () => {
  it('is decoded once, so that a round costs little', async () => {
    await client.createTopic(uniqueName('still'), 1);
    const reader = new LagReader(client.gateway);
    const first = await reader.readLag({ atMs: Date.now(), metadataMaxAgeMs: 0 });
    const second = await reader.readLag({ atMs: Date.now(), metadataMaxAgeMs: 0 });
    expect(second.metadata.topology).toBe(first.metadata.topology);
  });
});
