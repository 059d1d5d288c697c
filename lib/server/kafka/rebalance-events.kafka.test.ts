import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type StartedProcess, startProcess } from '@/demo/child-process';
import { ensureKafkaJars } from '@/demo/kafka-jars';
import { pollUntil } from '@/demo/poll-until';
import type { ClusterEvent } from '@/lib/domain/events/cluster-event';
import { createEventsState, planRoundEvents } from '@/lib/domain/events/plan-round-events';
import type { ClusterSnapshot } from '@/lib/domain/snapshot';
import { createKafkaTestClient, type KafkaTestClient, testRound, uniqueName } from './kafka-test-client';
import { createSnapshotReader } from './snapshot-reader';

const brokers = inject('kafkaBrokers');
const topic = uniqueName('moved');
const logDirectory = mkdtempSync(path.join(tmpdir(), 'rebalance-events-'));
const members: StartedProcess[] = [];
let client: KafkaTestClient;

beforeAll(async () => {
  client = await createKafkaTestClient({ bootstrapServers: brokers.split(',') });
  await client.createTopic(topic, 4);
});

afterAll(async () => {
  await Promise.all(members.map((member) => member.stop()));
  rmSync(logDirectory, { recursive: true });
  await client.close();
});

async function startMember(groupId: string, clientId: string, protocol: string): Promise<StartedProcess> {
  const { javaPath, classpath } = await ensureKafkaJars();
  const properties = [`client.id=${clientId}`, `group.protocol=${protocol}`];
  const args = ['--bootstrap-server', brokers, '--topic', topic, '--group', groupId];
  const flags = properties.flatMap((property) => ['--command-property', property]);
  const jvm = ['-Xmx96m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classpath];
  const member = startProcess(
    javaPath,
    [...jvm, 'org.apache.kafka.tools.consumer.ConsoleConsumer', ...args, ...flags],
    { logPath: path.join(logDirectory, `${clientId}.log`) },
  );
  members.push(member);
  return member;
}

/** Reads rounds as a collector does, and answers the events of one group until it is as wanted. */
function watchGroup(groupId: string) {
  const reader = createSnapshotReader(client.gateway, { clusterId: 'test', clusterName: 'Test', isDemo: false });
  let previous: ClusterSnapshot | null = null;
  let state = createEventsState(null);
  return async (ownersWanted: number): Promise<ClusterEvent[]> => {
    const events: ClusterEvent[] = [];
    await pollUntil(
      `${ownersWanted} members of ${groupId} to own something`,
      async () => {
        const snapshot: ClusterSnapshot = await reader.readRound(previous, testRound);
        previous = snapshot;
        const told = planRoundEvents(state, snapshot, []);
        state = told.state;
        events.push(...told.events.filter((event) => event.groupId === groupId));
        const group = snapshot.groups.find((one) => one.groupId === groupId);
        const owners = group?.members?.filter(({ assignment }) => assignment.some((one) => one.partitions.length > 0));
        return (group?.state === 'Stable' || group?.state === 'Empty') && owners?.length === ownersWanted;
      },
      { timeoutMs: 60_000, intervalMs: 300 },
    );
    return events;
  };
}

const detailsOf = <Type extends string>(events: readonly ClusterEvent[], type: Type) =>
  events.flatMap(({ detail }) => (detail?.type === type ? [detail as Extract<typeof detail, { type: Type }>] : []));

/** Partitions that changed hands over some rebalances, counted once each by where they ended. */
function movedTo(events: readonly ClusterEvent[], clientId: string): number[] {
  const details = detailsOf(events, 'rebalance');
  const keys = new Set(
    details.flatMap((one) => one.members.filter((ref) => ref.clientId === clientId).map(({ key }) => key)),
  );
  const owner = new Map<number, string | null>();
  for (const { moves } of details)
    for (const { partitions, to } of moves) for (const partition of partitions) owner.set(partition, to);
  return [...owner].filter(([, to]) => to !== null && keys.has(to)).map(([partition]) => partition);
}

describe.each(['classic', 'consumer'])('members of a %s group that join and leave', (protocol) => {
  it('are told with what moves from whom to whom', async () => {
    const groupId = uniqueName(`observed-${protocol}`);
    const observe = watchGroup(groupId);
    await startMember(groupId, 'first', protocol);
    await observe(1);
    const second = await startMember(groupId, 'second', protocol);
    const joining = await observe(2);
    expect(detailsOf(joining, 'members').flatMap(({ joined }) => joined.map(({ clientId }) => clientId))).toEqual([
      'second',
    ]);
    const moved = movedTo(joining, 'second');
    expect(moved).toHaveLength(2);
    if (protocol === 'consumer') {
      const [rebalance] = detailsOf(joining, 'rebalance');
      expect(rebalance?.toEpoch).toBeGreaterThan(rebalance?.fromEpoch ?? Number.POSITIVE_INFINITY);
    }
    await second.stop();
    const leaving = await observe(1);
    expect(detailsOf(leaving, 'members').flatMap(({ left }) => left.map(({ clientId }) => clientId))).toEqual([
      'second',
    ]);
    expect(movedTo(leaving, 'first').sort()).toEqual(moved.sort());
  }, 150_000);
});
