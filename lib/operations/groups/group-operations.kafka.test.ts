import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { pollUntil } from '@/demo/poll-until';
import { createGroupRig, type GroupRig } from '@/e2e/harness/group-rig';
import { hasKafka } from '@/e2e/harness/has-kafka';
import { createKafkaTestClient, type KafkaTestClient, uniqueName } from '@/lib/server/kafka/kafka-test-client';
import { describeKafkaError } from '@/lib/server/kafka/protocol/kafka-error';
import { createStreamsTestMember } from '@/lib/server/kafka/streams-test-member';
import { readGroupOffsets } from '../facts/read-group-offsets';
import { readGroup } from '../facts/read-groups';
import type { OperationContext } from '../operation';
import { createTestContext, previewInTest, runInTest } from '../testing/run-operation';
import { deleteGroup } from './delete-group';
import { deleteGroupOffsets } from './delete-group-offsets';
import { deleteRestorePoint } from './delete-restore-point';
import { removeGroupMember } from './remove-group-member';
import { resetGroupOffsets } from './reset-group-offsets';
import { saveRestorePoint } from './save-restore-point';

const brokers = inject('kafkaBrokers');
const topic = uniqueName('read');
const other = uniqueName('read');
let client: KafkaTestClient;
let context: OperationContext;
let rig: GroupRig;

beforeAll(async () => {
  client = await createKafkaTestClient({ bootstrapServers: brokers.split(',') });
  context = createTestContext(client.gateway, describeKafkaError);
  rig = createGroupRig(context.kafka, brokers);
  for (const name of [topic, other]) {
    await client.createTopic(name, 3);
    for (const partition of [0, 1, 2]) await client.appendRecords(name, partition, 20);
  }
});
afterAll(async () => {
  await rig?.close();
  await client?.close();
});

/** A group's offsets as Kafka has them, by `topic-partition`. */
async function offsetsOf(groupId: string): Promise<Readonly<Record<string, number | null>>> {
  const offsets = await readGroupOffsets(context.kafka, await readGroup(context.kafka, groupId));
  return Object.fromEntries(offsets.map((one) => [`${one.topic}-${one.partition}`, one.offset]));
}

const done = { isVerified: true, differences: [] };

