import type { ClusterChange, GroupEvaluation } from './evaluation';
import { type GroupTrack, MAX_WINDOW_ROUNDS } from './evaluation-window';
import { addLagSums, type GroupTopic, groupTopics, type LagSum, slotLags, sumTopicLag } from './group-lag';
import { judgeGroup } from './judge-group';
import { evaluateLagGrowth, evaluateLagTrend } from './lag-trend';
import { comparePositions, firstMoves, type PositionMoves } from './position-moves';
import { furthestBehind, NO_TIMES, positionTimes } from './position-times';
import type { MeasuredTopic, RoundContext } from './round-context';
import type { GroupFacts, GroupTopicPositions } from './snapshot';
import { isRebalancingState } from './verdict/judge-partition';

/** Span over which direction and rates are judged. */
const TREND_WINDOW_MS = 300_000;
const RATE_WINDOW_MS = 60_000;

/** A group's new track, its judgement, and what happened to its commits. */
export interface TrackedGroup {
  readonly track: GroupTrack;
  readonly evaluation: GroupEvaluation;
  readonly changes: readonly ClusterChange[];
}

/** Judges one group of one round against what is remembered of it. */
export function trackGroup(before: GroupTrack | undefined, group: GroupFacts, round: RoundContext): TrackedGroup {
  const nowMs = round.snapshot.capturedAtMs;
  const topics = groupTopics(group, round.topics);
  const measured = topics.map((entry): MeasuredTopic => ({ entry, lags: slotLags(group, entry, nowMs) }));
  const lag = measureGroup(group, measured, nowMs);
  const isUnattended = isUnattendedMove(before, group, round);
  const moves = compareMoves(before, group, isUnattended, round);
  const remembered = rememberRound(before, group, lag, moves, topics, round);
  const trend = judgeTrend(remembered, round.roundsAtMs);
  const times = positionTimes(group, topics, remembered.committedAtMs, {
    capturedAtMs: nowMs,
    ends: round.ends,
    probes: round.probes,
  });
  const { rebalancingSinceMs } = remembered;
  const judged = judgeGroup({
    before,
    group,
    topics: measured,
    times,
    trend,
    rebalancingSinceMs,
    isUnattended,
    round,
  });
  const evaluation: GroupEvaluation = {
    groupId: group.groupId,
    ...judged.summary,
    trend: trend.trend,
    lagGrowthPerSecond: trend.growthPerSecond,
    totalLag: lag.total.lag,
    knownPartitions: lag.total.knownPartitions,
    partitionCount: lag.total.partitionCount,
    ...furthestBehind(topics, times),
    consumedPerSecond: recentRate(remembered.consumedRates, round.roundsAtMs),
    recentLag: remembered.lags.map((one) => (Number.isNaN(one) ? null : one)),
    positionTimes: judged.positionTimes,
  };
  const track = { ...remembered, memories: judged.memories };
  return { track, evaluation, changes: describeResets(group, moves, nowMs) };
}

interface GroupLag {
  readonly total: LagSum;
  /** The part of the topics that the group still reads. */
  readonly subscribed: LagSum;
  /** The lag of every committed partition was read in this round. */
  readonly isComplete: boolean;
}

function measureGroup(group: GroupFacts, topics: readonly MeasuredTopic[], nowMs: number): GroupLag {
  const sums = topics.map(({ entry, lags }) => sumTopicLag(group, entry, nowMs, lags));
  const total = addLagSums(sums);
  const subscribed = addLagSums(sums.filter((_, index) => topics[index]?.entry.isSubscribed));
  return { total, subscribed, isComplete: total.stalePartitions === 0 && total.lag !== null };
}

function rememberRound(
  before: GroupTrack | undefined,
  group: GroupFacts,
  lag: GroupLag,
  moves: readonly (PositionMoves | null)[],
  topics: readonly GroupTopic[],
  round: RoundContext,
): Omit<GroupTrack, 'memories'> {
  const nowMs = round.snapshot.capturedAtMs;
  const hasMoved = moves.some((one) => one?.hasMoved);
  const verdictLag = lag.isComplete ? (lag.subscribed.lag ?? 0) : Number.NaN;
  const isCut =
    moves.some((one) => one?.reset) ||
    topics.some(({ topic }) => round.recreatedTopics.has(topic.name) || round.truncatedTopics.has(topic.name));
  const verdictLagsBefore = isCut ? before?.verdictLags.map(() => Number.NaN) : before?.verdictLags;
  const lagNow = lag.isComplete ? (lag.total.lag ?? Number.NaN) : Number.NaN;
  return {
    lags: appendValue(before?.lags, lagNow, round),
    verdictLags: appendValue(verdictLagsBefore, verdictLag, round),
    consumedRates: appendValue(before?.consumedRates, consumedRate(before, group, moves, round), round),
    positions: group.positions,
    committedAtMs: moves.map((one, index) => one?.committedAtMs ?? before?.committedAtMs[index] ?? NO_TIMES),
    positionsReadAtMs: group.positionsReadAtMs,
    movedAtMs: hasMoved ? nowMs : (before?.movedAtMs ?? null),
    rebalancingSinceMs: isRebalancingState(group.state) ? (before?.rebalancingSinceMs ?? nowMs) : null,
  };
}

/** The list given is used up. */
function appendValue(list: readonly number[] | undefined, value: number, round: RoundContext): readonly number[] {
  if (list === undefined) return [value];
  const kept = list as number[];
  const surplus = kept.length + (round.isAfterGap ? 2 : 1) - MAX_WINDOW_ROUNDS;
  if (surplus > 0) kept.splice(0, surplus);
  if (round.isAfterGap) kept.push(Number.NaN);
  kept.push(value);
  return kept;
}

