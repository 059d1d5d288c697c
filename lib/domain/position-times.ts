import { type EndHistory, secondsBehind } from './end-history';
import type { GroupTopic } from './group-lag';
import type { GroupFacts, GroupTopicPositions, TopicFacts } from './snapshot';
import type { VerdictColumns } from './verdict/settled-verdicts';

/** Times of one group's positions in one topic; the columns are parallel to `GroupTopicPositions.partitions`. */
export interface PositionTimes {
  /** Epoch ms of the round in which the committed offset last moved while watched; NaN when it never did. */
  readonly committedAtMs: Float64Array;
  /** Seconds since the record at the committed offset was appended, 0 without lag; NaN when not known. */
  readonly lagSeconds: Float32Array;
  /** How far `lagSeconds` may be off, in seconds: the spacing of the history around that record; NaN where it is not known. */
  readonly lagSecondsError: Float32Array;
  /** 1 where `lagSeconds` is only a lower bound: the record is older than the history at hand. */
  readonly isAtLeast: Uint8Array;
  readonly verdicts: VerdictColumns;
}

/** Times of positions that have none. */
export const NO_TIMES = new Float64Array(0);

/** The times of positions that are not judged yet. */
export type LagTimes = Omit<PositionTimes, 'verdicts'>;

/** When each commit of a group last moved, and how far behind in time it is; parallel to its positions. */
export function positionTimes(
  group: GroupFacts,
  topics: readonly GroupTopic[],
  committedAtMs: readonly Float64Array[],
  round: { readonly capturedAtMs: number; readonly ends: ReadonlyMap<string, EndHistory> },
): readonly LagTimes[] {
  const nowMs = round.capturedAtMs;
  const isFresh = group.positionsReadAtMs === nowMs;
  const times = group.positions.map((positions, index): LagTimes => {
    const count = positions.partitions.length;
    const unknown = { lagSeconds: notKnown(count), lagSecondsError: notKnown(count), isAtLeast: noBounds(count) };
    return { committedAtMs: committedAtMs[index] ?? NO_TIMES, ...unknown };
  });
  for (const { topic, positions, positionIndex } of topics) {
    const history = round.ends.get(topic.name);
    const committedAt = committedAtMs[positionIndex];
    if (positions === null || history === undefined || committedAt === undefined || !isFresh) continue;
    if (positions.reportedLag !== null) continue;
    times[positionIndex] = { committedAtMs: committedAt, ...measureLagSeconds(positions, topic, history, nowMs) };
  }
  return times;
}

function measureLagSeconds(
  positions: GroupTopicPositions,
  topic: TopicFacts,
  history: EndHistory,
  nowMs: number,
): Omit<LagTimes, 'committedAtMs'> {
  const { partitions, committedOffsets } = positions;
  const count = partitions.length;
  let isCaughtUp = true;
  for (let slot = 0; slot < count && isCaughtUp; slot++) {
    const partition = partitions[slot] as number;
    const isFresh = (topic.logEndReadAtMs[partition] as number) >= nowMs;
    isCaughtUp = isFresh && (committedOffsets[slot] as number) >= (topic.logEndOffsets[partition] as number);
  }
  if (isCaughtUp) return { lagSeconds: allZero(count), lagSecondsError: allZero(count), isAtLeast: noBounds(count) };
  const lagSeconds = new Float32Array(count).fill(Number.NaN);
  const lagSecondsError = new Float32Array(count).fill(Number.NaN);
  let isAtLeast: Uint8Array | null = null;
  for (let slot = 0; slot < count; slot++) {
    const partition = partitions[slot] as number;
    const committed = committedOffsets[slot] as number;
    if (!((topic.logEndReadAtMs[partition] as number) >= nowMs) || Number.isNaN(committed)) continue;
    if (committed >= (topic.logEndOffsets[partition] as number)) {
      lagSeconds[slot] = 0;
      lagSecondsError[slot] = 0;
      continue;
    }
    const from = Math.max(committed, topic.logStartOffsets[partition] || 0);
    const behind = secondsBehind(history, partition, from, nowMs);
    if (behind === null) continue;
    lagSeconds[slot] = behind.seconds;
    lagSecondsError[slot] = behind.withinSeconds;
    if (!behind.isAtLeast) continue;
    isAtLeast ??= new Uint8Array(count);
    isAtLeast[slot] = 1;
  }
  return { lagSeconds, lagSecondsError, isAtLeast: isAtLeast ?? noBounds(count) };
}

/** Columns that are the same for most groups are shared: nobody writes into a judgement. */
const allZero = sharedColumn((count) => new Float32Array(count));
const notKnown = sharedColumn((count) => new Float32Array(count).fill(Number.NaN));
const noBounds = sharedColumn((count) => new Uint8Array(count));

function sharedColumn<Column>(make: (count: number) => Column): (count: number) => Column {
  const columns: Column[] = [];
  return (count) => {
    columns[count] ??= make(count);
    return columns[count];
  };
}

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
