import type { GroupEvaluation } from './evaluation';
import type { GroupTrack } from './evaluation-window';
import { evaluateCoverage } from './group-lag';
import type { LagTrend } from './lag-trend';
import type { LagTimes, PositionTimes } from './position-times';
import type { MeasuredTopic, RoundContext } from './round-context';
import { sharedColumn } from './shared-column';
import type { GroupFacts, GroupTopicPositions, TopicFacts } from './snapshot';
import { describeVerdict } from './verdict/describe-verdict';
import { type GroupFactsForVerdict, isLongRebalance } from './verdict/judge-partition';
import { PositionMemory, type PositionRound } from './verdict/position-memory';
import { type JudgedTopic, type RollUp, rollUp } from './verdict/roll-up';
import type { VerdictColumns } from './verdict/settled-verdicts';
import { NOT_JUDGED, statusOfVerdict, VERDICTS, type Verdict } from './verdict/verdicts';

interface GroupToJudge {
  readonly before: GroupTrack | undefined;
  readonly group: GroupFacts;
  readonly topics: readonly MeasuredTopic[];
  /** Parallel to the positions of the group. */
  readonly times: readonly LagTimes[];
  readonly trend: { readonly trend: LagTrend; readonly lagPerSecond: number | null };
  readonly rebalancingSinceMs: number | null;
  /** Nobody was in the group: what moved was set by hand. */
  readonly isUnattended: boolean;
  readonly round: RoundContext;
}

/** The part of a group's evaluation that its verdict brings. */
type VerdictSummary = Pick<
  GroupEvaluation,
  | 'verdict'
  | 'status'
  | 'reason'
  | 'sinceMs'
  | 'partitionsByVerdict'
  | 'verdictLag'
  | 'worstPartition'
  | 'hotPartition'
  | 'etaSeconds'
>;

interface JudgedGroup {
  readonly summary: VerdictSummary;
  readonly positionTimes: readonly PositionTimes[];
  readonly memories: ReadonlyMap<string, PositionMemory>;
}

/** Judges each partition of a group in the light of what is remembered of it, and sums the verdicts up. */
export function judgeGroup(input: GroupToJudge): JudgedGroup {
  const { topics, group } = input;
  const facts = describeFacts(input);
  const memories = new Map<string, PositionMemory>();
  const positionTimes: PositionTimes[] = new Array(group.positions.length);
  const judged: JudgedTopic[] = [];
  for (const { entry, lags } of topics) {
    const { topic, positions, positionIndex } = entry;
    const times = input.times[positionIndex];
    if (positions === null || times === undefined) continue;
    const memory = memoryOf(input, topic.name, positions.partitions);
    memories.set(topic.name, memory);
    const verdicts = entry.isSubscribed
      ? memory.judgeRound(new PositionsToJudge(input, topic, positions, { times, lags, facts }))
      : memory.dismiss();
    const judgedTimes = withVerdicts(times, verdicts);
    positionTimes[positionIndex] = judgedTimes;
    judged.push({ entry, times: judgedTimes, lags });
  }
  input.times.forEach((times, index) => {
    positionTimes[index] ??= withVerdicts(times, notJudged(group.positions[index]?.partitions.length ?? 0));
  });
  return { summary: summarise(input, facts, rollUp(judged)), positionTimes, memories };
}

/** Each column by its name: copying the times whole is far slower. */
function withVerdicts(times: LagTimes, verdicts: VerdictColumns): PositionTimes {
  const { committedAtMs, lagSeconds, sources, lagSecondsError, isAtLeast } = times;
  return { committedAtMs, lagSeconds, sources, lagSecondsError, isAtLeast, verdicts };
}

function describeFacts({ group, trend, rebalancingSinceMs, round }: GroupToJudge): GroupFactsForVerdict {
  const { capturedAtMs, pollIntervalMs } = round.snapshot;
  return {
    pollIntervalMs,
    state: group.state,
    memberCount: group.members?.length ?? null,
    rebalancingForMs: rebalancingSinceMs === null ? Number.NaN : capturedAtMs - rebalancingSinceMs,
    trend: trend.trend,
  };
}

function memoryOf({ before, round }: GroupToJudge, topic: string, partitions: Int32Array): PositionMemory {
  const known = round.recreatedTopics.has(topic) ? undefined : before?.memories.get(topic);
  return known?.following(partitions) ?? new PositionMemory(partitions);
}

