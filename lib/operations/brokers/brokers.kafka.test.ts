import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { z } from 'zod';
import { KAFKA_TOOLS, runKafkaTool } from '@/demo/kafka-tool';
import { NEWEST_KAFKA } from '@/demo/kafka-version';
import { hasKafka } from '@/e2e/harness/has-kafka';
import { createKafkaTestClient, type KafkaTestClient, uniqueName } from '@/lib/server/kafka/kafka-test-client';
import { describeKafkaError } from '@/lib/server/kafka/protocol/kafka-error';
import { CONFIG_RESOURCE, readConfigs } from '../facts/read-configs';
import { readLogDirs } from '../facts/read-log-dirs';
import type { OperationContext } from '../operation';
import { createTestContext, previewInTest, runInTest } from '../testing/run-operation';
import { alterBrokerConfigs } from './alter-broker-configs';
import { alterBrokerLoggers } from './alter-broker-loggers';
import { moveReplicaLogDir } from './move-replica-log-dir';
import { unregisterBroker } from './unregister-broker';

const bootstrapServers = inject('kafkaBrokers').split(',');
let client: KafkaTestClient;
let context: OperationContext;
const topic = uniqueName('on-disk');
/** Changes nothing that a cluster would notice. */
const key = 'log.cleaner.backoff.ms';

beforeAll(async () => {
  client = await createKafkaTestClient({ bootstrapServers });
  context = createTestContext(client.gateway, describeKafkaError);
  await client.createTopic(topic, [
    [1, 2],
    [2, 1],
  ]);
});
afterAll(async () => {
  await client.deleteTopic(topic);
  await client.close();
});

const keyOf = async (name: string) =>
  (await readConfigs(context.kafka, { type: CONFIG_RESOURCE.broker, name })).get(key);

it('1. sets a dynamic config of one broker, as Kafka’s tool sees it, and puts it back', async () => {
  const run = await runInTest(context, alterBrokerConfigs, { brokerId: 3, set: { [key]: '15001' } });
  expect(run.outcomes).toMatchObject([{ subject: 'broker 3', state: 'done' }]);
  expect(run.verification).toEqual({ isVerified: true, differences: [] });
  expect((await keyOf('2'))?.value).toBe('15000');
  const args = ['--bootstrap-server', bootstrapServers.join(','), '--entity-type', 'brokers', '--entity-name', '3'];
  expect((await runKafkaTool(KAFKA_TOOLS.configs, [...args, '--describe'])).stdout).toContain(`${key}=15001`);
  const undone = await runInTest(context, alterBrokerConfigs, run.inverse?.input as { brokerId: number });
  expect(undone.verification.isVerified).toBe(true);
  expect(await keyOf('3')).toMatchObject({ value: '15000', isOwn: false });
});

it('2. sets the default of all brokers, and puts it back', async () => {
  const run = await runInTest(context, alterBrokerConfigs, { brokerId: null, set: { [key]: '15002' } });
  expect(run.verification).toEqual({ isVerified: true, differences: [] });
  for (const id of ['1', '2', '3']) await expect.poll(async () => (await keyOf(id))?.value).toBe('15002');
  const undone = await runInTest(context, alterBrokerConfigs, run.inverse?.input as { brokerId: null });
  expect(undone.verification.isVerified).toBe(true);
  for (const id of ['1', '2', '3']) await expect.poll(async () => (await keyOf(id))?.value).toBe('15000');
});

it('3. refuses what needs a restart, is secret, unknown or wrong; a throttle is known though unlisted', async () => {
  const refusal = async (set: Record<string, string>) =>
    (await previewInTest(context, alterBrokerConfigs, { brokerId: 1, set })).refusals;
  expect(await refusal({ 'log.dirs': '/x' })).toMatchObject([{ key: 'readOnlyConfigs' }]);
  expect(await refusal({ 'ssl.key.password': 'x' })).toMatchObject([{ key: 'sensitiveConfigs' }]);
  expect(await refusal({ 'no.such.key': 'x' })).toMatchObject([{ key: 'unknownConfigs' }]);
  expect(await refusal({ 'log.cleaner.threads': 'many' })).toMatchObject([
    { key: 'kafkaRefuses', values: { error: 'INVALID_REQUEST' } },
  ]);
  expect(await refusal({ 'leader.replication.throttled.rate': '1000000' })).toEqual([]);
});

it('4. sets a logger’s level on one broker alone, and puts it back', async () => {
  const levelsOf = (name: string) => readConfigs(context.kafka, { type: CONFIG_RESOURCE.brokerLogger, name });
  const logger = [...(await levelsOf('2')).values()].find(
    ({ name, value }) => name.startsWith('org.apache.kafka.') && value !== 'FATAL',
  );
  if (!logger) throw new Error('no logger');
  const before = (await levelsOf('1')).get(logger.name)?.value;
  const run = await runInTest(context, alterBrokerLoggers, { brokerId: 2, levels: { [logger.name]: 'FATAL' } });
  expect(run.verification).toEqual({ isVerified: true, differences: [] });
  expect((await levelsOf('1')).get(logger.name)?.value).toBe(before);
  await runInTest(context, alterBrokerLoggers, run.inverse?.input as never);
  expect((await levelsOf('2')).get(logger.name)?.value).toBe(logger.value);
});

