/**
 * Records layouts of real clusters, and what `kafka-reassign-partitions --generate` proposes on them, into `recorded`:
 * `npx tsx bench/assignment-plan/record-layouts.ts [name …]`. Each comes from brokers of its own, started for it.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KafkaCluster } from '@/demo/kafka-cluster';
import { pollUntil } from '@/demo/poll-until';
import { askKafka } from '@/e2e/harness/ask-kafka';
import { startDisposableCluster } from '@/e2e/harness/disposable-cluster';
import type { ClusterLayout } from '@/lib/domain/assignment-plan/cluster-layout';
import { createRandom } from '@/lib/domain/assignment-plan/testing/random-layout';
import { readLayout } from '@/lib/operations/facts/read-layout';
import { createTestContext } from '@/lib/operations/testing/run-operation';
import { createKafkaTestClient, type KafkaTestClient } from '@/lib/server/kafka/kafka-test-client';
import { describeKafkaError } from '@/lib/server/kafka/protocol/kafka-error';
import { RECORDED_FOLDER, type RecordedLayout } from './layouts';

interface Recording {
  /** Of brokers 1, 2, … */
  readonly racks: readonly string[];
  readonly partitionCount: number;
  /** Replication factors that topics take in turn. */
  readonly factors: readonly number[];
  readonly seed: number;
  /** The broker that was not there yet when the topics were made. */
  readonly addedBrokerId?: number;
  /** The broker that Kafka's own tool emptied. */
  readonly drainedBrokerId?: number;
}

const RECORDINGS: Readonly<Record<string, Recording>> = {
  'unequal-racks': { racks: ['a', 'a', 'a', 'b', 'b', 'c'], partitionCount: 160, factors: [3], seed: 1 },
  'mixed-factors': { racks: ['a', 'b', 'c', 'a'], partitionCount: 120, factors: [2, 3, 2, 3, 3], seed: 2 },
  'broker-added': {
    racks: ['a', 'b', 'c', 'a', 'b'],
    partitionCount: 150,
    factors: [3, 3, 2],
    seed: 3,
    addedBrokerId: 5,
  },
  'broker-drained': {
    racks: ['a', 'b', 'c', 'a'],
    partitionCount: 140,
    factors: [3, 2],
    seed: 4,
    drainedBrokerId: 4,
  },
  'six-brokers': { racks: ['a', 'b', 'c', 'a', 'b', 'c'], partitionCount: 360, factors: [3, 3, 3, 2], seed: 5 },
};
const DRAWS = 3;
const MOST_PARTITIONS_A_TOPIC = 30;
const PATIENCE = { timeoutMs: 180_000, intervalMs: 1_000 };

interface Topic {
  readonly name: string;
  readonly partitionCount: number;
  readonly factor: number;
}

interface Rig {
  readonly cluster: KafkaCluster;
  readonly client: KafkaTestClient;
  readonly folder: string;
}

function listTopics({ partitionCount, factors }: Recording, random: () => number): Topic[] {
  const topics: Topic[] = [];
  for (let left = partitionCount; left > 0; ) {
    const count = Math.min(left, 1 + Math.floor(random() ** 2 * MOST_PARTITIONS_A_TOPIC));
    const factor = factors[topics.length % factors.length] ?? 1;
    topics.push({ name: `topic-${topics.length + 1}`, partitionCount: count, factor });
    left -= count;
  }
  return topics;
}

async function createTopics({ client }: Rig, topics: readonly Topic[]): Promise<void> {
  const wanted = topics.map(({ name, partitionCount, factor }) => {
    return { name, numPartitions: partitionCount, replicationFactor: factor, assignments: [], configs: [] };
  });
  const limits = { brokerId: 'controller', timeoutMs: 65_000 } as const;
  const answer = await client.gateway.call('CreateTopics', { topics: wanted, timeoutMs: 60_000 }, limits);
  const refused = answer.topics.filter(({ errorCode }) => errorCode !== 0);
  if (refused.length > 0) throw new Error(`${refused[0]?.name}: ${refused[0]?.errorMessage}`);
}

/** One topic in four holds up to a megabyte a partition, the others some kilobytes. */
async function fillTopics({ client }: Rig, topics: readonly Topic[], random: () => number): Promise<void> {
  for (const [index, { name, partitionCount }] of topics.entries()) {
    for (let partition = 0; partition < partitionCount; partition++) {
      if (index % 4 === 0) await client.appendBytes(name, partition, Math.round(1_000_000 * random()));
      else await client.appendRecords(name, partition, 1 + Math.floor(random() * 300));
    }
  }
}

async function waitForBrokers({ client }: Rig, count: number): Promise<void> {
  const isThere = async () => (await client.gateway.call('Metadata', { topics: [] })).brokers.length === count;
  await pollUntil(`${count} brokers`, isThere, PATIENCE);
}

