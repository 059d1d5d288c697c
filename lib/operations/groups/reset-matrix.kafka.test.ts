import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { z } from 'zod';
import { pollUntil } from '@/demo/poll-until';
import { createGroupRig, type GroupRig } from '@/e2e/harness/group-rig';
import { createKafkaTestClient, type KafkaTestClient, uniqueName } from '@/lib/server/kafka/kafka-test-client';
import { describeKafkaError } from '@/lib/server/kafka/protocol/kafka-error';
import { readOffsets } from '../facts/read-offsets';
import { readTopics } from '../facts/read-topics';
import type { OperationContext } from '../operation';
import { createTestContext, previewInTest, runInTest } from '../testing/run-operation';
import { createTopic } from '../topics/create-topic';
import { deleteRecords } from '../topics/delete-records';
import { resetGroupOffsets } from './reset-group-offsets';
import type { resetInput } from './reset-input';

type To = z.input<typeof resetInput>['to'];
const brokers = inject('kafkaBrokers');
const HOUR_MS = 3_600_000;
const startedAtMs = Date.now();
const topics = {
  plain: uniqueName('plain'),
  empty: uniqueName('empty'),
  truncated: uniqueName('truncated'),
  compacted: uniqueName('compacted'),
  uncommitted: uniqueName('uncommitted'),
};
const committed = [topics.plain, topics.empty, topics.truncated, topics.compacted];
/** One group that committed everywhere but in one topic, and one that nobody has heard of. */
const groups = { empty: uniqueName('stopped'), dead: uniqueName('never-seen'), consumer: uniqueName('stopped-848') };
let client: KafkaTestClient;
let context: OperationContext;
let rig: GroupRig;

async function fill(topic: string): Promise<void> {
  for (const partition of [0, 1]) {
    await client.appendRecords(topic, partition, 10, { timestampMs: startedAtMs - 2 * HOUR_MS });
    await client.appendRecords(topic, partition, 10, { timestampMs: startedAtMs - HOUR_MS / 2 });
  }
}

/** A topic whose first records the log cleaner has taken. */
async function fillCompacted(topic: string): Promise<void> {
  for (let send = 0; send < 5; send++) {
    await client.appendRecords(topic, 0, 4, { key: 'same', timestampMs: startedAtMs - (5 - send) * HOUR_MS });
    await client.appendRecords(topic, 1, 2, { key: 'same', timestampMs: startedAtMs - (5 - send) * HOUR_MS });
  }
  await pollUntil(
    'the log cleaner',
    async () => {
      const now = await readTopics(context.kafka, [topic]);
      const first = await readOffsets(context.kafka, [...now.values()], 0n);
      return (first.get(`${topic}-0`) ?? 0) > 4;
    },
    { timeoutMs: 100_000, intervalMs: 500 },
  );
}

beforeAll(async () => {
  client = await createKafkaTestClient({ bootstrapServers: brokers.split(',') });
  context = createTestContext(client.gateway, describeKafkaError);
  rig = createGroupRig(context.kafka, brokers);
  for (const topic of [topics.plain, topics.empty, topics.truncated, topics.uncommitted]) {
    await client.createTopic(topic, 2);
  }
  const configs = {
    'cleanup.policy': 'compact',
    'segment.ms': '1',
    'min.cleanable.dirty.ratio': '0.01',
    'max.compaction.lag.ms': '1000',
  };
  await runInTest(context, createTopic, { topic: topics.compacted, partitionCount: 2, replicationFactor: 1, configs });
  for (const topic of [topics.plain, topics.truncated, topics.uncommitted]) await fill(topic);
  await fillCompacted(topics.compacted);
  await runInTest(context, deleteRecords, { topic: topics.truncated, to: { kind: 'offset', offset: 8 } });
  await rig.startMember({ type: 'consumer', groupId: groups.consumer, topic: topics.plain }).then((one) => one.stop());
  await rig.pollGroup(groups.consumer, ({ state }) => state === 'Empty');
  for (const group of [groups.empty, groups.consumer]) {
    await client.commitOffsets(group, topics.plain, { 0: 3, 1: 20 });
    await client.commitOffsets(group, topics.empty, { 0: 0, 1: 0 });
    // One before the start of the log, one beyond its end.
    await client.commitOffsets(group, topics.truncated, { 0: 2, 1: 25 });
    await client.commitOffsets(group, topics.compacted, { 0: 1, 1: 9 });
  }
}, 240_000);
afterAll(async () => {
  await rig?.close();
  await client?.close();
});

/** Where the operation would put the offsets. */
async function planned(
  group: string,
  to: To,
  scope: readonly string[] | null,
): Promise<Readonly<Record<string, number>>> {
  const { plan, refusals } = await previewInTest(context, resetGroupOffsets, {
    group,
    topics: scope && [...scope],
    to,
  });
  if (plan === null) throw new Error(`refused: ${JSON.stringify(refusals)}`);
  return Object.fromEntries(
    plan.partitions.map(({ topic, partition, after }) => [`${topic}-${partition}`, after ?? Number.NaN]),
  );
}