it('5. moves a replica to the other log dir of one broker, and back', async () => {
  await client.appendRecords(topic, 0, 500);
  const partitions = [0, 1].map((partition) => ({ topic, partition }));
  const dirsOf = async (brokerId: number) => {
    const dirs = await readLogDirs(context.kafka, brokerId, partitions);
    const current = dirs.find(({ replicas }) => replicas.has(`${topic}-0`))?.logDir ?? '';
    return { current, other: dirs.find(({ logDir }) => logDir !== current)?.logDir ?? '' };
  };
  const [before, follower] = [await dirsOf(1), await dirsOf(2)];
  const move = { topic, partition: 0, logDir: before.other };
  const run = await runInTest(context, moveReplicaLogDir, { brokerId: 1, moves: [move] });
  expect(run.plan.bytesAtLeast).toBeGreaterThanOrEqual(1_000);
  expect(run.outcomes).toMatchObject([{ subject: `${topic}-0`, state: 'done' }]);
  expect(run.verification).toEqual({ isVerified: true, differences: [] });
  expect(await dirsOf(1)).toEqual({ current: before.other, other: before.current });
  expect(await dirsOf(2)).toEqual(follower);
  await runInTest(context, moveReplicaLogDir, run.inverse?.input as never);
  expect(await dirsOf(1)).toEqual(before);
});

/** Batches of a megabyte nearly, so that a copy takes several fetches. */
async function appendLargeRecords(partition: number, count: number): Promise<void> {
  const kafka = new Kafka({ brokers: bootstrapServers, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  const messages = [{ partition, value: Buffer.alloc(900_000, 'x') }];
  for (let sent = 0; sent < count; sent++) await producer.send({ topic, messages });
  await producer.disconnect();
}

/** Stops a copy as the preview tells to with Kafka's own tool, and reads back that it stopped. */
async function stopByTool(given: z.input<typeof moveReplicaLogDir.input>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'highwater-log-dirs-'));
  try {
    const stop = await previewInTest(context, moveReplicaLogDir, given);
    expect(stop.plan?.moves).toMatchObject([{ stopped: expect.any(String) }]);
    const [printed = ''] = stop.description?.commandLines ?? [];
    const file = join(folder, 'log-dirs.json');
    await writeFile(file, printed.slice(printed.indexOf('{'), printed.lastIndexOf('}') + 1));
    const args = ['--bootstrap-server', bootstrapServers.join(','), '--reassignment-json-file', file, '--execute'];
    // Before 2.6 the tool went to ZooKeeper.
    const tool = hasKafka('2.6') ? {} : { version: NEWEST_KAFKA };
    expect(await runKafkaTool(KAFKA_TOOLS.reassignPartitions, args, tool)).toMatchObject({ exitCode: 0 });
    const verify = () => stop.plan && moveReplicaLogDir.verify(context, stop.plan);
    await expect.poll(verify).toEqual({ isVerified: true, differences: [] });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

it('6. says how many records a slow copy still lacks, as a difference, and stops it as its undo', async () => {
  await appendLargeRecords(1, 5);
  const throttle = { 'replica.alter.log.dirs.io.max.bytes.per.second': '1000' };
  await runInTest(context, alterBrokerConfigs, { brokerId: 2, set: throttle });
  try {
    const dirs = await readLogDirs(context.kafka, 2, [{ topic, partition: 1 }]);
    const logDir = dirs.find(({ replicas }) => replicas.size === 0)?.logDir ?? '';
    const given = { brokerId: 2, moves: [{ topic, partition: 1, logDir }] };
    const { plan, inverse } = await previewInTest(context, moveReplicaLogDir, given);
    if (plan === null) throw new Error('refused');
    expect(plan.bytesAtLeast).toBe(2_000_000);
    await moveReplicaLogDir.execute?.(context, plan);
    await expect
      .poll(() => moveReplicaLogDir.verify(context, plan))
      .toEqual({
        isVerified: false,
        differences: [
          { subject: `${topic}-1`, aspect: 'recordsToCopy', before: '0', after: expect.stringMatching(/^[1-9]$/) },
        ],
      });
    const stopped = await runInTest(context, moveReplicaLogDir, inverse?.input as typeof given);
    expect(stopped.plan.moves).toMatchObject([{ stopped: logDir }]);
    expect(stopped.verification).toEqual({ isVerified: true, differences: [] });
    const now = await readLogDirs(context.kafka, 2, [{ topic, partition: 1 }]);
    expect(now.flatMap(({ futures }) => [...futures.keys()])).toEqual([]);
    expect(now.find(({ replicas }) => replicas.size === 1)?.logDir).not.toBe(logDir);
    await moveReplicaLogDir.execute?.(context, plan);
    await stopByTool(inverse?.input as typeof given);
  } finally {
    await runInTest(context, alterBrokerConfigs, { brokerId: 2, remove: Object.keys(throttle) });
  }
});

it('7. refuses to unregister a live broker and one that nobody knows', async () => {
  const refusals = async (brokerId: number) =>
    (await previewInTest(context, unregisterBroker, { brokerId })).refusals.map(({ key: one }) => one);
  expect(await refusals(1)).toEqual(hasKafka('3.0') ? ['brokerIsLive', 'brokerHasReplicas'] : ['onlyKraft']);
  // Below 4.0 Kafka does not tell who is registered: it refuses when asked.
  expect(await refusals(99)).toEqual(hasKafka('4.0') ? ['brokerNotRegistered'] : hasKafka('3.0') ? [] : ['onlyKraft']);
});