/** What `--generate` proposes, as text that `--execute` takes. */
async function generate({ cluster, folder }: Rig, topics: readonly string[], brokerIds: readonly number[]) {
  const file = join(folder, 'topics.json');
  writeFileSync(file, JSON.stringify({ version: 1, topics: topics.map((topic) => ({ topic })) }));
  const args = ['--generate', '--topics-to-move-json-file', file, '--broker-list', brokerIds.join()];
  const told = await askKafka(cluster.bootstrapServers, 'reassignPartitions', ...args);
  const proposed = told.split('\n').filter((line) => line.startsWith('{'))[1];
  if (proposed === undefined) throw new Error(`nothing was proposed: ${told}`);
  return proposed;
}

async function drain(rig: Rig, topics: readonly string[], brokerIds: readonly number[]): Promise<void> {
  const servers = rig.cluster.bootstrapServers;
  const file = join(rig.folder, 'plan.json');
  writeFileSync(file, await generate(rig, topics, brokerIds));
  await askKafka(servers, 'reassignPartitions', '--execute', '--reassignment-json-file', file);
  const isDone = async () => (await askKafka(servers, 'reassignPartitions', '--list')).includes('No partition');
  await pollUntil('the brokers to move it', isDone, PATIENCE);
}

/** Draws over all brokers and, where the replicas fit, over all but broker 1. */
async function drawProposals(rig: Rig, { brokers, partitions }: ClusterLayout): Promise<RecordedLayout['generated']> {
  const ids = brokers.map(({ brokerId }) => brokerId).sort((left, right) => left - right);
  const topics = [...new Set(partitions.map(({ topic }) => topic))];
  const mostReplicas = Math.max(...partitions.map(({ replicas }) => replicas.length));
  const generated: RecordedLayout['generated'][number][] = [];
  for (const brokerIds of mostReplicas < ids.length ? [ids, ids.slice(1)] : [ids]) {
    for (let draw = 0; draw < DRAWS; draw++) {
      const proposed = JSON.parse(await generate(rig, topics, brokerIds)) as {
        partitions: ClusterLayout['partitions'];
      };
      const lists = new Map<string, string[]>();
      for (const { topic, partition, replicas } of proposed.partitions) {
        const list = lists.get(topic) ?? [];
        lists.set(topic, list);
        list[partition] = replicas.join();
      }
      const replicas = Object.fromEntries([...lists].map(([topic, list]) => [topic, list.join(';')]));
      generated.push({ brokerIds, replicas });
    }
  }
  return generated;
}

async function record(rig: Rig, recording: Recording): Promise<RecordedLayout> {
  const { racks, seed, addedBrokerId, drainedBrokerId } = recording;
  const random = createRandom(seed);
  const topics = listTopics(recording, random);
  const added = rig.cluster.nodes.find(({ nodeId }) => nodeId === addedBrokerId);
  await added?.kill();
  await waitForBrokers(rig, added === undefined ? racks.length : racks.length - 1);
  await createTopics(rig, topics);
  await fillTopics(rig, topics, random);
  await added?.start();
  await waitForBrokers(rig, racks.length);
  const names = topics.map(({ name }) => name);
  const others = racks.map((_, index) => index + 1).filter((brokerId) => brokerId !== drainedBrokerId);
  if (drainedBrokerId !== undefined) await drain(rig, names, others);
  const { layout } = await readLayout(createTestContext(rig.client.gateway, describeKafkaError).kafka);
  return { ...layout, generated: await drawProposals(rig, layout) };
}

/** JSON with a line for each broker, partition and draw. */
function writeLayout(layout: RecordedLayout): string {
  const members = Object.entries(layout).map(([member, rows]) => {
    const lines = (rows as readonly unknown[]).map((row) => `    ${JSON.stringify(row)}`);
    return `  ${JSON.stringify(member)}: [\n${lines.join(',\n')}\n  ]`;
  });
  return `{\n${members.join(',\n')}\n}\n`;
}

const wanted = process.argv.slice(2);
for (const [name, recording] of Object.entries(RECORDINGS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const cluster = await startDisposableCluster({
    brokerCount: recording.racks.length,
    extraProperties: (nodeId) => ({ 'broker.rack': recording.racks[nodeId - 1] ?? '' }),
  });
  const client = await createKafkaTestClient({ bootstrapServers: cluster.bootstrapServers.split(',') });
  const folder = mkdtempSync(join(tmpdir(), 'highwater-layouts-'));
  try {
    const layout = await record({ cluster, client, folder }, recording);
    writeFileSync(join(RECORDED_FOLDER, `${name}.json`), writeLayout(layout));
    console.log(`${name}: ${layout.partitions.length} partitions on ${layout.brokers.length} brokers`);
  } finally {
    await client.close();
    await cluster.discard();
    rmSync(folder, { recursive: true, force: true });
  }
}
