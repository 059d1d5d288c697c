import { diffBrokers, diffGroups, diffTopics, keepRecentChanges, type TopicDiff } from './cluster-changes';
import { appendRound, type EndHistory } from './end-history';
import type { ClusterChange, ClusterEvaluation, GroupEvaluation, TopicEvaluation } from './evaluation';
import { createEvaluationWindow, type EvaluationWindow, type GroupTrack, MAX_WINDOW_ROUNDS } from './evaluation-window';
import { indexProbes, type ProbeRequest } from './record-probe';
import type { RoundContext } from './round-context';
import { runToEnd } from './run-to-end';
import type { ClusterSnapshot, GroupFacts, TopicFacts } from './snapshot';
import { groupsById, topicsByName } from './snapshot-index';
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
  const topics = topicsByName(snapshot);
  yield;
  const previousTopics = previous === null ? NO_TOPICS : topicsByName(previous);
  yield;
  const previousGroups = previous === null ? NO_GROUPS : groupsById(previous);
  yield;
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

const NO_TOPICS: ReadonlyMap<string, TopicFacts> = new Map();
const NO_GROUPS: ReadonlyMap<string, GroupFacts> = new Map();
const NO_DIFF: TopicDiff = { changes: [], recreatedTopics: new Set(), truncatedTopics: new Set() };

function* evaluateProduction(
  window: EvaluationWindow,
  snapshot: ClusterSnapshot,
  round: RoundContext,
): Generator<void, Pick<ClusterEvaluation, 'topics' | 'producedPerSecondByBroker' | 'partlyKnownProduction'>> {
  const { previous } = window;
  const seconds = previous === null || round.isAfterGap ? null : (snapshot.capturedAtMs - previous.capturedAtMs) / 1000;
  const topics = new Map<string, TopicEvaluation>();
  const producedPerSecondByBroker = new Map<number, number>();
  const partlyKnownProduction = new Set<number>();
  for (const topic of snapshot.topics) {
    const before = round.recreatedTopics.has(topic.name) ? undefined : round.previousTopics.get(topic.name);
    const isComparable =
      before !== undefined &&
      previous !== null &&
      seconds !== null &&
      isReadTwice(before, topic, previous.capturedAtMs, snapshot.capturedAtMs);
    let producedPerSecond = isComparable ? 0 : null;
    if (!isComparable) for (const leader of topic.leaders) if (leader >= 0) partlyKnownProduction.add(leader);
    for (let p = 0; isComparable && p < topic.partitionCount; p++) {
      const leader = topic.leaders[p] as number;
      const rate = ((topic.logEndOffsets[p] as number) - endBefore(before, p)) / seconds;
      producedPerSecond = (producedPerSecond ?? 0) + rate;
      if (leader >= 0) producedPerSecondByBroker.set(leader, (producedPerSecondByBroker.get(leader) ?? 0) + rate);
    }
    topics.set(topic.name, { name: topic.name, producedPerSecond });
    if (topics.size % STEP === 0) yield;
  }
  return { topics, producedPerSecondByBroker, partlyKnownProduction };
}

/** Whether both rounds read every partition of a topic, and none of its log ends fell. */
function isReadTwice(before: TopicFacts, after: TopicFacts, beforeAtMs: number, afterAtMs: number): boolean {
  if (before.partitionCount > after.partitionCount) return false;
  for (let p = 0; p < after.partitionCount; p++) {
    if (!((after.logEndReadAtMs[p] as number) >= afterAtMs)) return false;
    if (p < before.partitionCount && !((before.logEndReadAtMs[p] as number) >= beforeAtMs)) return false;
    if (!((after.logEndOffsets[p] as number) >= endBefore(before, p))) return false;
  }
  return true;
}

/** A partition that was added since began empty. */
function endBefore(before: TopicFacts, partition: number): number {
  return partition < before.partitionCount ? (before.logEndOffsets[partition] as number) : 0;
}
