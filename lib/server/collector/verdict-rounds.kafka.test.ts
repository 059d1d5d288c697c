import { setTimeout as sleep } from 'node:timers/promises';
import { AssignerProtocol, Kafka, logLevel, type PartitionAssigner, Partitioners } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createEvaluationWindow, evaluateRound } from '@/lib/domain/evaluate-cluster';
import type { GroupEvaluation } from '@/lib/domain/evaluation';
import type { ProbeRequest } from '@/lib/domain/record-probe';
import type { ClusterSnapshot } from '@/lib/domain/snapshot';
import { isBad, type Verdict, verdictCode } from '@/lib/domain/verdict/verdicts';
import { createKafkaTestClient, type KafkaTestClient, testRound, uniqueName } from '../kafka/kafka-test-client';
import { type PacedReader, type PacedReaderOptions, startPacedReader } from '../kafka/paced-reader';
import { createSnapshotReader } from '../kafka/snapshot-reader';

const bootstrapServers = inject('kafkaBrokers').split(',');
const POLL_MS = 1000;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** Each topic that is written to gets so many records each second. */
const PRODUCED_PER_SECOND = 50;
/** So far behind that a reader half as fast again as what is written is still more than a minute behind when it is judged. */
const BACKLOG_SECONDS = 100;
/** What the reference promises of a verdict once its window is over: two rounds that agree and one to read in; three for OK. */
const MOST_ROUNDS = 3;

interface Round {
  readonly atMs: number;
  readonly groups: ReadonlyMap<string, GroupEvaluation>;
}

/** What one group is seen to be after a change, and how many rounds that took beyond the window that the rule has. */
interface Seen {
  readonly what: string;
  readonly wanted: Verdict;
  readonly verdict: Verdict | undefined;
  readonly rounds: number;
  /** Bad verdicts told between the change and this one, but for that it falls behind. */
  readonly otherBad: readonly Verdict[];
}

const rounds: Round[] = [];
const seen = new Map<string, Seen[]>();
const readers: PacedReader[] = [];
const written = new Set<string>();
let client: KafkaTestClient;
let isOver = false;

async function until(what: string, holds: () => boolean, timeoutMs = 5 * MINUTE): Promise<void> {
  const deadlineMs = Date.now() + timeoutMs;
  while (!holds()) {
    if (Date.now() > deadlineMs) throw new Error(`waited too long until ${what}`);
    await sleep(100);
  }
}

const verdictIn = (round: Round, group: string) => round.groups.get(group)?.verdict;

/** One group with a topic of its own; its name is that of the story. */
class Story {
  readonly topic: string;
  readonly group: string;

  constructor(readonly name: string) {
    this.topic = uniqueName(name.replaceAll(' ', '-'));
    this.group = `${this.topic}-group`;
    seen.set(name, []);
  }

  async create(partitions = 1): Promise<void> {
    await client.createTopic(this.topic, partitions);
  }

  write(): void {
    written.add(this.topic);
  }

  stopWriting(): void {
    written.delete(this.topic);
  }

  async read(options: Partial<PacedReaderOptions> = {}): Promise<PacedReader> {
    const reader = await startPacedReader({ bootstrapServers, groupId: this.group, topic: this.topic, ...options });
    readers.push(reader);
    return reader;
  }

  /** Waits until the usual gap between commits is known, which takes two; before, an owner has 15 minutes. */
  async learn(): Promise<void> {
    const moves = new Set<number>();
    await until(`${this.name}: gaps were learnt`, () => moves.add(this.movedAtMs()).size > 4);
  }

  latest(): GroupEvaluation | undefined {
    return rounds.at(-1)?.groups.get(this.group);
  }

