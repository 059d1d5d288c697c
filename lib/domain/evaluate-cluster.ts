import { diffBrokers, diffGroups, diffTopics, keepRecentChanges, type TopicDiff } from './cluster-changes';
import { appendRound, type EndHistory } from './end-history';
import type { ClusterChange, ClusterEvaluation, GroupEvaluation, TopicEvaluation } from './evaluation';
import { createEvaluationWindow, type EvaluationWindow, type GroupTrack, MAX_WINDOW_ROUNDS } from './evaluation-window';
import { indexProbes, type ProbeRequest } from './record-probe';
import type { RoundContext } from './round-context';
import { runToEnd } from './run-to-end';
import type { ClusterSnapshot, TopicFacts } from './snapshot';
import { retentionReader } from './topic-retention';
import { trackGroup } from './track-group';
import { type DeletionMemory, rememberLogStarts } from './verdict/deletion-memory';

export { createEvaluationWindow, type EvaluationWindow } from './evaluation-window';

/** Rounds farther apart than this many poll intervals have a hole between them. */
const GAP_INTERVALS = 2.5;

/** Judging yields after this many topics or groups. */
const STEP = 16;

/** Commits that are looked at in a cluster, at most. */
const MAX_PROBES = 2_000;

/** A round's judgement and the window that the next round needs. */
export interface EvaluatedRound {
  readonly window: EvaluationWindow;
  readonly evaluation: ClusterEvaluation;
  /** Commits that stand still with something to read: the record they wait at is worth a look. */
  readonly probes: readonly ProbeRequest[];
}

/**
 * Judges one round in the light of those before it: one window per cluster, rounds in order of time; the window given is
 * used up. A round that
 * is not later than the last one (a clock set back) begins a new window. What was not read stays unknown: no rate, no
 * direction and no time lag is told across a gap, a truncated log, a reset or a topic that was made again.
 */
export function evaluateRound(window: EvaluationWindow, snapshot: ClusterSnapshot): EvaluatedRound {
  return runToEnd(evaluateRoundInSteps(window, snapshot));
}

/** The same as a generator that yields every few topics and groups, for callers that must not hold up other work. */
export function* evaluateRoundInSteps(
  window: EvaluationWindow,
  snapshot: ClusterSnapshot,
): Generator<void, EvaluatedRound> {
  const isLater = window.previous === null || snapshot.capturedAtMs > window.previous.capturedAtMs;
  const base = isLater ? window : createEvaluationWindow(window.changes);
  const round = yield* prepareRound(base, snapshot);
  const tracks = new Map<string, GroupTrack>();
  const groups = new Map<string, GroupEvaluation>();
  const resets: ClusterChange[] = [];
  for (const group of snapshot.groups) {
    const tracked = trackGroup(base.groups.get(group.groupId), group, round.context);
    tracks.set(group.groupId, tracked.track);
    groups.set(group.groupId, tracked.evaluation);
    for (const change of tracked.changes) resets.push(change);
    if (tracks.size % STEP === 0) yield;
  }
  const changes = keepRecentChanges(base.changes, [...resets, ...round.changes], snapshot.capturedAtMs);
  const production = yield* evaluateProduction(base, snapshot, round.context);
  const { roundsAtMs, ends, deletions } = round.context;
  return {
    window: { previous: snapshot, roundsAtMs, groups: tracks, ends, deletions, changes },
    evaluation: { groups, ...production, changes },
    probes: round.probes,
  };
}

interface PreparedRound {
  readonly probes: readonly ProbeRequest[];
  readonly context: RoundContext;
  readonly changes: readonly ClusterChange[];
}

