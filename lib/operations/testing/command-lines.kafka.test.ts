import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { z } from 'zod';
import { ensureKafkaJars } from '@/demo/kafka-jars';
import { KAFKA_TOOLS } from '@/demo/kafka-tool';
import { pollUntil } from '@/demo/poll-until';
import { createGroupRig } from '@/e2e/harness/group-rig';
import { createKafkaTestClient, type KafkaTestClient, uniqueName } from '@/lib/server/kafka/kafka-test-client';
import { describeKafkaError } from '@/lib/server/kafka/protocol/kafka-error';
import { createStreamsTestMember } from '@/lib/server/kafka/streams-test-member';
import { alterBrokerConfigs } from '../brokers/alter-broker-configs';
import { alterBrokerLoggers } from '../brokers/alter-broker-loggers';
import { moveReplicaLogDir } from '../brokers/move-replica-log-dir';
import { unregisterBroker } from '../brokers/unregister-broker';
import { electLeaders } from '../elections/elect-leaders';
import { CONFIG_RESOURCE, readConfigs } from '../facts/read-configs';
import { readLogDirs } from '../facts/read-log-dirs';
import { deleteGroup } from '../groups/delete-group';
import { deleteGroupOffsets } from '../groups/delete-group-offsets';
import { resetGroupOffsets } from '../groups/reset-group-offsets';
import type { Operation, OperationContext } from '../operation';
import { addPartitions } from '../topics/add-partitions';
import { alterTopicConfigs } from '../topics/alter-topic-configs';
import { createTopics } from '../topics/create-topics';
import { deleteRecords } from '../topics/delete-records';
import { deleteTopic } from '../topics/delete-topic';
import { recreateTopic } from '../topics/recreate-topic';
import { createTestContext, previewInTest, runInTest } from './run-operation';

/** The classes behind the scripts of Kafka's `bin/`. */
const TOOLS = {
  'kafka-topics': 'org.apache.kafka.tools.TopicCommand',
  'kafka-configs': 'kafka.admin.ConfigCommand',
  'kafka-delete-records': 'org.apache.kafka.tools.DeleteRecordsCommand',
  'kafka-leader-election': 'org.apache.kafka.tools.LeaderElectionCommand',
  'kafka-reassign-partitions': 'org.apache.kafka.tools.reassign.ReassignPartitionsCommand',
  'kafka-cluster': 'org.apache.kafka.tools.ClusterTool',
  'kafka-consumer-groups': KAFKA_TOOLS.consumerGroups,
  'kafka-share-groups': KAFKA_TOOLS.shareGroups,
  'kafka-streams-groups': KAFKA_TOOLS.streamsGroups,
};
const servers = inject('kafkaBrokers');
let client: KafkaTestClient;
let context: OperationContext;
let folder: string;
const [topic, other] = [uniqueName('by.tool'), uniqueName('by.tool')];

