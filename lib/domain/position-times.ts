import { type EndHistory, oldestSeen, secondsBehind, type TimeBehind } from './end-history';
import type { GroupTopic } from './group-lag';
import type { ProbeIndex, TopicProbes } from './record-probe';
import { sharedColumn } from './shared-column';
import type { GroupFacts, GroupTopicPositions, TopicFacts } from './snapshot';
import type { VerdictColumns } from './verdict/settled-verdicts';

/**
 * What a time lag is taken from: when the log end passed the commit, as seen (`history`) or as told by record timestamps
 * for the time before (`filled`); the timestamp of the record at the commit (`record`); or the history although that
 * timestamp says otherwise (`clock-skew`).
 */
export const LAG_SOURCES = ['none', 'history', 'filled', 'record', 'clock-skew'] as const;

export type LagSource = (typeof LAG_SOURCES)[number];

const sourceCode = Object.fromEntries(LAG_SOURCES.map((source, code) => [source, code])) as Record<LagSource, number>;

/** Times of one group's positions in one topic; the columns are parallel to `GroupTopicPositions.partitions`. */
export interface LagTimes {
  /** Epoch ms of the round in which the committed offset last moved while watched; NaN when it never did. */
  readonly committedAtMs: Float64Array;
  /** Seconds since the record at the committed offset was appended, 0 without lag; NaN when not known. */
  readonly lagSeconds: Float32Array;
  /** Index in `LAG_SOURCES`: what `lagSeconds` is taken from. */
  readonly sources: Uint8Array;
  /** How far `lagSeconds` may be off, in seconds: the spacing of the history around that record; NaN where it is not known. */
  readonly lagSecondsError: Float32Array;
  /** 1 where `lagSeconds` is only a lower bound: the record is older than the history at hand. */
  readonly isAtLeast: Uint8Array;
}

/** The same with what is judged of each position. */
export interface PositionTimes extends LagTimes {
  readonly verdicts: VerdictColumns;
}

/** Clocks of producers and of Highwater may differ by this much without being called wrong. */
const CLOCK_SKEW_SECONDS = 5;

/** Times of positions that have none. */
export const NO_TIMES = new Float64Array(0);

/** What the time lag of a round is measured against. */
export interface TimeLagContext {
  readonly capturedAtMs: number;
  readonly ends: ReadonlyMap<string, EndHistory>;
  readonly probes: ProbeIndex;
}

/** When each commit of a group last moved, and how far behind in time it is; parallel to its positions. */
export function positionTimes(
  group: GroupFacts,
  topics: readonly GroupTopic[],
  committedAtMs: readonly Float64Array[],
  round: TimeLagContext,
): readonly LagTimes[] {
  const nowMs = round.capturedAtMs;
  const isFresh = group.positionsReadAtMs === nowMs;
  const times: LagTimes[] = new Array(group.positions.length);
  for (const { topic, positions, positionIndex } of topics) {
    const history = round.ends.get(topic.name);
    const committedAt = committedAtMs[positionIndex];
    if (positions === null || history === undefined || committedAt === undefined || !isFresh) continue;
    if (positions.reportedLag !== null) continue;
    const clock = { topic, history, probes: round.probes(topic.name), nowMs };
    times[positionIndex] = measureLagSeconds(clock, positions, committedAt);
  }
  group.positions.forEach(({ partitions }, index) => {
    times[index] ??= describeUnknown(partitions.length, committedAtMs[index] ?? NO_TIMES);
  });
  return times;
}

function describeUnknown(count: number, committedAtMs: Float64Array): LagTimes {
  return {
    committedAtMs,
    lagSeconds: notKnown(count),
    sources: noBounds(count),
    lagSecondsError: notKnown(count),
    isAtLeast: noBounds(count),
  };
}

interface TopicClock {
  readonly topic: TopicFacts;
  readonly history: EndHistory;
  /** Null when no commit of the topic was looked at. */
  readonly probes: TopicProbes | null;
  readonly nowMs: number;
}

function measureLagSeconds(clock: TopicClock, positions: GroupTopicPositions, committedAtMs: Float64Array): LagTimes {
  const { topic, nowMs } = clock;
  const { partitions, committedOffsets } = positions;
  const count = partitions.length;
  if (isCaughtUp(topic, positions, nowMs)) {
    return {
      committedAtMs,
      lagSeconds: allZero(count),
      sources: allHistory(count),
      lagSecondsError: allZero(count),
      isAtLeast: noBounds(count),
    };
  }
  const columns: LagTimes = {
    committedAtMs,
    lagSeconds: new Float32Array(count).fill(Number.NaN),
    sources: new Uint8Array(count),
    lagSecondsError: new Float32Array(count).fill(Number.NaN),
    isAtLeast: new Uint8Array(count),
  };
  for (let slot = 0; slot < count; slot++) {
    const partition = partitions[slot] as number;
    const committed = committedOffsets[slot] as number;
    if (!((topic.logEndReadAtMs[partition] as number) >= nowMs) || Number.isNaN(committed)) continue;
    measureSlot(clock, partition, committed, columns, slot);
  }
  return columns;
}