/** Per topic of the positions; null where the positions were not read again, so that nothing is known to have moved. */
function compareMoves(
  before: GroupTrack | undefined,
  group: GroupFacts,
  isUnattended: boolean,
  round: RoundContext,
): readonly (PositionMoves | null)[] {
  const nowMs = round.snapshot.capturedAtMs;
  const isFresh = group.positionsReadAtMs !== null && group.positionsReadAtMs >= nowMs;
  return group.positions.map((positions, index) => {
    const beforeIndex = before === undefined ? -1 : indexOfTopic(before.positions, positions, index);
    const old = before?.positions[beforeIndex];
    const oldAtMs = before?.committedAtMs[beforeIndex];
    if (old === undefined || oldAtMs === undefined) return firstMoves(positions);
    if (round.recreatedTopics.has(positions.topic) || old.topicId !== positions.topicId) return firstMoves(positions);
    if (!isFresh && beforeIndex === index && old.partitions.length === positions.partitions.length) return null;
    // Somebody may have come, read and left while no rounds were read.
    return comparePositions(old, oldAtMs, positions, { isUnattended: isUnattended && !round.isAfterGap, atMs: nowMs });
  });
}

function indexOfTopic(list: readonly GroupTopicPositions[], positions: GroupTopicPositions, guess: number): number {
  if (list[guess]?.topic === positions.topic) return guess;
  return list.findIndex((one) => one.topic === positions.topic);
}

/** Nobody is in the group and its commits did not move in the round before: what moves now is set by hand. */
function isUnattendedMove(before: GroupTrack | undefined, group: GroupFacts, round: RoundContext): boolean {
  const isMoving = (before?.movedAtMs ?? 0) === round.roundsAtMs.at(-2);
  return !isMoving && isEmpty(group) && isEmpty(round.previousGroups.get(group.groupId));
}

function isEmpty(group: GroupFacts | undefined): boolean {
  return group !== undefined && !group.isSimple && group.type !== 'share' && group.state === 'Empty';
}

function consumedRate(
  before: GroupTrack | undefined,
  group: GroupFacts,
  moves: readonly (PositionMoves | null)[],
  round: RoundContext,
): number {
  const fromMs = before?.positionsReadAtMs ?? null;
  const toMs = group.positionsReadAtMs;
  if (fromMs === null || toMs === null || toMs <= fromMs || round.isAfterGap) return Number.NaN;
  if (toMs - fromMs > 3 * round.snapshot.pollIntervalMs) return Number.NaN;
  let records = Number.NaN;
  for (const one of moves) {
    if (one === null) continue;
    if (one.reset !== null) return Number.NaN;
    if (Number.isNaN(one.consumedRecords)) continue;
    records = (Number.isNaN(records) ? 0 : records) + one.consumedRecords;
  }
  return (records * 1000) / (toMs - fromMs);
}

function judgeTrend(history: Pick<GroupTrack, 'verdictLags' | 'consumedRates'>, roundsAtMs: readonly number[]) {
  const { verdictLags, consumedRates } = history;
  const nowMs = roundsAtMs[roundsAtMs.length - 1] ?? 0;
  const offset = roundsAtMs.length - verdictLags.length;
  const atMs: number[] = [];
  const lags: number[] = [];
  let consumed = 0;
  for (let index = 0; index < verdictLags.length; index++) {
    const roundAtMs = roundsAtMs[index + offset] as number;
    if (nowMs - roundAtMs > TREND_WINDOW_MS) continue;
    const lag = verdictLags[index] as number;
    const rate = consumedRates[index] as number;
    if (lags.length > 0 && !Number.isNaN(rate)) {
      consumed += (rate * (roundAtMs - (roundsAtMs[index + offset - 1] ?? roundAtMs))) / 1000;
    }
    if (Number.isNaN(lag)) continue;
    atMs.push(roundAtMs);
    lags.push(lag);
  }
  const last = lags.length - 1;
  const seconds = last > 0 ? ((atMs[last] as number) - (atMs[0] as number)) / 1000 : 0;
  const lagPerSecond = seconds > 0 ? ((lags[last] as number) - (lags[0] as number)) / seconds : null;
  const points = { atMs, lags };
  return { trend: evaluateLagTrend(points, consumed), growthPerSecond: evaluateLagGrowth(points), lagPerSecond };
}

/** Mean over the last minute's measured rounds, at least the last one; null when that was not measured. */
function recentRate(rates: readonly number[], roundsAtMs: readonly number[]): number | null {
  const nowMs = roundsAtMs[roundsAtMs.length - 1] ?? 0;
  let sum = 0;
  let count = 0;
  for (let back = 1; back <= rates.length; back++) {
    const rate = rates[rates.length - back] as number;
    const atMs = roundsAtMs[roundsAtMs.length - back] ?? 0;
    if (count > 0 && nowMs - atMs >= RATE_WINDOW_MS) break;
    if (Number.isNaN(rate)) break;
    sum += rate;
    count++;
  }
  return count === 0 ? null : sum / count;
}

function describeResets(
  group: GroupFacts,
  moves: readonly (PositionMoves | null)[],
  atMs: number,
): readonly ClusterChange[] {
  const changes: ClusterChange[] = [];
  moves.forEach((one, index) => {
    if (!one?.reset) return;
    changes.push({
      atMs,
      kind: 'offsets-reset',
      brokerId: null,
      topic: group.positions[index]?.topic ?? null,
      groupId: group.groupId,
      from: String(one.reset.from),
      to: String(one.reset.to),
    });
  });
  return changes;
}