  /** Waits for a verdict. Rounds are counted from `windowMs` after `fromMs`, by default when a commit last moved. */
  async expect(what: string, verdict: Verdict, windowMs: number, fromMs?: () => number): Promise<void> {
    const changedAtMs = Date.now();
    const holds = (round: Round) => round.atMs >= changedAtMs && verdictIn(round, this.group) === verdict;
    await until(`${this.name}: ${what}`, () => rounds.some(holds)).catch(() => undefined);
    const since = rounds.filter(({ atMs }) => atMs >= changedAtMs);
    const index = since.findIndex(holds);
    const before = since.slice(0, index < 0 ? since.length : index);
    const beginMs = Math.max(changedAtMs, fromMs?.() ?? changedAtMs) + windowMs;
    const isLate = ({ atMs }: Round) => atMs > beginMs;
    seen.get(this.name)?.push({
      what,
      wanted: verdict,
      verdict: index < 0 ? this.latest()?.verdict : verdict,
      rounds: before.filter(isLate).length + 1,
      otherBad: before
        .map((round) => verdictIn(round, this.group) ?? 'UNKNOWN')
        // Whoever stands still falls behind: that may be told first.
        .filter((one) => isBad(verdictCode[one]) && one !== 'LAGGING')
        .filter((one, at, all) => all.indexOf(one) === at),
    });
  }

  /** When the commit of a partition last moved, of those that were seen to. */
  readonly movedAtMs = (): number => {
    const times = this.latest()?.positionTimes.flatMap(({ committedAtMs }) => [...committedAtMs]) ?? [];
    return Math.max(0, ...times.filter((one) => !Number.isNaN(one)));
  };

  /** The first round from which the group was so far behind. */
  readonly behindSinceMs = (seconds: number): number =>
    rounds.find(({ groups }) => (groups.get(this.group)?.maxLagSeconds ?? 0) > seconds)?.atMs ?? 0;
}

async function readRounds(): Promise<void> {
  const reader = createSnapshotReader(client.gateway, { clusterId: 'test', clusterName: 'Test', isDemo: false });
  let window = createEvaluationWindow();
  let previous: ClusterSnapshot | null = null;
  let probes: readonly ProbeRequest[] = [];
  while (!isOver) {
    const dueMs = Date.now() + POLL_MS;
    const snapshot: ClusterSnapshot = await reader.readRound(previous, {
      ...testRound,
      pollIntervalMs: POLL_MS,
      probes,
    });
    const judged = evaluateRound(window, snapshot);
    [window, probes, previous] = [judged.window, judged.probes, snapshot];
    rounds.push({ atMs: snapshot.capturedAtMs, groups: judged.evaluation.groups });
    await sleep(Math.max(0, dueMs - Date.now()));
  }
}

