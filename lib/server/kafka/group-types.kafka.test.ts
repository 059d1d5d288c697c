import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type StartedProcess, startProcess } from '@/demo/child-process';
import { ensureKafkaJars } from '@/demo/kafka-jars';
import { KAFKA_TOOLS, runKafkaTool } from '@/demo/kafka-tool';
import { pollUntil } from '@/demo/poll-until';
import type { GroupFacts } from '@/lib/domain/snapshot';
import { createKafkaTestClient, type KafkaTestClient, testRound, uniqueName } from './kafka-test-client';
import { createSnapshotReader } from './snapshot-reader';
import { createStreamsTestMember } from './streams-test-member';

const brokers = inject('kafkaBrokers');
const topic = uniqueName('typed');
const logDirectory = mkdtempSync(path.join(tmpdir(), 'group-types-'));
const members: StartedProcess[] = [];
let client: KafkaTestClient;

/** A member as Kafka's own console tools start it. */
async function startMember(mainClass: string, args: readonly string[]): Promise<void> {
  const { javaPath, classpath } = await ensureKafkaJars();
  const common = ['--bootstrap-server', brokers, '--topic', topic];
  const jvm = ['-Xmx96m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classpath];
  members.push(
    startProcess(javaPath, [...jvm, mainClass, ...common, ...args], { logPath: path.join(logDirectory, 'member.log') }),
  );
}

beforeAll(async () => {
  client = await createKafkaTestClient({ bootstrapServers: brokers.split(',') });
  await client.createTopic(topic, 3);
  for (const partition of [0, 1, 2]) await client.appendRecords(topic, partition, 10);
});

afterAll(async () => {
  await Promise.all(members.map((member) => member.stop()));
  rmSync(logDirectory, { recursive: true });
  await client.close();
});

/** Reads rounds until the group is as wanted. */
async function pollGroup(groupId: string, isReady: (group: GroupFacts) => boolean): Promise<GroupFacts> {
  const reader = createSnapshotReader(client.gateway, { clusterId: 'test', clusterName: 'Test', isDemo: false });
  let last: unknown = null;
  try {
    return await pollUntil(
      `group ${groupId}`,
      async () => {
        const snapshot = await reader.readRound(null, testRound);
        const group = snapshot.groups.find((one) => one.groupId === groupId);
        last = group ?? snapshot.gaps;
        return group && isReady(group) && group;
      },
      { timeoutMs: 60_000, intervalMs: 500 },
    );
  } catch (error) {
    throw new Error(`${(error as Error).message}; last seen: ${JSON.stringify(last)}`);
  }
}

const ownsAll = (group: GroupFacts) =>
  group.members?.[0]?.assignment[0]?.partitions.length === 3 && group.positions[0]?.partitions.length === 3;

describe('R15: groups of each type', () => {
  it('consumer (KIP-848): type, state, epochs, assignor, members and positions', async () => {
    const groupId = uniqueName('consumer-group');
    const properties = ['group.protocol=consumer', 'client.id=new-client', 'auto.commit.interval.ms=200'];
    const flags = properties.flatMap((property) => ['--command-property', property]);
    await startMember('org.apache.kafka.tools.consumer.ConsoleConsumer', [
      '--group',
      groupId,
      '--from-beginning',
      ...flags,
    ]);
    const group = await pollGroup(groupId, (one) => one.state === 'Stable' && ownsAll(one));
    expect(group).toMatchObject({ type: 'consumer', isSimple: false, protocolType: 'consumer', protocol: 'uniform' });
    expect(group.groupEpoch).toBeGreaterThan(0);
    expect(group.assignmentEpoch).toBe(group.groupEpoch);
    const all = [{ topic, partitions: [0, 1, 2] }];
    expect(group.members).toMatchObject([
      { clientId: 'new-client', subscribedTopics: [topic], assignment: all, targetAssignment: all },
    ]);
    expect([...(group.positions[0]?.committedOffsets ?? [])]).toEqual([10, 10, 10]);
    expect(group.positions[0]?.reportedLag).toBeNull();
  });

  it('share (KIP-932): start offsets and lag as Kafka reports them', async () => {
    const groupId = uniqueName('share-group');
    await startMember('org.apache.kafka.tools.consumer.ConsoleShareConsumer', ['--group', groupId]);
    const isJoined = (one: GroupFacts) => one.members?.[0]?.assignment[0]?.partitions.length === 3;
    await pollGroup(groupId, isJoined);
    // The share group starts at the latest offset: a partition gets a start offset with its first record after that.
    const group = await pollGroup(groupId, (one) => {
      const lag = one.positions[0]?.reportedLag?.[1];
      // A member that is assigned may not have asked for records yet, and what came before it asks is none to it.
      if (lag === undefined || Number.isNaN(lag)) void client.appendRecords(topic, 1, 5);
      return isJoined(one) && lag === 0;
    });
    expect(group).toMatchObject({ type: 'share', isSimple: false, state: 'Stable' });
    expect(group.members?.[0]).toMatchObject({ subscribedTopics: [topic], targetAssignment: null });
    expect(group.settings).toContainEqual({ name: 'share.auto.offset.reset', value: 'latest', isOwn: false });
    expect(group.settings?.every(({ name }) => name.startsWith('share.'))).toBe(true);
    expect(shareRows(group)).toEqual(await readToolShareRows(groupId));
  }, 150_000);

  it('streams (KIP-1071): tasks shown as partitions of their source topics', async () => {
    const groupId = uniqueName('streams-group');
    const member = await createStreamsTestMember(client.gateway, groupId, topic);
    try {
      let epoch = await pollUntil('the member to join', () => member.heartbeat(0, null), {
        timeoutMs: 20_000,
        intervalMs: 300,
      });
      const group = await pollGroup(groupId, (one) => {
        const wanted = one.members?.[0]?.targetAssignment?.[0]?.partitions ?? [];
        void member.heartbeat(epoch, wanted).then((next) => {
          epoch = next || epoch;
        });
        return one.state === 'Stable' && one.members?.[0]?.assignment[0]?.partitions.length === 3;
      });
      const all = [{ topic, partitions: [0, 1, 2] }];
      expect(group).toMatchObject({
        type: 'streams',
        topology: { topologyEpoch: 1, subtopologies: [{ subtopologyId: 'sub', sourceTopics: [topic] }] },
        members: [
          {
            memberId: member.memberId,
            subscribedTopics: [topic],
            assignment: all,
            targetAssignment: all,
            streams: {
              processId: 'process-1',
              userEndpoint: null,
              tasks: { active: [{ subtopologyId: 'sub', partitions: [0, 1, 2] }], standby: [], warmup: [] },
            },
          },
        ],
      });
      await member.heartbeat(-1, []);
    } finally {
      member.close();
    }
  });
});

/** Partition, start offset and lag; what is not known is a dash, as in the tool. */
function shareRows(group: GroupFacts): string[] {
  const dashed = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? '-' : String(value));
  return group.positions.flatMap(({ partitions, committedOffsets, reportedLag }) =>
    [...partitions].map((partition, row) =>
      [partition, dashed(committedOffsets[row]), dashed(reportedLag?.[row])].join(' '),
    ),
  );
}

async function readToolShareRows(groupId: string): Promise<string[]> {
  const args = ['--bootstrap-server', brokers, '--describe', '--offsets', '--group', groupId];
  const { stdout } = await runKafkaTool(KAFKA_TOOLS.shareGroups, args);
  const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/));
  return rows
    .filter((row) => row[0] === groupId)
    .map((row) => [row[2], row[3], row[4]].join(' '))
    .sort();
}
