import type { GroupEvaluation, JudgedRound } from '../evaluation';
import { addLagSums, type GroupTopic, groupTopics, sumTopicLag } from '../group-lag';
import { createMatcher } from '../name-pattern';
import type { PositionTimes } from '../position-times';
import type { GroupFacts, TopicFacts } from '../snapshot';
import { type AlertMemory, type LagSampleAt, trackKey } from './alert-memory';
import type { AlertRule, AlertSubject, Measurement } from './alert-rule';

/** Samples kept within the window of a growth rule. */
const SAMPLES_PER_WINDOW = 10;

/** One group as a rule looks at it. */
interface MeasuredGroup {
  readonly group: GroupFacts;
  readonly evaluation: GroupEvaluation;
  readonly topics: ReadonlyMap<string, TopicFacts>;
  /** Of a rule that names topics, those of the group that it means; null for one that means the whole group. */
  readonly named: { readonly entries: readonly GroupTopic[]; readonly isMeant: (topic: string) => boolean } | null;
  readonly nowMs: number;
}

type Value = Pick<Measurement, 'value' | 'isAtLeast'>;
const UNKNOWN: Value = { value: null, isAtLeast: false };

/** What the rules about groups measure. `samples` takes what growth needs of the next round. */
export function measureGroups(
  rule: AlertRule,
  round: JudgedRound,
  topics: ReadonlyMap<string, TopicFacts>,
  memory: AlertMemory,
  samples: Map<string, readonly LagSampleAt[]>,
): Measurement[] {
  const measured: Measurement[] = [];
  const isGroupMeant = createMatcher(rule.pattern);
  const isMeant = rule.topicPattern === null ? null : createMatcher(rule.topicPattern);
  for (const group of round.snapshot.groups) {
    if (!isGroupMeant(group.groupId)) continue;
    const evaluation = round.evaluation.groups.get(group.groupId);
    if (evaluation === undefined) continue;
    const named = isMeant && {
      isMeant,
      entries: groupTopics(group, topics).filter(({ topic }) => isMeant(topic.name)),
    };
    // A rule that names topics leaves groups alone that have nothing to do with them.
    if (named?.entries.length === 0) continue;
    const subject: AlertSubject = { kind: 'group', name: group.groupId };
    const one: MeasuredGroup = { group, evaluation, topics, named, nowMs: round.snapshot.capturedAtMs };
    const evidence = { verdict: evaluation.verdict, reason: evaluation.reason };
    measured.push({ subject, ...measureGroup(rule, one, memory, samples, subject), evidence });
  }
  return measured;
}

function measureGroup(
  rule: AlertRule,
  one: MeasuredGroup,
  memory: AlertMemory,
  samples: Map<string, readonly LagSampleAt[]>,
  subject: AlertSubject,
): Value {
  switch (rule.kind) {
    case 'group-lag':
      return measureLag(one);
    case 'group-lag-seconds':
      return measureLagSeconds(one);
    case 'group-lag-growth':
      return measureGrowth(rule, one, memory, samples, trackKey(rule.rule, subject));
    case 'group-no-commit':
      return measureSilence(one, memory);
    default:
      return measureVerdict(rule, one);
  }
}

/** A verdict that is not known is no better than the one before it. */
function measureVerdict({ verdicts }: AlertRule, { evaluation: { verdict } }: MeasuredGroup): Value {
  if (verdict === 'UNKNOWN' && !verdicts.includes(verdict)) return UNKNOWN;
  return { value: verdicts.includes(verdict) ? 1 : 0, isAtLeast: false };
}

function measureLag({ group, evaluation, topics, named, nowMs }: MeasuredGroup): Value {
  if (named === null) {
    const { totalLag, knownPartitions, partitionCount } = evaluation;
    return totalLag === null
      ? UNKNOWN
      : { value: totalLag, isAtLeast: knownPartitions < partitionCount && hasStale(group, topics, nowMs) };
  }
  const sums = named.entries.map((entry) => sumTopicLag(group, entry, nowMs));
  const { lag, stalePartitions } = addLagSums(sums);
  return lag === null ? UNKNOWN : { value: lag, isAtLeast: stalePartitions > 0 };
}

/** Partitions without a commit are no part of the lag; those with one that could not be read are a part that is missing. */
function hasStale(group: GroupFacts, topics: ReadonlyMap<string, TopicFacts>, nowMs: number): boolean {
  return groupTopics(group, topics).some((entry) => sumTopicLag(group, entry, nowMs).stalePartitions > 0);
}

function measureLagSeconds(one: MeasuredGroup): Value {
  if (one.named === null) {
    const { maxLagSeconds, lagSecondsIsAtLeast } = one.evaluation;
    return maxLagSeconds === null ? UNKNOWN : { value: maxLagSeconds, isAtLeast: lagSecondsIsAtLeast };
  }
  let worst: Value = UNKNOWN;
  for (const { lagSeconds, isAtLeast } of timesOf(one)) {
    for (let slot = 0; slot < lagSeconds.length; slot++) {
      const value = lagSeconds[slot] as number;
      if (Number.isNaN(value) || (worst.value !== null && value <= worst.value)) continue;
      worst = { value, isAtLeast: isAtLeast[slot] === 1 };
    }
  }
  return worst;
}

function measureGrowth(
  rule: AlertRule,
  one: MeasuredGroup,
  memory: AlertMemory,
  samples: Map<string, readonly LagSampleAt[]>,
  key: string,
): Value {
  const { value: lag, isAtLeast } = measureLag(one);
  const windowMs = rule.windowSeconds * 1000;
  const known = (memory.lagSamples.get(key) ?? []).filter(({ atMs }) => one.nowMs - atMs <= windowMs);
  if (lag === null || isAtLeast) {
    samples.set(key, known);
    return UNKNOWN;
  }
  const last = known.at(-1);
  const isDue = last === undefined || one.nowMs - last.atMs >= windowMs / SAMPLES_PER_WINDOW;
  samples.set(key, isDue ? [...known, { atMs: one.nowMs, lag }] : known);
  const first = known[0];
  if (first === undefined || one.nowMs - first.atMs < windowMs / 2) return UNKNOWN;
  return { value: ((lag - first.lag) * 1000) / (one.nowMs - first.atMs), isAtLeast: false };
}

/** Seconds since any commit moved while there is lag; 0 without lag, since nothing is there to commit. */
function measureSilence(one: MeasuredGroup, memory: AlertMemory): Value {
  const { group, nowMs } = one;
  const lag = measureLag(one);
  if (lag.value === null) return UNKNOWN;
  if (lag.value === 0) return { value: 0, isAtLeast: lag.isAtLeast };
  let lastMs = Number.NaN;
  for (const { committedAtMs } of timesOf(one)) {
    for (const atMs of committedAtMs) if (!(atMs <= lastMs) && !Number.isNaN(atMs)) lastMs = atMs;
  }
  if (!Number.isNaN(lastMs)) return { value: (nowMs - lastMs) / 1000, isAtLeast: false };
  const watchedMs = nowMs - (memory.groupsSinceMs.get(group.groupId) ?? nowMs);
  return { value: watchedMs / 1000, isAtLeast: true };
}

function timesOf({ group, evaluation, named }: MeasuredGroup): readonly PositionTimes[] {
  if (named === null) return evaluation.positionTimes;
  return evaluation.positionTimes.filter((_, index) => {
    const topic = group.positions[index]?.topic;
    return topic !== undefined && named.isMeant(topic);
  });
}