async function produce(): Promise<void> {
  const kafka = new Kafka({ brokers: bootstrapServers, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  let sentUntilMs = Date.now();
  while (!isOver) {
    const nowMs = Date.now();
    const count = Math.floor(((nowMs - sentUntilMs) * PRODUCED_PER_SECOND) / SECOND);
    sentUntilMs += (count * SECOND) / PRODUCED_PER_SECOND;
    const messages = Array.from({ length: count }, () => ({ value: 'v', partition: 0 }));
    if (count > 0) await producer.sendBatch({ topicMessages: [...written].map((topic) => ({ topic, messages })) });
    await sleep(200);
  }
  await producer.disconnect();
}

/** Gives partition 0 of each topic to every member, and the others to nobody. */
const assignFirstPartition: PartitionAssigner = () => ({
  name: 'first-only',
  version: 0,
  protocol: ({ topics }) => ({
    name: 'first-only',
    metadata: AssignerProtocol.MemberMetadata.encode({ version: 0, topics, userData: Buffer.alloc(0) }),
  }),
  assign: async ({ members, topics }) =>
    members.map(({ memberId }) => {
      const assignment = Object.fromEntries(topics.map((topic) => [topic, [0]]));
      const userData = Buffer.alloc(0);
      return {
        memberId,
        memberAssignment: AssignerProtocol.MemberAssignment.encode({ version: 0, assignment, userData }),
      };
    }),
});

const stories: Readonly<Record<string, (story: Story) => Promise<void>>> = {
  // Patience is max(60 s, 3 usual gaps), and these commit many times a second.
  'a consumer that leaves': async (story) => {
    await story.create();
    story.write();
    const reader = await story.read();
    await story.expect('reads along', 'OK', 0);
    await reader.leave();
    await story.expect('nobody is there: 60 s', 'INACTIVE', MINUTE, story.movedAtMs);
    await story.read();
    await story.expect('somebody is back', 'OK', 0, story.movedAtMs);
  },
  'a consumer that pauses': async (story) => {
    await story.create();
    story.write();
    const reader = await story.read();
    await story.expect('reads along', 'OK', 0);
    await story.learn();
    reader.pause();
    await story.expect('it is alive and does not read: 60 s', 'STALLED', MINUTE, story.movedAtMs);
  },
  'a record that cannot be read': async (story) => {
    await story.create();
    story.write();
    const reader = await story.read();
    await story.expect('reads along', 'OK', 0);
    await story.learn();
    reader.setPace(0);
    await story.expect('it does not get past it: 60 s', 'STALLED', MINUTE, story.movedAtMs);
    reader.setPace(Number.POSITIVE_INFINITY);
    await story.expect('it got past it', 'OK', 0, story.movedAtMs);
  },
  'a partition without an owner': async (story) => {
    await story.create(2);
    await client.appendRecords(story.topic, 1, 5);
    const whole = await story.read();
    await story.expect('reads along', 'OK', 0);
    await whole.leave();
    await story.read({ config: { partitionAssigners: [assignFirstPartition] } });
    await client.appendRecords(story.topic, 1, 5);
    await story.expect('nobody has partition 1: 60 s', 'UNOWNED', MINUTE);
  },
  'an open transaction': async (story) => {
    await story.create();
    await client.appendRecords(story.topic, 0, 5);
    await story.read();
    await story.expect('reads along', 'OK', 0);
    const kafka = new Kafka({ brokers: bootstrapServers, logLevel: logLevel.NOTHING });
    const producer = kafka.producer({
      createPartitioner: Partitioners.DefaultPartitioner,
      transactionalId: story.topic,
      idempotent: true,
      maxInFlightRequests: 1,
      transactionTimeout: 10 * MINUTE,
    });
    await producer.connect();
    const transaction = await producer.transaction();
    await transaction.send({ topic: story.topic, messages: [{ value: 'held', partition: 0 }] });
    // The last stable offset is read once a minute, and from then on in every round.
    await story.expect('the rest is held back: 60 s', 'BLOCKED_BY_TXN', MINUTE + SECOND, story.movedAtMs);
    await transaction.commit();
    await producer.disconnect();
    await story.expect('it is committed', 'OK', 0, story.movedAtMs);
  },
  'a consumer that is too slow': async (story) => {
    await story.create();
    story.write();
    const reader = await story.read();
    await story.expect('reads along', 'OK', 0);
    reader.setPace(10);
    // More than 30 s and a usual gap behind, and a time lag known to grow over half a minute from its tenth second on.
    const known = () => Math.max(story.behindSinceMs(35), story.behindSinceMs(10) + 30 * SECOND);
    await story.expect('falls behind: 30 s', 'LAGGING', 0, known);
    reader.setPace(Number.POSITIVE_INFINITY);
    await until('it is there', () => story.latest()?.totalLag === 0);
    await story.expect('has caught up', 'OK', 0);
  },
  'a backlog that is worked off': async (story) => {
    await story.create();
    story.write();
    await sleep(BACKLOG_SECONDS * SECOND);
    await client.commitOffsets(story.group, story.topic, { 0: 0 });
    const reader = await story.read({ recordsPerSecond: 1.5 * PRODUCED_PER_SECOND });
    await until('it has begun', () => story.movedAtMs() > 0);
    const begunAtMs = story.movedAtMs();
    // A direction needs half a minute of samples, and at a poll a second the first ones have been merged by then.
    await story.expect('catches up: 34 s', 'CATCHING_UP', 34 * SECOND, () => begunAtMs);
    reader.setPace(Number.POSITIVE_INFINITY);
    await until('it is there', () => story.latest()?.totalLag === 0);
    await story.expect('has caught up', 'OK', 0);
  },
  'a consumer that goes back': async (story) => {
    await story.create();
    await client.appendRecords(story.topic, 0, 3000);
    story.write();
    const reader = await story.read();
    await story.expect('reads along', 'OK', 0);
    reader.setPace(20);
    reader.goBackTo(100);
    await until('its commit fell', () => (story.latest()?.totalLag ?? 0) > 1000);
    await story.expect('reads again what it had read', 'REWOUND', 0);
    reader.setPace(Number.POSITIVE_INFINITY);
    await until('it is back', () => (story.latest()?.totalLag ?? Number.POSITIVE_INFINITY) < 500);
    await story.expect('is back where it was', 'OK', 0);
  },
  'records that were deleted unread': async (story) => {
    await story.create();
    await client.appendRecords(story.topic, 0, 100);
    await client.commitOffsets(story.group, story.topic, { 0: 5 });
    await until('it was read', () => story.latest()?.totalLag === 95);
    await client.deleteRecords(story.topic, 0, 50);
    // Log starts are read once a minute.
    await story.expect('lost: 60 s', 'DATA_LOSS', MINUTE + SECOND);
  },
  'a commit beyond the log': async (story) => {
    await story.create();
    await client.appendRecords(story.topic, 0, 20);
    await client.commitOffsets(story.group, story.topic, { 0: 20 });
    await until('it was read', () => story.latest()?.verdict === 'OK');
    await client.commitOffsets(story.group, story.topic, { 0: 100 });
    await story.expect('ahead of the log', 'AHEAD', 0);
    await client.commitOffsets(story.group, story.topic, { 0: 20 });
    await story.expect('set right', 'OK', 0);
  },
  'a topic deleted and made again': async (story) => {
    await story.create();
    await client.appendRecords(story.topic, 0, 1000);
    const reader = await story.read();
    await story.expect('reads along', 'OK', 0);
    await reader.leave();
    await client.deleteTopic(story.topic);
    await until('its rows are gone', () => story.latest()?.totalLag == null);
    await story.create();
    await client.appendRecords(story.topic, 0, 10);
    await story.read();
    await until('the new commit was read', () => story.latest()?.totalLag === 0);
    await story.expect('reads the new topic', 'OK', 0);
  },
  'a group that is empty and has read all': async (story) => {
    await story.create();
    await client.appendRecords(story.topic, 0, 100);
    const reader = await story.read();
    await story.expect('reads along', 'OK', 0);
    await reader.leave();
    await sleep(75 * SECOND);
    await story.expect('still well', 'OK', 0);
  },
};

beforeAll(async () => {
  client = await createKafkaTestClient({ bootstrapServers });
  const background = [readRounds(), produce()];
  try {
    await Promise.race([
      Promise.all(Object.entries(stories).map(([name, tell]) => tell(new Story(name)))),
      ...background,
    ]);
  } finally {
    isOver = true;
    await Promise.allSettled(background);
  }
}, 12 * MINUTE);
afterAll(async () => {
  await Promise.allSettled(readers.map((reader) => reader.leave()));
  await client.close();
});

describe.each(Object.keys(stories))('%s', (name) => {
  test(`is told within ${MOST_ROUNDS} rounds of the end of the rule's window, and nothing worse before`, () => {
    const told = seen.get(name) ?? [];
    expect(told.length).toBeGreaterThan(0);
    told.forEach((one, index) => {
      expect(one.verdict, one.what).toBe(one.wanted);
      expect(one.rounds, one.what).toBeLessThanOrEqual(MOST_ROUNDS);
      const before = told[index - 1]?.verdict;
      expect(
        one.otherBad.filter((bad) => bad !== before),
        one.what,
      ).toEqual([]);
    });
  });
});