function* prepareRound(window: EvaluationWindow, snapshot: ClusterSnapshot): Generator<void, PreparedRound> {
  const previous = window.previous !== null && wasRead(window.previous) ? window.previous : null;
  const atMs = snapshot.capturedAtMs;
  const topics = new Map(snapshot.topics.map((topic) => [topic.name, topic]));
  yield;
  const previousTopics = new Map(previous?.topics.map((topic) => [topic.name, topic]));
  yield;
  const previousGroups = new Map(previous?.groups.map((group) => [group.groupId, group]));
  const topicDiff = previous === null ? NO_DIFF : yield* diffTopics(previousTopics, topics, atMs);
  const ends = new Map<string, EndHistory>();
  const deletions = new Map<string, DeletionMemory>();
  for (const topic of snapshot.topics) {
    const history = topicDiff.recreatedTopics.has(topic.name) ? undefined : window.ends.get(topic.name);
    ends.set(topic.name, appendRound(history, topic, atMs));
    deletions.set(topic.name, rememberLogStarts(window.deletions.get(topic.name), topic, atMs));
    if (ends.size % STEP === 0) yield;
  }
  const isAfterGap = previous !== null && atMs - previous.capturedAtMs > GAP_INTERVALS * snapshot.pollIntervalMs;
  const hole = isAfterGap && previous !== null ? [(previous.capturedAtMs + atMs) / 2] : [];
  const probes: ProbeRequest[] = [];
  return {
    probes,
    changes:
      previous === null
        ? []
        : [
            ...diffBrokers(previous, snapshot),
            ...topicDiff.changes,
            ...diffGroups(previousGroups, snapshot.groups, atMs),
          ],
    context: {
      snapshot,
      topics,
      ends,
      deletions,
      retentionOf: retentionReader(snapshot.topicConfigDefaults),
      recreatedTopics: topicDiff.recreatedTopics,
      truncatedTopics: topicDiff.truncatedTopics,
      previousTopics,
      previousGroups,
      roundsAtMs: [...window.roundsAtMs, ...hole, atMs].slice(-MAX_WINDOW_ROUNDS),
      isAfterGap,
      probes: indexProbes(snapshot.recordProbes),
      wantProbe: (request) => {
        if (probes.length < MAX_PROBES) probes.push(request);
      },
    },
  };
}

/** False for the rounds of a cluster that was not reached yet: what appears after them is not new. */
function wasRead(snapshot: ClusterSnapshot): boolean {
  return snapshot.brokers.length > 0;
}

const NO_DIFF: TopicDiff = { changes: [], recreatedTopics: new Set(), truncatedTopics: new Set() };

function* evaluateProduction(
  window: EvaluationWindow,
  snapshot: ClusterSnapshot,
  round: RoundContext,
): Generator<void, Pick<ClusterEvaluation, 'topics' | 'producedPerSecondByBroker'>> {
  const { previous } = window;
  const seconds = previous === null || round.isAfterGap ? null : (snapshot.capturedAtMs - previous.capturedAtMs) / 1000;
  const topics = new Map<string, TopicEvaluation>();
  const producedPerSecondByBroker = new Map<number, number>();
  for (const topic of snapshot.topics) {
    const before = round.recreatedTopics.has(topic.name) ? undefined : round.previousTopics.get(topic.name);
    const isComparable = before !== undefined && previous !== null && seconds !== null;
    const produced = isComparable ? producedRecords(before, topic, previous.capturedAtMs, snapshot.capturedAtMs) : null;
    const producedPerSecond = produced === null || seconds === null ? null : sum(produced) / seconds;
    topics.set(topic.name, { name: topic.name, producedPerSecond });
    if (topics.size % STEP === 0) yield;
    produced?.forEach((records, p) => {
      const leader = topic.leaders[p] as number;
      const rate = records / (seconds ?? 1);
      if (leader >= 0) producedPerSecondByBroker.set(leader, (producedPerSecondByBroker.get(leader) ?? 0) + rate);
    });
  }
  return { topics, producedPerSecondByBroker };
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** Records appended per partition between two rounds that both read every partition; null otherwise, and when a log end fell. */
function producedRecords(
  before: TopicFacts,
  after: TopicFacts,
  beforeAtMs: number,
  afterAtMs: number,
): Float64Array | null {
  if (before.partitionCount > after.partitionCount) return null;
  const records = new Float64Array(after.partitionCount);
  for (let p = 0; p < after.partitionCount; p++) {
    const isAdded = p >= before.partitionCount;
    const from = isAdded ? 0 : (before.logEndOffsets[p] as number);
    const to = after.logEndOffsets[p] as number;
    if (!((after.logEndReadAtMs[p] as number) >= afterAtMs)) return null;
    if (!isAdded && !((before.logEndReadAtMs[p] as number) >= beforeAtMs)) return null;
    if (!(to >= from)) return null;
    records[p] = to - from;
  }
  return records;
}
