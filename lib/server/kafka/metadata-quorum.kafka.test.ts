import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { KAFKA_TOOLS, runKafkaTool } from '@/demo/kafka-tool';
import type { ClusterSnapshot } from '@/lib/domain/snapshot';
import { createKafkaTestClient, type KafkaTestClient, testRound } from './kafka-test-client';
import { createSnapshotReader } from './snapshot-reader';

const servers = inject('kafkaBrokers');
let client: KafkaTestClient;
let snapshot: ClusterSnapshot;

beforeAll(async () => {
  client = await createKafkaTestClient({ bootstrapServers: servers.split(',') });
  const reader = createSnapshotReader(client.gateway, { clusterId: 'test', clusterName: 'Test', isDemo: false });
  snapshot = await reader.readRound(null, testRound);
});
afterAll(() => client?.close());

async function ask(mainClass: string, ...args: string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await runKafkaTool(mainClass, ['--bootstrap-server', servers, ...args]);
  if (exitCode !== 0) throw new Error(stderr || stdout);
  return stdout;
}

describe('the metadata quorum', () => {
  it('has the nodes, roles, directories and endpoints that Kafka’s tool tells', async () => {
    const [replication, status] = await Promise.all([
      ask(KAFKA_TOOLS.quorum, 'describe', '--replication'),
      ask(KAFKA_TOOLS.quorum, 'describe', '--status'),
    ]);
    const rows = replication.trim().split('\n').slice(1);
    const told = rows.map((row) => row.trim().split(/\s+/));
    const quorum = snapshot.metadataQuorum;
    const ours = quorum?.replicas.map(({ nodeId, role }) => `${nodeId} ${role}`);
    const theirs = told.map((cells) => `${cells[0]} ${cells.at(-1)?.toLowerCase()}`);
    expect([...(ours ?? [])].sort()).toEqual(theirs.sort());
    expect(ours?.[0]).toBe(`${quorum?.leaderId} leader`);
    expect(Number(/LeaderId:\s+(\d+)/.exec(status)?.[1])).toBe(quorum?.leaderId);
    expect(Number(/LeaderEpoch:\s+(\d+)/.exec(status)?.[1])).toBe(quorum?.leaderEpoch);
    for (const { endpoints, nodeId } of quorum?.replicas ?? []) {
      for (const { host, port } of endpoints) expect(status, `node ${nodeId}`).toContain(`${host}:${port}`);
    }
    expect(quorum?.replicas.some(({ endpoints }) => endpoints.length > 0)).toBe(true);
  });

  it('goes on: its ends and times are those of this round', () => {
    const { highWatermark = null, replicas = [] } = snapshot.metadataQuorum ?? {};
    expect(highWatermark).toBeGreaterThan(0);
    for (const { role, logEndOffset, lastFetchAtMs, lastCaughtUpAtMs } of replicas) {
      expect(logEndOffset).toBeGreaterThan(0);
      if (role === 'leader') expect([lastFetchAtMs, lastCaughtUpAtMs]).toEqual([null, null]);
      else expect(Math.abs(snapshot.capturedAtMs - Number(lastFetchAtMs))).toBeLessThan(60_000);
    }
  });
});

it('features have the levels that Kafka’s tool tells', async () => {
  const told = await ask(KAFKA_TOOLS.features, 'describe');
  const theirs = [
    ...told.matchAll(
      /^Feature: (\S+)\s+SupportedMinVersion: (\S+)\s+SupportedMaxVersion: (\S+)\s+FinalizedVersionLevel: (\S+)/gm,
    ),
  ];
  const [version] = theirs.filter(([, name]) => name === 'metadata.version');
  expect(theirs.map(([, name]) => name).sort()).toEqual(snapshot.features?.map(({ name }) => name));
  for (const [, name, , , level] of theirs) {
    if (name === 'metadata.version') continue;
    expect(snapshot.features?.find((one) => one.name === name)?.finalizedLevel ?? 0, name).toBe(Number(level));
  }
  // The tool names levels of metadata.version by their release: 4.3-IV0.
  expect(version?.[4]).toMatch(new RegExp(`^${snapshot.kafkaVersion}-`));
});
