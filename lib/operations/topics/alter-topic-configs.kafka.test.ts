import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { KAFKA_TOOLS, runKafkaTool } from '@/demo/kafka-tool';
import { createKafkaTestClient, type KafkaTestClient, uniqueName } from '@/lib/server/kafka/kafka-test-client';
import { describeKafkaError } from '@/lib/server/kafka/protocol/kafka-error';
import { CONFIG_RESOURCE, readConfigs } from '../facts/read-configs';
import type { OperationContext } from '../operation';
import { createTestContext, previewInTest, runInTest } from '../testing/run-operation';
import { alterTopicConfigs } from './alter-topic-configs';

const bootstrapServers = inject('kafkaBrokers').split(',');
let client: KafkaTestClient;
let context: OperationContext;
const topics = [uniqueName('altered'), uniqueName('altered')];
const [first = '', second = ''] = topics;

beforeAll(async () => {
  client = await createKafkaTestClient({ bootstrapServers });
  context = createTestContext(client.gateway, describeKafkaError);
  for (const topic of topics) await client.createTopic(topic, 1);
});
afterAll(async () => {
  for (const topic of topics) await client.deleteTopic(topic);
  await client.close();
});

const own = async (topic: string) => {
  const configs = await readConfigs(context.kafka, { type: CONFIG_RESOURCE.topic, name: topic });
  return Object.fromEntries([...configs.values()].filter(({ isOwn }) => isOwn).map(({ name, value }) => [name, value]));
};

it('1. R26: sets keys of two topics at once, and leaves what others set in between', async () => {
  const given = { topics, set: { 'retention.ms': '7200000', 'cleanup.policy': 'compact, delete' } };
  const before = await previewInTest(context, alterTopicConfigs, given);
  const tool = ['--bootstrap-server', bootstrapServers.join(','), '--entity-type', 'topics', '--entity-name', first];
  const set = await runKafkaTool(KAFKA_TOOLS.configs, [...tool, '--alter', '--add-config', 'segment.ms=3600000']);
  expect(set.exitCode).toBe(0);
  const run = await runInTest(context, alterTopicConfigs, given);
  expect(run.plan).toEqual(before.plan);
  expect(run.outcomes).toEqual(topics.map((subject) => expect.objectContaining({ subject, state: 'done' })));
  expect(run.verification).toEqual({ isVerified: true, differences: [] });
  expect(run.inverse).toMatchObject({ input: { topics, set: {}, remove: ['cleanup.policy', 'retention.ms'] } });
  expect(await own(first)).toEqual({
    'cleanup.policy': 'compact,delete',
    'retention.ms': '7200000',
    'segment.ms': '3600000',
  });
  const { stdout } = await runKafkaTool(KAFKA_TOOLS.configs, [...tool, '--describe']);
  expect(stdout).toContain('retention.ms=7200000');
  expect(stdout).toContain('segment.ms=3600000');
});

it('2. another value in between gives another plan', async () => {
  const given = { topics: [first], set: { 'max.message.bytes': '2000' } };
  const { plan } = await previewInTest(context, alterTopicConfigs, given);
  await runInTest(context, alterTopicConfigs, { topics: [first], set: { 'max.message.bytes': '1999' } });
  expect((await previewInTest(context, alterTopicConfigs, given)).plan).not.toEqual(plan);
});

it('3. the inverse puts back exactly what was', async () => {
  const was = await own(second);
  const { inverse } = await runInTest(context, alterTopicConfigs, {
    topics: [second],
    set: { 'flush.ms': '5' },
    remove: ['retention.ms'],
  });
  expect(await own(second)).toMatchObject({ 'flush.ms': '5' });
  await runInTest(context, alterTopicConfigs, inverse?.input as { topics: string[] });
  expect(await own(second)).toEqual(was);
});

it('4. refuses with Kafka’s reason: unknown key, bad value, topic that is not there', async () => {
  const refusal = async (given: Parameters<typeof alterTopicConfigs.input.parse>[0]) =>
    (await previewInTest(context, alterTopicConfigs, given as never)).refusals;
  expect(await refusal({ topics: [first], set: { 'no.such.key': '1' } })).toMatchObject([
    { key: 'kafkaRefusesFor', values: { subject: first, error: 'INVALID_CONFIG' } },
  ]);
  expect(await refusal({ topics, set: { 'retention.ms': 'soon' } })).toHaveLength(2);
  expect(await refusal({ topics: [uniqueName('gone')], set: { 'retention.ms': '1' } })).toMatchObject([
    { key: 'missingTopics' },
  ]);
  expect(await refusal({ topics: [first], remove: ['no.such.key'] })).toMatchObject([{ key: 'unknownConfigs' }]);
});