describe('offsets of a group that clients without membership commit', () => {
  it('1. are put where previewed, read back, and taken back exactly', async () => {
    const group = uniqueName('undone');
    await client.commitOffsets(group, topic, { 0: 3, 1: 7 });
    const before = await offsetsOf(group);
    const run = await runInTest(context, resetGroupOffsets, { group, topics: [topic], to: { kind: 'latest' } });
    expect(run.verification).toEqual(done);
    expect(await offsetsOf(group)).toEqual({ [`${topic}-0`]: 20, [`${topic}-1`]: 20, [`${topic}-2`]: 20 });
    expect(run.outcomes.map(({ state }) => state)).toEqual(['done', 'done', 'done']);
    const undone = await runInTest(context, resetGroupOffsets, run.inverse?.input as never);
    expect(undone.verification).toEqual(done);
    expect(await offsetsOf(group)).toEqual(before);
  });

  it('2. of a group that never was make the group', async () => {
    const group = uniqueName('made');
    const run = await runInTest(context, resetGroupOffsets, { group, topics: [topic], to: { kind: 'earliest' } });
    expect(run.verification).toEqual(done);
    expect(run.description.warnings).toContainEqual({ key: 'groupComesToBe', values: { group } });
    expect(Object.values(await offsetsOf(group))).toEqual([0, 0, 0]);
  });

  it('3. are copied from another group, and kept in a restore point to go back to', async () => {
    const [from, group] = [uniqueName('from'), uniqueName('copy')];
    await client.commitOffsets(from, topic, { 0: 1, 2: 2 });
    await client.commitOffsets(group, topic, { 0: 11, 1: 12 });
    await client.commitOffsets(group, other, { 0: 13 });
    const before = await offsetsOf(group);
    const saved = await runInTest(context, saveRestorePoint, { group, name: 'before the copy' });
    expect(saved.verification).toEqual(done);
    await runInTest(context, resetGroupOffsets, { group, to: { kind: 'group', group: from } });
    expect(await offsetsOf(group)).toEqual({ ...before, [`${topic}-0`]: 1, [`${topic}-2`]: 2 });
    const to = { kind: 'restorePoint', name: 'before the copy' } as const;
    await runInTest(context, resetGroupOffsets, { group, to });
    expect(await offsetsOf(group)).toEqual({ ...before, [`${topic}-2`]: 2 });
    const again = await previewInTest(context, saveRestorePoint, { group, name: 'before the copy' });
    expect(again.refusals).toMatchObject([{ key: 'restorePointExists' }]);
    const removed = await runInTest(context, deleteRestorePoint, { group, name: 'before the copy' });
    expect(removed.verification).toEqual(done);
    const gone = await previewInTest(context, resetGroupOffsets, { group, to });
    expect(gone.refusals).toMatchObject([{ key: 'noRestorePoint' }]);
  });

  it('4. are deleted by topic and partition, and come back', async () => {
    const group = uniqueName('forgotten');
    await client.commitOffsets(group, topic, { 0: 4, 1: 5, 2: 6 });
    const before = await offsetsOf(group);
    const run = await runInTest(context, deleteGroupOffsets, { group, topics: [`${topic}:0,2`] });
    expect(run.verification).toEqual(done);
    expect(await offsetsOf(group)).toEqual({ [`${topic}-1`]: 5 });
    await runInTest(context, resetGroupOffsets, run.inverse?.input as never);
    expect(await offsetsOf(group)).toEqual(before);
  });

  // A ZooKeeper takes minutes for so many partitions.
  it.skipIf(!hasKafka('3.0'))('5. of thousands of partitions are written in pieces that Kafka takes', async () => {
    const [wide, group] = [uniqueName('wide'), uniqueName('wide')];
    await client.createTopic(wide, 1_100);
    const given = { group, topics: [wide], to: { kind: 'latest' as const } };
    const isLed = async () => (await previewInTest(context, resetGroupOffsets, given)).plan !== null;
    await pollUntil('leaders', isLed, { timeoutMs: 30_000 });
    const run = await runInTest(context, resetGroupOffsets, given);
    expect(run.verification).toEqual(done);
    expect(Object.keys(await offsetsOf(group))).toHaveLength(1_100);
    await client.deleteTopic(wide);
  });

  it('6. go with their groups, of which one comes back', async () => {
    const groups = [uniqueName('gone'), uniqueName('gone')];
    for (const group of groups) await client.commitOffsets(group, topic, { 0: 9 });
    const many = await runInTest(context, deleteGroup, { groups });
    expect([many.verification, many.inverse]).toEqual([done, null]);
    const [one = ''] = groups;
    await client.commitOffsets(one, topic, { 1: 9 });
    const run = await runInTest(context, deleteGroup, { groups: [one] });
    const { stdout } = await rig.tool('consumerGroups', '--list');
    expect(stdout.split('\n')).not.toContain(one);
    await runInTest(context, resetGroupOffsets, run.inverse?.input as never);
    expect(await offsetsOf(one)).toEqual({ [`${topic}-1`]: 9 });
    const missing = await previewInTest(context, deleteGroup, { groups: [uniqueName('nobody')] });
    expect(missing.refusals).toMatchObject([{ key: 'noSuchGroups' }]);
  });
});

const types = hasKafka('4.0') ? (['classic', 'consumer'] as const) : (['classic'] as const);

describe.each(types)('a live %s group', (type) => {
  const group = uniqueName(`live-${type}`);
  const instance = `instance-${type}`;

  it('7. is not changed, and its members are named; Kafka’s own tool refuses it too', async () => {
    await client.commitOffsets(group, other, { 0: 2 });
    const properties = [`group.instance.id=${instance}`, 'auto.commit.interval.ms=200'];
    await rig.startMember({ type, groupId: group, topic, properties });
    const reset = await previewInTest(context, resetGroupOffsets, { group, topics: [topic], to: { kind: 'earliest' } });
    expect(reset.refusals).toMatchObject([{ key: 'groupIsActive', values: { group, state: 'Stable', count: 1 } }]);
    expect(reset.refusals[0]?.values?.names).toContain(instance);
    await expect(rig.dryRun(group, '--topic', topic, '--to-earliest')).rejects.toThrow(/inactive/);
    const removed = await previewInTest(context, deleteGroup, { groups: [group] });
    expect(removed.refusals).toMatchObject([{ key: 'groupIsActive' }]);
  });

  it('8. keeps the offsets of what it reads, and loses those of what it does not', async () => {
    await pollUntil('a commit', async () => (await offsetsOf(group))[`${topic}-0`] !== undefined, {
      timeoutMs: 20_000,
    });
    const read = await previewInTest(context, deleteGroupOffsets, { group, topics: [topic] });
    expect(read.refusals).toMatchObject([{ key: 'groupReadsTopics', values: { names: topic } }]);
    const left = await runInTest(context, deleteGroupOffsets, { group, topics: [other] });
    expect(left.verification).toEqual(done);
  });

  it('9. loses a static member that died, by its instance id', async () => {
    const dead = `dead-${type}`;
    const timeout = type === 'classic' ? ['session.timeout.ms=600000', 'heartbeat.interval.ms=1000'] : [];
    const properties = [`group.instance.id=${dead}`, ...timeout];
    const member = await rig.startMember({ type, groupId: group, topic, properties }, 2);
    member.signal('SIGKILL');
    await member.exited;
    const run = await runInTest(context, removeGroupMember, { group, members: [dead] });
    expect(run.outcomes).toMatchObject([{ subject: dead, state: 'done' }]);
    expect(run.verification).toEqual(done);
    const now = await readGroup(context.kafka, group);
    expect(now.members.map(({ groupInstanceId }) => groupInstanceId)).toEqual([instance]);
    const unknown = await previewInTest(context, removeGroupMember, { group, members: ['nobody'] });
    expect(unknown.refusals).toMatchObject([{ key: 'noSuchMembers' }]);
  });
});