beforeAll(async () => {
  client = await createKafkaTestClient({ bootstrapServers: servers.split(',') });
  context = createTestContext(client.gateway, describeKafkaError);
  folder = await mkdtemp(join(tmpdir(), 'highwater-command-lines-'));
  await mkdir(join(folder, 'bin'));
  const { javaPath, classpath } = await ensureKafkaJars();
  for (const [name, mainClass] of Object.entries(TOOLS)) {
    const path = join(folder, 'bin', `${name}.sh`);
    const java = `"${javaPath}" -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '${classpath}' ${mainClass}`;
    await writeFile(path, `#!/bin/sh\nexec ${java} "$@"\n`);
    await chmod(path, 0o755);
  }
});
afterAll(async () => {
  await client?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs lines as an operator who pastes them into a shell beside Kafka's `bin/`. */
async function paste(lines: readonly string[]): Promise<string> {
  const env = { ...process.env, BOOTSTRAP_SERVERS: servers };
  const { stdout } = await promisify(execFile)('sh', ['-ec', lines.join('\n')], { cwd: folder, env });
  return stdout;
}

/** What the command lines of a preview do is what the plan says: the operation's own verification agrees. */
async function pasteAndVerify<Input extends z.ZodType, Facts, Plan>(
  operation: Operation<Input, Facts, Plan>,
  input: z.input<Input>,
): Promise<void> {
  const { plan, description, refusals } = await previewInTest(context, operation, input);
  if (plan === null || description === null) throw new Error(`refused: ${JSON.stringify(refusals)}`);
  await paste(description.commandLines);
  const verify = () => operation.verify(context, plan);
  await expect.poll(verify, { timeout: 20_000 }).toEqual({ isVerified: true, differences: [] });
}

it('1. creates topics', async () => {
  await pasteAndVerify(createTopics, {
    topics: [
      { topic, partitionCount: 2, replicationFactor: 2, configs: { 'cleanup.policy': 'compact,delete' } },
      { topic: other, partitionCount: 1, replicationFactor: 1 },
    ],
  });
});

it('2. sets and removes configs of topics, lists with commas too', async () => {
  await pasteAndVerify(alterTopicConfigs, {
    topics: [topic, other],
    set: { 'cleanup.policy': 'delete', 'leader.replication.throttled.replicas': '0:1,1:2', 'segment.ms': '3600000' },
  });
  await pasteAndVerify(alterTopicConfigs, {
    topics: [topic],
    set: { 'segment.ms': '7200000' },
    remove: ['leader.replication.throttled.replicas', 'cleanup.policy'],
  });
});

it('3. adds partitions, on chosen brokers and on Kafka’s', async () => {
  await pasteAndVerify(addPartitions, { topics: [topic], total: 4, brokers: [1, 2, 3] });
  await pasteAndVerify(addPartitions, { topics: [topic, other], total: 5 });
});

it('4. deletes records', async () => {
  for (const partition of [0, 1]) await client.appendRecords(topic, partition, 9);
  await pasteAndVerify(deleteRecords, { topic, partitions: [0, 1], to: { kind: 'offset', offset: 4 } });
});

it('5. elects preferred leaders of many partitions', async () => {
  const { topics } = await client.gateway.call('Metadata', { topics: [{ name: topic }] });
  const turned = (topics[0]?.partitions ?? []).slice(0, 2).map(({ partitionIndex, replicaNodes }) => {
    return { partitionIndex, replicas: [...replicaNodes].reverse() };
  });
  const body = { topics: [{ name: topic, partitions: turned }], timeoutMs: 10_000 };
  await client.gateway.call('AlterPartitionReassignments', body, { brokerId: 'controller' });
  const preview = () => previewInTest(context, electLeaders, { topics: [topic] });
  await expect.poll(async () => (await preview()).plan?.partitions.length, { timeout: 20_000 }).toBe(2);
  await pasteAndVerify(electLeaders, { topics: [topic] });
});

it('6. changes brokers: configs of one and of all, and loggers', async () => {
  const set = { 'producer.id.expiration.ms': '86400003' };
  const remove = Object.keys(set);
  for (const brokerId of [2, null]) {
    await pasteAndVerify(alterBrokerConfigs, { brokerId, set });
    await runInTest(context, alterBrokerConfigs, { brokerId, set: {}, remove });
  }
  const loggers = await readConfigs(context.kafka, { type: CONFIG_RESOURCE.brokerLogger, name: '3' });
  const logger =
    [...loggers.values()].find(({ name, value }) => name.includes('.') && value === 'WARN')?.name ?? 'root';
  await pasteAndVerify(alterBrokerLoggers, { brokerId: 3, levels: { [logger]: 'ERROR' } });
  await runInTest(context, alterBrokerLoggers, { brokerId: 3, levels: { [logger]: 'WARN' } });
});

it('7. moves a replica to another log dir', async () => {
  const [partition] =
    (await client.gateway.call('Metadata', { topics: [{ name: topic }] })).topics[0]?.partitions ?? [];
  const [brokerId = -1, named] = [partition?.replicaNodes[1], { topic, partition: partition?.partitionIndex ?? -1 }];
  const dirs = await readLogDirs(context.kafka, brokerId, [named]);
  const logDir = dirs.find(({ replicas }) => replicas.size === 0)?.logDir ?? '';
  await pasteAndVerify(moveReplicaLogDir, { brokerId, moves: [{ ...named, logDir }] });
});

it('8. unregisters: the tool takes the line, and Kafka knows no such broker', async () => {
  const lines = unregisterBroker.describe({ brokerId: 4_242 }).commandLines;
  const output = await paste(lines.map((line) => `${line} 2>&1 || true`));
  expect(output).toContain('BrokerIdNotRegisteredException');
});

it('9. puts and deletes offsets of a group with an awkward name, and deletes it', async () => {
  const group = uniqueName('it\'s, "so" awkward');
  await client.commitOffsets(group, topic, { 0: 5, 1: 6 });
  await pasteAndVerify(resetGroupOffsets, { group, to: { kind: 'shift', by: 1 } });
  const offsets = { [topic]: { 0: 9, 1: null } };
  await pasteAndVerify(resetGroupOffsets, { group, to: { kind: 'offsets', offsets } });
  await pasteAndVerify(deleteGroupOffsets, { group, topics: [`${topic}:0`] });
  await client.commitOffsets(group, topic, { 0: 5 });
  await pasteAndVerify(deleteGroup, { groups: [group] });
});

it('10. the same of a share group and a streams group', async () => {
  const rig = createGroupRig(context.kafka, servers);
  const share = uniqueName('share');
  const member = await rig.startMember({ type: 'share', groupId: share, topic });
  await member.stop();
  await rig.pollGroup(share, ({ state }) => state === 'Empty');
  await pasteAndVerify(resetGroupOffsets, { group: share, topics: [`${topic}:0,1`], to: { kind: 'earliest' } });
  await pasteAndVerify(resetGroupOffsets, { group: share, topics: [topic], to: { kind: 'latest' } });
  const to = { kind: 'timestamp', timestampMs: Date.now() - 60_000 } as const;
  await pasteAndVerify(resetGroupOffsets, { group: share, topics: [topic], to });
  await pasteAndVerify(deleteGroupOffsets, { group: share, topics: [topic] });
  await pasteAndVerify(deleteGroup, { groups: [share] });
  const streams = uniqueName('streams');
  const joined = await createStreamsTestMember(client.gateway, streams, topic);
  await pollUntil('the member to join', () => joined.heartbeat(0, null), { timeoutMs: 20_000, intervalMs: 300 });
  await joined.heartbeat(-1, []);
  joined.close();
  await rig.pollGroup(streams, ({ state }) => state === 'Empty');
  await pasteAndVerify(resetGroupOffsets, { group: streams, topics: [`${topic}:0,1`], to: { kind: 'latest' } });
  await pasteAndVerify(deleteGroupOffsets, { group: streams });
  await pasteAndVerify(deleteGroup, { groups: [streams] });
  await rig.close();
});

it('11. recreates a topic and deletes both', async () => {
  await pasteAndVerify(recreateTopic, { topic });
  await pasteAndVerify(deleteTopic, { topics: [topic, other] });
});
