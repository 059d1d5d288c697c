import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createEvaluationWindow, evaluateRound } from '@/lib/domain/evaluate-cluster';
import type { ClusterSnapshot, GroupFacts, TopicFacts } from '@/lib/domain/snapshot';
import { buildGroup, buildSnapshot, buildTopic, roundAtMs } from '@/lib/domain/testing/build-snapshot';
import { printGoal } from './figures/print-goal';
import { median } from './figures/statistics';

/**
 * CPU of judging one round of ten thousand groups of fifty partitions each, held against the limit: nobody behind, every
 * fifth partition behind, all of them behind. Every log end and every commit moves in every round.
 */
const GROUPS = Number(process.env.BENCH_GROUPS ?? 10_000);
const TOPICS_OF_A_GROUP = 5;
const PARTITIONS = 10;
const TOPICS = 2 * GROUPS;
/** Rounds that fill the history of log ends before the measured ones. */
const FIRST_ROUNDS = 12;
const MEASURED_ROUNDS = 9;
const RECORDS_A_ROUND = 100;

const CASES = [
  { name: 'nobody behind', isBehind: () => false, limitMs: 300 },
  { name: 'every fifth behind', isBehind: (slot: number) => slot % 5 === 0, limitMs: 300 },
  { name: 'all behind', isBehind: () => true, limitMs: 500 },
];

/** Log end of each partition of a topic in a round. */
function endsAt(topic: number, round: number): Float64Array {
  return Float64Array.from({ length: PARTITIONS }, (_, p) => 1_000_000 + topic * 31 + p * 7 + round * RECORDS_A_ROUND);
}

/** What building a round left behind is not for judging to pay. */
setFlagsFromString('--expose-gc');
const collectGarbage: (options: { type: 'minor' }) => void = runInNewContext('gc');

const partitions = Int32Array.from({ length: PARTITIONS }, (_, partition) => partition);
const noRecords = new Float64Array(PARTITIONS);
const topicsOf = (group: number) =>
  Array.from({ length: TOPICS_OF_A_GROUP }, (_, index) => (group * TOPICS_OF_A_GROUP + index) % TOPICS);
const topicTemplates = Array.from({ length: TOPICS }, (_, topic) =>
  buildTopic({ name: `topic-${topic}`, ends: Array.from(partitions) }, 0),
);
const groupTemplates = Array.from({ length: GROUPS }, (_, group) => buildGroup({ groupId: `group-${group}` }, 0));

/** Names are those of the topics themselves, as the reader of a cluster gives them. */
function describeRound(round: number, isBehind: (slot: number) => boolean): ClusterSnapshot {
  const capturedAtMs = roundAtMs(round);
  const readAtMs = new Float64Array(PARTITIONS).fill(capturedAtMs);
  const topics = topicTemplates.map((template, topic): TopicFacts => {
    const ends = endsAt(topic, round);
    return {
      ...template,
      logEndOffsets: ends,
      lastStableOffsets: ends,
      logStartOffsets: noRecords,
      logEndReadAtMs: readAtMs,
    };
  });
  const groups = groupTemplates.map((template, group): GroupFacts => {
    const positions = topicsOf(group).map((topic) => {
      const ends = topics[topic]?.logEndOffsets ?? noRecords;
      // Two rounds and a half behind: twenty-five seconds.
      const committedOffsets = ends.map((end, p) => (isBehind(group + p) ? end - 2.5 * RECORDS_A_ROUND : end));
      return {
        topic: topicTemplates[topic]?.name ?? '',
        topicId: topicTemplates[topic]?.topicId ?? null,
        partitions,
        committedOffsets,
        reportedLag: null,
      };
    });
    return { ...template, positions, positionsReadAtMs: capturedAtMs, membersReadAtMs: capturedAtMs };
  });
  return { ...buildSnapshot({ capturedAtMs }), topics, groups };
}

function measure(isBehind: (slot: number) => boolean): { cpuMs: number; wallMs: number } {
  let window = createEvaluationWindow();
  const cpuMs: number[] = [];
  const wallMs: number[] = [];
  for (let round = 0; round < FIRST_ROUNDS + MEASURED_ROUNDS; round++) {
    const snapshot = describeRound(round, isBehind);
    collectGarbage({ type: 'minor' });
    const startedMs = performance.now();
    const cpu = process.cpuUsage();
    window = evaluateRound(window, snapshot).window;
    const { user, system } = process.cpuUsage(cpu);
    if (round < FIRST_ROUNDS) continue;
    cpuMs.push((user + system) / 1_000);
    wallMs.push(performance.now() - startedMs);
  }
  return { cpuMs: median(cpuMs), wallMs: median(wallMs) };
}

console.log(
  `${GROUPS} groups, ${GROUPS * TOPICS_OF_A_GROUP * PARTITIONS} positions, ${TOPICS * PARTITIONS} partitions`,
);
for (const { name, isBehind, limitMs } of CASES) {
  const { cpuMs, wallMs } = measure(isBehind);
  printGoal({
    name: `CPU of judging a round, ${name}`,
    value: cpuMs,
    limit: (limitMs * GROUPS) / 10_000,
    unit: 'ms',
    note: `wall ${wallMs.toFixed(0)} ms`,
  });
}
