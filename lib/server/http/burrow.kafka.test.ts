import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { pollUntil } from '@/demo/poll-until';
import { type Peer, startPeer } from '@/e2e/harness/start-peer';
import { createEvaluationWindow, evaluateRound } from '@/lib/domain/evaluate-cluster';
import type { JudgedRound } from '@/lib/domain/evaluation';
import {
  createKafkaTestClient,
  type KafkaTestClient,
  testRound,
  uniqueName,
} from '@/lib/server/kafka/kafka-test-client';
import { createSnapshotReader } from '@/lib/server/kafka/snapshot-reader';
import { readBurrow } from '@/lib/views/burrow';
import { sourceOfRounds } from '@/lib/views/testing/view-source';

const bootstrapServers = inject('kafkaBrokers').split(',');
const { BURROW_BIN } = process.env;
const CYCLES = 12;
const topic = uniqueName('burrowed');
/** What each group has committed by cycle `n`, at whose begin ten records more are there than at the one before. */
const groups: Readonly<Record<string, (cycle: number) => number>> = {
  [uniqueName('caught-up')]: (cycle) => 10 * cycle,
  [uniqueName('behind')]: (cycle) => 4 * cycle,
  [uniqueName('catching-up')]: (cycle) => Math.max(3 * cycle, 20 * cycle - 125),
  [uniqueName('halted')]: (cycle) => 3 * Math.min(cycle, 3),
  [uniqueName('rewound')]: (cycle) => (cycle < 8 ? 5 * cycle : cycle),
};
const repeating = uniqueName('repeating');
let client: KafkaTestClient;

beforeAll(async () => {
  client = await createKafkaTestClient({ bootstrapServers });
});
afterAll(() => client.close());

function startBurrow(): Promise<Peer> {
  return startPeer({
    binary: BURROW_BIN ?? '',
    readyPath: '/burrow/admin/ready',
    configure: async (port, folder) => {
      const servers = JSON.stringify(bootstrapServers);
      const config = [
        `[httpserver.default]\naddress="127.0.0.1:${port}"`,
        `[cluster.test]\nclass-name="kafka"\nservers=${servers}\noffset-refresh=1\ntopic-refresh=1`,
        `[consumer.test]\nclass-name="kafka"\ncluster="test"\nservers=${servers}`,
        '[evaluator.default]\nclass-name="caching"\nexpire-cache=1',
      ];
      await writeFile(join(folder, 'burrow.toml'), config.join('\n\n'));
      return { args: ['--config-dir', folder] };
    },
  });
}

/** Rounds one after the other, each judged in the light of those before. */
function createRounds() {
  const rounds: JudgedRound[] = [];
  const reader = createSnapshotReader(client.gateway, { clusterId: 'test', clusterName: 'Test', isDemo: false });
  let window = createEvaluationWindow();
  return {
    rounds,
    async readNext(): Promise<void> {
      const snapshot = await reader.readRound(rounds.at(-1)?.snapshot ?? null, testRound);
      const judged = evaluateRound(window, snapshot);
      window = judged.window;
      rounds.push({ snapshot, evaluation: judged.evaluation });
    },
  };
}

/** Both see the same log end before a commit, so that the lag at each commit must be the same. */
async function playCycle(cycle: number, burrow: Peer, readNext: () => Promise<void>): Promise<void> {
  await client.appendRecords(topic, 0, 10);
  await pollUntil(
    'Burrow to have read the log end',
    async () => (await burrow.read(`/v3/kafka/test/topic/${topic}`))?.includes(`"offsets":[${10 * cycle}]`),
    { timeoutMs: 20_000 },
  );
  await readNext();
  for (const [groupId, committed] of Object.entries(groups)) {
    if (committed(cycle) === committed(cycle - 1)) continue;
    await client.commitOffsets(groupId, topic, { 0: committed(cycle) });
  }
  await client.commitOffsets(repeating, topic, { 0: 5 });
  await readNext();
}

interface Told {
  readonly [member: string]: unknown;
}

/** What an API tells of a group, without times and what only one of the two tells. */
async function readGroup(read: (path: string) => Promise<Told | null>, groupId: string): Promise<Told> {
  const { status } = ((await read(`kafka/test/consumer/${groupId}/lag`)) ?? {}) as { status?: Told };
  const { topics } = ((await read(`kafka/test/consumer/${groupId}`)) ?? {}) as { topics?: Record<string, Told[]> };
  const [partition] = (status?.partitions ?? []) as Told[];
  const window = (topics?.[topic]?.[0]?.offsets ?? []) as ({ offset: number; lag: number } | null)[];
  return {
    status: status?.status,
    complete: status?.complete,
    totallag: status?.totallag,
    partition_count: status?.partition_count,
    'partition status': partition?.status,
    current_lag: partition?.current_lag,
    window: window.flatMap((one) => (one === null ? [] : [`${one.offset}:${one.lag}`])).join(' '),
  };
}

function describeDifferences(ours: Told, theirs: Told): string[] {
  return Object.keys(ours)
    .filter((member) => ours[member] !== theirs[member])
    .map((member) => `${member}: ours ${ours[member]}, theirs ${theirs[member]}`);
}

test.skipIf(!BURROW_BIN)(
  'R14: Burrow on the same cluster tells the same of each group but those that commit the same offset again',
  { timeout: 180_000 },
  async () => {
    await client.createTopic(topic, 1);
    for (const groupId of [...Object.keys(groups), repeating]) await client.commitOffsets(groupId, topic, { 0: 0 });
    const burrow = await startBurrow();
    try {
      const { rounds, readNext } = createRounds();
      await readNext();
      for (let cycle = 1; cycle <= CYCLES; cycle++) await playCycle(cycle, burrow, readNext);
      const source = sourceOfRounds(rounds);
      const readOurs = async (path: string) => (await readBurrow(source, path.split('/')))?.body ?? null;
      const readTheirs = async (path: string) =>
        JSON.parse((await burrow.read(`/v3/${path}`)) ?? 'null') as Told | null;
      const compare = async (groupId: string) =>
        describeDifferences(await readGroup(readOurs, groupId), await readGroup(readTheirs, groupId));
      for (const groupId of Object.keys(groups)) {
        await pollUntil(groupId, async () => (await compare(groupId)).length === 0, { timeoutMs: 5_000 }).catch(
          () => null,
        );
        expect([groupId, await compare(groupId)]).toEqual([groupId, []]);
      }
      const verdicts = await Promise.all(
        Object.keys(groups).map(async (groupId) => (await readGroup(readOurs, groupId))['partition status']),
      );
      expect(verdicts).toEqual(['OK', 'WARN', 'OK', 'STOP', 'REWIND']);
      expect(await compare(repeating)).toEqual([
        'complete: ours 0, theirs 1',
        'partition status: ours STOP, theirs STALL',
        expect.stringMatching(/^window: /),
      ]);
    } finally {
      await burrow.stop();
    }
  },
);