it('10. dynamic members are removed by their member ids, all at once', async () => {
  const group = uniqueName('dynamic');
  const member = await rig.startMember({ type: hasKafka('4.0') ? 'consumer' : 'classic', groupId: group, topic });
  member.signal('SIGKILL');
  await member.exited;
  const run = await runInTest(context, removeGroupMember, { group });
  expect(run.verification).toEqual(done);
  await rig.pollGroup(group, ({ state }) => state === 'Empty');
});

it.skipIf(!hasKafka('4.2'))(
  '11. a share group: start offsets are put, deleted by topic, and the group goes; its members are not Kafka’s to remove',
  async () => {
    const group = uniqueName('shared');
    const member = await rig.startMember({ type: 'share', groupId: group, topic });
    const live = await previewInTest(context, resetGroupOffsets, { group, topics: [topic], to: { kind: 'earliest' } });
    expect(live.refusals).toMatchObject([{ key: 'groupIsActive' }]);
    const remove = await previewInTest(context, removeGroupMember, { group });
    expect(remove.refusals).toMatchObject([{ key: 'noMemberRemoval', values: { type: 'share' } }]);
    await member.stop();
    await rig.pollGroup(group, ({ state }) => state === 'Empty');
    const put = await runInTest(context, resetGroupOffsets, {
      group,
      topics: [topic],
      to: { kind: 'offset', offset: 5 },
    });
    expect(put.verification).toEqual(done);
    const shift = await runInTest(context, resetGroupOffsets, {
      group,
      topics: [`${topic}:1`],
      to: { kind: 'shift', by: 2 },
    });
    expect(shift.verification).toEqual(done);
    expect(await offsetsOf(group)).toEqual({ [`${topic}-0`]: 5, [`${topic}-1`]: 7, [`${topic}-2`]: 5 });
    const part = await previewInTest(context, deleteGroupOffsets, { group, topics: [`${topic}:1`] });
    expect(part.refusals).toMatchObject([{ key: 'shareWholeTopics' }]);
    const removed = await runInTest(context, deleteGroupOffsets, { group, topics: [topic] });
    expect(removed.verification).toEqual(done);
    const gone = await runInTest(context, deleteGroup, { groups: [group] });
    expect(gone.verification).toEqual(done);
  },
);

it.skipIf(!hasKafka('4.2'))(
  '12. a streams group (KIP-1071): offsets are put and deleted as those of a consumer group',
  async () => {
    const group = uniqueName('streams');
    const member = await createStreamsTestMember(client.gateway, group, topic);
    await pollUntil('the member to join', () => member.heartbeat(0, null), { timeoutMs: 20_000, intervalMs: 300 });
    await member.heartbeat(-1, []);
    member.close();
    await rig.pollGroup(group, ({ state, type }) => state === 'Empty' && type === 'streams');
    const put = await runInTest(context, resetGroupOffsets, {
      group,
      topics: [topic],
      to: { kind: 'offset', offset: 5 },
    });
    expect(put.verification).toEqual(done);
    expect(put.description.warnings).toContainEqual({ key: 'streamsStateStays' });
    const flags = ['--reset-offsets', '--dry-run', '--group', group, '--all-input-topics', '--shift-by', '3'];
    const byTool = await rig.tool('streamsGroups', ...flags);
    const rows = byTool.stdout.split('\n').filter((line) => line.includes(topic));
    const { plan } = await previewInTest(context, resetGroupOffsets, { group, to: { kind: 'shift', by: 3 } });
    expect(rows.map((row) => Number(row.trim().split(/\s+/).at(-1)))).toEqual(
      plan?.partitions.map(({ after }) => after),
    );
    const removed = await runInTest(context, deleteGroupOffsets, { group });
    expect(removed.verification).toEqual(done);
    const gone = await runInTest(context, deleteGroup, { groups: [group] });
    expect(gone.verification).toEqual(done);
  },
);