function isCaughtUp(topic: TopicFacts, { partitions, committedOffsets }: GroupTopicPositions, nowMs: number): boolean {
  for (let slot = 0; slot < partitions.length; slot++) {
    const partition = partitions[slot] as number;
    if (!((topic.logEndReadAtMs[partition] as number) >= nowMs)) return false;
    if (!((committedOffsets[slot] as number) >= (topic.logEndOffsets[partition] as number))) return false;
  }
  return true;
}

const NOTHING_LEFT: TimeBehind = { seconds: 0, withinSeconds: 0, isAtLeast: false };

/** How far behind a commit is. What was seen goes before what record timestamps tell, which may lie. */
function measureSlot(clock: TopicClock, partition: number, committed: number, columns: LagTimes, slot: number): void {
  const { topic, history, probes, nowMs } = clock;
  const logEnd = topic.logEndOffsets[partition] as number;
  if (committed >= logEnd) {
    write(columns, slot, NOTHING_LEFT, sourceCode.history);
    return;
  }
  const from = Math.max(committed, topic.logStartOffsets[partition] || 0);
  const seen = secondsBehind(history, partition, from, nowMs);
  const probe = probes?.find(partition, committed) ?? null;
  if (probe !== null && probe.nextRecord >= logEnd) {
    write(columns, slot, NOTHING_LEFT, sourceCode.record);
    return;
  }
  const isSeen = seen !== null && !seen.isAtLeast && !seen.isFilled;
  if (isSeen || probe === null || Number.isNaN(probe.recordAtMs)) {
    if (seen !== null) write(columns, slot, seen, seen.isFilled ? sourceCode.filled : sourceCode.history);
    return;
  }
  const seconds = (nowMs - probe.recordAtMs) / 1000;
  const withinSeconds = probe.recordErrorMs / 1000;
  // The record was there before the oldest round that saw the log end beyond it.
  const leastSeconds = oldestSeen(history, partition, from, nowMs);
  if (seconds + withinSeconds + CLOCK_SKEW_SECONDS >= leastSeconds) {
    const told = { seconds: Math.max(seconds, leastSeconds, 0), withinSeconds, isAtLeast: false };
    write(columns, slot, told, sourceCode.record);
    return;
  }
  write(columns, slot, { seconds: leastSeconds, withinSeconds: Number.NaN, isAtLeast: true }, sourceCode['clock-skew']);
}

function write(columns: LagTimes, slot: number, behind: TimeBehind, source: number): void {
  columns.lagSeconds[slot] = behind.seconds;
  columns.lagSecondsError[slot] = behind.withinSeconds;
  columns.isAtLeast[slot] = behind.isAtLeast ? 1 : 0;
  columns.sources[slot] = source;
}

/** Columns that are the same for most groups are shared: nobody writes into a judgement. */
const allZero = sharedColumn((count) => new Float32Array(count));
const notKnown = sharedColumn((count) => new Float32Array(count).fill(Number.NaN));
const noBounds = sharedColumn((count) => new Uint8Array(count));
const allHistory = sharedColumn((count) => new Uint8Array(count).fill(sourceCode.history));

/** The position furthest behind. Topics that nobody in the group reads any more do not count: their old commits fall behind for ever. */
export function furthestBehind(topics: readonly GroupTopic[], times: readonly LagTimes[]) {
  let maxLagSeconds: number | null = null as number | null;
  let lagSecondsIsAtLeast = false;
  for (const entry of topics) {
    const time = times[entry.positionIndex];
    if (time === undefined || !entry.isSubscribed) continue;
    const { lagSeconds, isAtLeast } = time;
    for (let slot = 0; slot < lagSeconds.length; slot++) {
      const seconds = lagSeconds[slot] as number;
      if (Number.isNaN(seconds)) continue;
      maxLagSeconds = maxLagSeconds === null ? seconds : Math.max(maxLagSeconds, seconds);
      lagSecondsIsAtLeast ||= isAtLeast[slot] === 1;
    }
  }
  return { maxLagSeconds, lagSecondsIsAtLeast };
}