const at = new Date(startedAtMs - HOUR_MS).toISOString();
const late = new Date(startedAtMs + 24 * HOUR_MS).toISOString();
const STRATEGIES: readonly (readonly [string, To, readonly string[]])[] = [
  ['to-earliest', { kind: 'earliest' }, ['--to-earliest']],
  ['to-latest', { kind: 'latest' }, ['--to-latest']],
  ['to-datetime', { kind: 'timestamp', timestampMs: Date.parse(at) }, ['--to-datetime', at]],
  ['to-datetime after the last record', { kind: 'timestamp', timestampMs: Date.parse(late) }, ['--to-datetime', late]],
  ['by-duration', { kind: 'duration', duration: 'PT1H' }, ['--by-duration', 'PT1H']],
  ['by-duration of days', { kind: 'duration', duration: 'P1DT2H3M4.5S' }, ['--by-duration', 'P1DT2H3M4.5S']],
  ['to-offset', { kind: 'offset', offset: 12 }, ['--to-offset', '12']],
  ['to-offset before the start', { kind: 'offset', offset: 1 }, ['--to-offset', '1']],
  ['to-offset beyond the end', { kind: 'offset', offset: 999 }, ['--to-offset', '999']],
  ['to-current', { kind: 'current' }, ['--to-current']],
];
const SHIFTS = [2, -2, 1_000, -1_000].map((by) => {
  return [`shift-by ${by}`, { kind: 'shift', by }, ['--shift-by', String(by)]] as const;
});

const flagsOf = (scope: readonly string[]) => scope.flatMap((topic) => ['--topic', topic]);

describe.each([
  ['a group without members', groups.empty, Object.values(topics)],
  ['a consumer group (KIP-848) without members', groups.consumer, Object.values(topics)],
  ['a group that does not exist', groups.dead, Object.values(topics)],
])('R25: %s, topics plain, empty, truncated, compacted and never committed', (_, group, scope) => {
  it.each(STRATEGIES)('%s equals the dry run of Kafka’s own tool', async (__, to, flags) => {
    expect(await planned(group, to, scope)).toEqual(await rig.dryRun(group, ...flagsOf(scope), ...flags));
  });
});

describe('R25: what depends on commits', () => {
  it.each(SHIFTS)('%s equals the dry run of Kafka’s own tool', async (_, to, flags) => {
    expect(await planned(groups.empty, to, committed)).toEqual(
      await rig.dryRun(groups.empty, ...flagsOf(committed), ...flags),
    );
  });

  it('a shift without a commit is refused, as the tool refuses it', async () => {
    const preview = await previewInTest(context, resetGroupOffsets, {
      group: groups.empty,
      topics: [topics.uncommitted],
      to: { kind: 'shift', by: 1 },
    });
    expect(preview.refusals).toMatchObject([{ key: 'nothingToShift', values: { count: 2 } }]);
    await expect(rig.dryRun(groups.empty, '--topic', topics.uncommitted, '--shift-by', '1')).rejects.toThrow(
      /no current committed offset/,
    );
  });

  it('all topics means all commits, and some partitions of a topic are just these', async () => {
    expect(await planned(groups.empty, { kind: 'earliest' }, null)).toEqual(
      await rig.dryRun(groups.empty, '--all-topics', '--to-earliest'),
    );
    const some = [`${topics.plain}:1`, `${topics.uncommitted}:0`];
    expect(await planned(groups.empty, { kind: 'offset', offset: 5 }, some)).toEqual(
      await rig.dryRun(groups.empty, ...flagsOf(some), '--to-offset', '5'),
    );
  });

  it.each([
    ['topic,partition,offset', ''],
    ['group,topic,partition,offset', `${groups.empty},`],
  ])('a file of %s gives what the tool makes of it, inside the log', async (_, prefix) => {
    const rows = [`${topics.plain},0,7`, `${topics.truncated},0,3`, `${topics.truncated},1,99`, `${topics.empty},1,5`];
    const csv = rows.map((row) => `${prefix}${row}\n`).join('');
    const file = path.join(tmpdir(), `${uniqueName('offsets')}.csv`);
    await writeFile(file, csv);
    expect(await planned(groups.empty, { kind: 'csv', csv }, null)).toEqual(
      await rig.dryRun(groups.empty, '--from-file', file),
    );
  });

  it('an export of the tool is taken as it is', async () => {
    const flags = ['--reset-offsets', '--dry-run', '--export', '--all-topics', '--to-latest', '--group', groups.empty];
    const { stdout } = await rig.tool('consumerGroups', ...flags);
    const latest = await planned(groups.empty, { kind: 'latest' }, null);
    expect(await planned(groups.empty, { kind: 'csv', csv: stdout }, null)).toEqual(latest);
  });
});
