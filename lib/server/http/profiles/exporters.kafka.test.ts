import { Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { pollUntil } from '@/demo/poll-until';
import { type PeerOptions, startPeer } from '@/e2e/harness/start-peer';
import { createEvaluationWindow, evaluateRound } from '@/lib/domain/evaluate-cluster';
import type { JudgedRound } from '@/lib/domain/evaluation';
import {
  createKafkaTestClient,
  type KafkaTestClient,
  testRound,
  uniqueName,
} from '@/lib/server/kafka/kafka-test-client';
import { createSnapshotReader } from '@/lib/server/kafka/snapshot-reader';
import { runInSlices } from '@/lib/server/run-in-slices';
import { describeSample, type ExposedSample, parseExposition } from '../testing/parse-exposition';
import { formatKafkaExporterProfile } from './kafka-exporter-profile';
import { formatKminionProfile } from './kminion-profile';

const bootstrapServers = inject('kafkaBrokers').split(',');
const { KAFKA_EXPORTER_BIN, KMINION_BIN } = process.env;
const topic = uniqueName('exported');
const [simple, live] = [uniqueName('simple'), uniqueName('live')];
let client: KafkaTestClient;
let stopConsumer: () => Promise<void> = async () => undefined;

/** A topic with one partition that has no records, a group that only commits, and one with a member that has read all. */
beforeAll(async () => {
  client = await createKafkaTestClient({ bootstrapServers });
  await client.createTopic(topic, 4);
  for (const partition of [0, 1, 2]) await client.appendRecords(topic, partition, 5 + partition);
  await client.commitOffsets(simple, topic, { 0: 5, 1: 2 });
  const consumer = new Kafka({ brokers: bootstrapServers, logLevel: logLevel.NOTHING }).consumer({ groupId: live });
  await consumer.connect();
  stopConsumer = () => consumer.disconnect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ autoCommitInterval: 100, eachMessage: async () => undefined });
  await pollUntil(
    'the consumer to have committed what it read',
    async () => {
      const { snapshot } = await readRound();
      const group = snapshot.groups.find(({ groupId }) => groupId === live);
      const committed = [...(group?.positions[0]?.committedOffsets ?? [])];
      return committed.reduce((sum, offset) => sum + (offset || 0), 0) === 18;
    },
    { timeoutMs: 30_000 },
  );
});
afterAll(async () => {
  await stopConsumer();
  await client.close();
});

async function readRound(): Promise<JudgedRound> {
  const identity = { clusterId: 'test', clusterName: 'Test', isDemo: false };
  const snapshot = await createSnapshotReader(client.gateway, identity).readRound(null, testRound);
  return { snapshot, evaluation: evaluateRound(createEvaluationWindow(), snapshot).evaluation };
}

/** Samples of the brokers, of our topic and of our groups; other tests move the rest of the cluster meanwhile. */
function ownSamples(samples: readonly ExposedSample[]): ReadonlyMap<string, number> {
  const names = new Set([topic, simple, live]);
  const own = samples.filter(({ labels }) => {
    const named = [labels.topic, labels.topic_name, labels.consumergroup, labels.group_id];
    const told = named.filter((name) => name !== undefined);
    return told.length > 0 && told.every((name) => names.has(name));
  });
  return new Map(own.map(({ name, labels, value }) => [describeSample(name, labels), value]));
}

/** Each sample that only one of the two tells, or with another value. */
function describeDifferences(ours: ReadonlyMap<string, number>, theirs: ReadonlyMap<string, number>): string[] {
  return [...new Set([...ours.keys(), ...theirs.keys()])]
    .filter((sample) => !Object.is(ours.get(sample), theirs.get(sample)))
    .map((sample) => `${sample}: ours ${ours.get(sample) ?? 'absent'}, theirs ${theirs.get(sample) ?? 'absent'}`)
    .sort();
}

/** What the two tell differently; asked anew for a while, because kafka_exporter loses a sample now and then. */
async function compareWithPeer(options: PeerOptions, format: (round: JudgedRound) => Generator<void, Uint8Array>) {
  const peer = await startPeer(options);
  const deadlineMs = performance.now() + 15_000;
  try {
    for (;;) {
      const theirs = ownSamples(parseExposition((await peer.read('/metrics')) ?? '').samples);
      const ours = ownSamples(
        parseExposition(new TextDecoder().decode(await runInSlices(format(await readRound())))).samples,
      );
      expect(ours.size).toBeGreaterThan(20);
      const differences = describeDifferences(ours, theirs);
      if (differences.length === 0 || performance.now() > deadlineMs) return differences;
    }
  } finally {
    await peer.stop();
  }
}

describe('on the same cluster', () => {
  test.skipIf(!KAFKA_EXPORTER_BIN)('kafka_exporter tells the same, sample by sample', async () => {
    const options: PeerOptions = {
      binary: KAFKA_EXPORTER_BIN ?? '',
      readyPath: '/metrics',
      configure: async (port) => ({
        args: [
          ...bootstrapServers.map((server) => `--kafka.server=${server}`),
          `--web.listen-address=127.0.0.1:${port}`,
        ],
      }),
    };
    expect(await compareWithPeer(options, (round) => formatKafkaExporterProfile([round], false))).toEqual([]);
  });

  test.skipIf(!KMINION_BIN)('kminion tells the same, sample by sample', async () => {
    const options: PeerOptions = {
      binary: KMINION_BIN ?? '',
      readyPath: '/metrics',
      configure: async (port) => ({
        args: [],
        env: {
          ...process.env,
          KAFKA_BROKERS: bootstrapServers.join(','),
          EXPORTER_HOST: '127.0.0.1',
          EXPORTER_PORT: String(port),
        },
      }),
    };
    expect(await compareWithPeer(options, (round) => formatKminionProfile([round], false))).toEqual([]);
  });
});
