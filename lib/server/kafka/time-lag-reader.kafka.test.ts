import { CompressionTypes, Kafka, logLevel, type Message, Partitioners } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { pollUntil } from '@/demo/poll-until';
import type { RecordProbe } from '@/lib/domain/record-probe';
import type { ClusterSnapshot } from '@/lib/domain/snapshot';
import { createKafkaTestClient, type KafkaTestClient, testRound, topicOf, uniqueName } from './kafka-test-client';
import { createSnapshotReader } from './snapshot-reader';

const bootstrapServers = inject('kafkaBrokers').split(',');
const kafka = new Kafka({ brokers: bootstrapServers, logLevel: logLevel.NOTHING });
const createPartitioner = Partitioners.DefaultPartitioner;
let client: KafkaTestClient;

beforeAll(async () => {
  client = await createKafkaTestClient({ bootstrapServers });
});
afterAll(() => client.close());

function createReader() {
  return createSnapshotReader(client.gateway, { clusterId: 'test', clusterName: 'Test', isDemo: false });
}

async function newTopic(): Promise<string> {
  const topic = uniqueName('time-lag');
  await client.createTopic(topic, 1);
  return topic;
}

async function send(topic: string, messages: readonly Message[], compression = CompressionTypes.None): Promise<void> {
  const producer = kafka.producer({ createPartitioner });
  await producer.connect();
  await producer.send({ topic, messages: [...messages], compression });
  await producer.disconnect();
}

async function sendInTransaction(topic: string, count: number, end: 'commit' | 'abort'): Promise<void> {
  const producer = kafka.producer({
    transactionalId: uniqueName('transaction'),
    idempotent: true,
    maxInFlightRequests: 1,
    createPartitioner,
  });
  await producer.connect();
  const transaction = await producer.transaction();
  await transaction.send({ topic, messages: Array.from({ length: count }, () => ({ value: 'in a transaction' })) });
  await transaction[end]();
  await producer.disconnect();
}

/** What a reader finds at a commit once the log has reached `logEnd`. */
async function probe(topic: string, committed: number, logEnd: number): Promise<RecordProbe> {
  const reader = createReader();
  let previous: ClusterSnapshot | null = null;
  const probes = [{ topic, partition: 0, committed, logEnd }];
  return pollUntil(
    `what lies at ${committed} of ${topic}`,
    async () => {
      const round: ClusterSnapshot = await reader.readRound(previous, { ...testRound, probes });
      previous = round;
      const found = round.recordProbes.find((one) => one.topic === topic);
      return topicOf(round, topic).logEndOffsets[0] === logEnd && found;
    },
    { timeoutMs: 20_000 },
  );
}

const LONG_AGO = 1_700_000_000_000;
const dated = (...offsets: readonly number[]) =>
  offsets.map((offset) => ({ value: `v${offset}`, timestamp: String(LONG_AGO + offset * 1000) }));

describe('the record that a commit waits at', () => {
  it('is told with its own time, wherever it stands in its batch', async () => {
    const topic = await newTopic();
    await send(topic, dated(0, 1, 2, 3));
    await send(topic, dated(4, 5));
    for (const committed of [0, 2, 3, 4, 5]) {
      expect(await probe(topic, committed, 6)).toMatchObject({
        nextRecord: committed,
        recordAtMs: LONG_AGO + committed * 1000,
        recordErrorMs: 0,
      });
    }
  });

  it('of a compressed batch lies within the span of the batch, and the first one is exact', async () => {
    const topic = await newTopic();
    await send(topic, dated(0, 1, 2, 3, 4), CompressionTypes.GZIP);
    expect(await probe(topic, 0, 5)).toMatchObject({ nextRecord: 0, recordAtMs: LONG_AGO, recordErrorMs: 0 });
    const inside = await probe(topic, 3, 5);
    expect(inside.nextRecord).toBe(3);
    expect(Math.abs(inside.recordAtMs - (LONG_AGO + 3000))).toBeLessThanOrEqual(inside.recordErrorMs);
    expect(inside.recordErrorMs).toBe(2000);
  });

  it('is none when only the marker of a transaction follows', async () => {
    const topic = await newTopic();
    await sendInTransaction(topic, 2, 'commit');
    expect(await probe(topic, 2, 3)).toMatchObject({ nextRecord: 3, recordAtMs: Number.NaN });
    expect(await probe(topic, 1, 3)).toMatchObject({ nextRecord: 1 });
  });

  it('is the next one that counts, past what was aborted', async () => {
    const topic = await newTopic();
    await sendInTransaction(topic, 3, 'abort');
    expect(await probe(topic, 0, 4)).toMatchObject({ nextRecord: 4, recordAtMs: Number.NaN });
    await send(topic, dated(9));
    expect(await probe(topic, 0, 5)).toMatchObject({ nextRecord: 4, recordAtMs: LONG_AGO + 9000 });
  });

  it('is found in a batch larger than the first look', async () => {
    const topic = await newTopic();
    await send(topic, [{ value: 'x'.repeat(300_000), timestamp: String(LONG_AGO) }]);
    await send(topic, [{ value: 'y'.repeat(300_000), timestamp: String(LONG_AGO + 1) }]);
    expect(await probe(topic, 1, 2)).toMatchObject({ nextRecord: 1, recordAtMs: LONG_AGO + 1 });
  });

  it('is looked for once: a commit that stands still costs no further Fetch', async () => {
    const topic = await newTopic();
    await send(topic, dated(0, 1));
    const reader = createReader();
    const probes = [{ topic, partition: 0, committed: 1, logEnd: 2 }];
    const fetches = () =>
      client.gateway.requestFacts().reduce((sum, broker) => sum + (broker.requestCounts.Fetch ?? 0), 0);
    const first = await reader.readRound(null, { ...testRound, probes });
    const after = fetches();
    const second = await reader.readRound(first, { ...testRound, probes });
    expect(second.recordProbes).toEqual(first.recordProbes);
    expect(second.recordProbes).toHaveLength(1);
    expect(fetches()).toBe(after);
    expect((await reader.readRound(second, testRound)).recordProbes).toEqual([]);
  });
});

describe('log ends of the time before the first round', () => {
  it('are read in the first three rounds, two ages each, and never again', async () => {
    const topic = await newTopic();
    const now = Date.now();
    const aged = (minutes: number) => ({ value: 'v', timestamp: String(now - minutes * 60_000) });
    for (const minutes of [3000, 1000, 90, 30, 10, 2]) await send(topic, [aged(minutes)]);
    const reader = createReader();
    const told = new Map<number, number>();
    let previous: ClusterSnapshot | null = null;
    for (let index = 0; index < 4; index++) {
      const round: ClusterSnapshot = await reader.readRound(previous, testRound);
      previous = round;
      const past = topicOf(round, topic).pastLogEnds;
      expect(past).toHaveLength(index < 3 ? 2 : 0);
      for (const { atMs, offsets } of past) {
        told.set(Math.round((round.capturedAtMs - atMs) / 60_000), offsets[0] as number);
      }
    }
    expect([...told].sort(([left], [right]) => left - right)).toEqual([
      [1, 6],
      [5, 5],
      [15, 4],
      [60, 3],
      [360, 2],
      [1440, 1],
    ]);
  });
});