/** The positions of a group in one topic. A class: there are many, and each asks only rarely who owns what. */
class PositionsToJudge implements PositionRound {
  readonly nowMs: number;
  readonly topic: TopicFacts;
  readonly positions: GroupTopicPositions;
  readonly times: LagTimes;
  readonly lags: Float64Array;
  readonly isFresh: boolean;
  readonly isUnattended: boolean;
  readonly isAfterGap: boolean;
  readonly group: GroupFactsForVerdict;
  readonly probes: PositionRound['probes'];
  readonly wantProbe: PositionRound['wantProbe'];
  readonly deletions: PositionRound['deletions'];
  readonly retentionMs: number;
  private readonly groupFacts: GroupFacts;
  private moves: ReturnType<typeof ownerMoves> | null = null;

  constructor(
    { group, isUnattended, round }: GroupToJudge,
    topic: TopicFacts,
    positions: GroupTopicPositions,
    told: { readonly times: LagTimes; readonly lags: Float64Array; readonly facts: GroupFactsForVerdict },
  ) {
    this.nowMs = round.snapshot.capturedAtMs;
    this.topic = topic;
    this.positions = positions;
    this.times = told.times;
    this.lags = told.lags;
    this.isFresh = group.positionsReadAtMs === this.nowMs;
    this.isUnattended = isUnattended;
    this.isAfterGap = round.isAfterGap;
    this.group = told.facts;
    this.probes = round.probes(topic.name);
    this.wantProbe = round.wantProbe;
    this.deletions = round.deletions.get(topic.name);
    this.retentionMs = round.retentionOf(topic);
    this.groupFacts = group;
  }

  ownerMovedAgoMs(partition: number): number {
    this.moves ??= ownerMoves(this.groupFacts, this.topic, this.positions, this.times.committedAtMs);
    const owner = this.moves.owners[partition] ?? -1;
    return owner < 0 ? Number.NaN : this.nowMs - (this.moves.lastMovedAtMs.get(owner) ?? Number.NEGATIVE_INFINITY);
  }
}

/** Which member has each partition of a topic, and when each member last committed there. */
function ownerMoves(group: GroupFacts, topic: TopicFacts, positions: GroupTopicPositions, committedAtMs: Float64Array) {
  const { owners } = evaluateCoverage(group, topic);
  const lastMovedAtMs = new Map<number, number>();
  positions.partitions.forEach((partition, slot) => {
    const owner = owners[partition] ?? -1;
    const atMs = committedAtMs[slot] as number;
    if (owner >= 0 && atMs > (lastMovedAtMs.get(owner) ?? Number.NEGATIVE_INFINITY)) lastMovedAtMs.set(owner, atMs);
  });
  return { owners, lastMovedAtMs };
}

function summarise(input: GroupToJudge, facts: GroupFactsForVerdict, sum: RollUp): VerdictSummary {
  const { group, trend, round } = input;
  const nowMs = round.snapshot.capturedAtMs;
  const verdict = VERDICTS[sum.code] as Verdict;
  const isLong = verdict === 'REBALANCING' && isLongRebalance(facts.rebalancingForMs);
  const reason = describeVerdict({
    code: sum.code,
    detail: sum.detail,
    sinceMs: sum.sinceMs,
    nowMs,
    lag: sum.lag,
    lagSeconds: sum.lagSeconds,
    lagPerSecond: trend.lagPerSecond,
    memberCount: facts.memberCount,
    isSimple: group.isSimple,
    hasCommit: sum.worst !== null,
    isUnread: isUnread(group, sum, nowMs),
  });
  return {
    verdict,
    status: isLong ? 'stalled' : statusOfVerdict[verdict],
    reason,
    sinceMs: sum.sinceMs,
    partitionsByVerdict: sum.partitionsByVerdict,
    verdictLag: sum.lag,
    worstPartition: sum.worst,
    hotPartition: sum.hotPartition,
    etaSeconds: verdict === 'CATCHING_UP' ? secondsToCatchUp(sum.totalLag, trend.lagPerSecond) : null,
  };
}

/** Unknown for want of a reading, not for want of time. */
function isUnread(group: GroupFacts, sum: RollUp, nowMs: number): boolean {
  if (group.positionsReadAtMs === null) return true;
  return sum.worst !== null && (group.positionsReadAtMs < nowMs || sum.lag === null);
}

function secondsToCatchUp(lag: number | null, lagPerSecond: number | null): number | null {
  return lag === null || lagPerSecond === null || lagPerSecond >= 0 ? null : lag / -lagPerSecond;
}

/** Columns that say nothing. */
const notJudged = sharedColumn(
  (slots): VerdictColumns => ({
    codes: new Uint8Array(slots).fill(NOT_JUDGED),
    sinceMs: new Float64Array(slots).fill(Number.NaN),
    details: new Float64Array(slots).fill(Number.NaN),
    usualGaps: new Uint8Array(slots),
  }),
);
