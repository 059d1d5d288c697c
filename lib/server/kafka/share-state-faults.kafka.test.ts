import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type StartedProcess, startProcess } from '@/demo/child-process';
import type { KafkaCluster } from '@/demo/kafka-cluster';
import { ensureKafkaJars } from '@/demo/kafka-jars';
import { pollUntil } from '@/demo/poll-until';
import { startDisposableCluster } from '@/e2e/harness/disposable-cluster';
import type { ClusterSnapshot, GroupFacts } from '@/lib/domain/snapshot';
import { createKafkaGateway } from './gateway';
import { createKafkaTestClient, groupOf, type KafkaTestClient, testRound, uniqueName } from './kafka-test-client';
import { createSnapshotReader } from './snapshot-reader';

/** Longer than a new leader of a share group's state takes to be elected. */
const requestTimeoutMs = 30_000;
/** What a round waits for the state, and what it may take beyond it on a busy machine. */
const roundMs = 800 + 2_500;
const partitionCount = 12;
const topic = uniqueName('shared');
const groupId = uniqueName('share-group');
const logDirectory = mkdtempSync(path.join(tmpdir(), 'share-state-'));

let cluster: KafkaCluster;
let client: KafkaTestClient;
let member: StartedProcess;

beforeAll(async () => {
  cluster = await startDisposableCluster();
  client = await createKafkaTestClient({ bootstrapServers: cluster.bootstrapServers.split(',') });
  await client.createTopic(topic, partitionCount);
  const { javaPath, classpath } = await ensureKafkaJars();
  const flags = ['--bootstrap-server', cluster.bootstrapServers, '--topic', topic, '--group', groupId];
  const jvm = ['-Xmx96m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classpath];
  const mainClass = 'org.apache.kafka.tools.consumer.ConsoleShareConsumer';
  member = startProcess(javaPath, [...jvm, mainClass, ...flags], { logPath: path.join(logDirectory, 'member.log') });
});

afterAll(async () => {
  await member?.stop();
  await client?.close();
  await cluster?.discard();
  rmSync(logDirectory, { recursive: true });
});

const hasStarted = (group: GroupFacts | undefined) =>
  group?.positions[0]?.committedOffsets.filter((offset) => !Number.isNaN(offset)).length === partitionCount;

it('R1: a coordinator that waits for a killed broker’s share of the state holds up no round', async () => {
  const gateway = createKafkaGateway({ bootstrapServers: cluster.bootstrapServers.split(','), requestTimeoutMs });
  const reader = createSnapshotReader(gateway, { clusterId: 'faults', clusterName: 'Faults', isDemo: false });
  let snapshot: ClusterSnapshot | null = null;
  const readUntil = (what: string, isReached: (round: ClusterSnapshot) => boolean) =>
    pollUntil(
      what,
      async () => {
        snapshot = await reader.readRound(snapshot, testRound);
        return isReached(snapshot) && snapshot;
      },
      { timeoutMs: 90_000, intervalMs: 500 },
    );
  try {
    const ready = await readUntil('the share group to read', (round) => {
      for (let partition = 0; partition < partitionCount; partition++)
        client.appendRecords(topic, partition, 1).catch(() => undefined);
      return hasStarted(round.groups.find((one) => one.groupId === groupId));
    });
    const { coordinatorId } = groupOf(ready, groupId);
    // One of the others leads the group's state, or some of it.
    for (const victim of cluster.nodes.filter(({ nodeId }) => nodeId !== coordinatorId)) {
      await victim.kill();
      for (let round = 0; round < 3; round++) {
        const startedMs = performance.now();
        snapshot = await reader.readRound(snapshot, testRound);
        expect(performance.now() - startedMs).toBeLessThan(roundMs);
        expect(snapshot.brokers.find(({ brokerId }) => brokerId === coordinatorId)?.isReachable).toBe(true);
      }
      await victim.start();
      await readUntil('the share group to be read anew', (round) => {
        const group = round.groups.find((one) => one.groupId === groupId);
        return group?.positionsReadAtMs === round.capturedAtMs && hasStarted(group);
      });
    }
  } finally {
    await gateway.close();
  }
}, 240_000);
