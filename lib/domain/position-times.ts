import { type EndHistory, secondsBehind } from './end-history';
import type { PositionTimes } from './evaluation';
import type { GroupTopic } from './group-lag';
import type { GroupFacts, GroupTopicPositions, TopicFacts } from './snapshot';

/** Times of positions that have none. */
export const NO_TIMES = new Float64Array(0);

/** When each commit of a group last moved, and how far behind in time it is; parallel to its positions. */
export function positionTimes(
  group: GroupFacts,
  topics: readonly GroupTopic[],
  committedAtMs: readonly Float64Array[],
  round: { readonly capturedAtMs: number; readonly ends: ReadonlyMap<string, EndHistory> },
): readonly PositionTimes[] {
  const nowMs = round.capturedAtMs;
  const isFresh = group.positionsReadAtMs === nowMs;
  const times = group.positions.map((positions, index): PositionTimes => {
    const count = positions.partitions.length;
    return { committedAtMs: committedAtMs[index] ?? NO_TIMES, lagSeconds: notKnown(count), isAtLeast: noBounds(count) };
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
): Pick<PositionTimes, 'lagSeconds' | 'isAtLeast'> {
  const { partitions, committedOffsets } = positions;
  const count = partitions.length;
  let isCaughtUp = true;
  for (let slot = 0; slot < count && isCaughtUp; slot++) {
    const partition = partitions[slot] as number;
    const isFresh = (topic.logEndReadAtMs[partition] as number) >= nowMs;
    isCaughtUp = isFresh && (committedOffsets[slot] as number) >= (topic.logEndOffsets[partition] as number);
  }
  if (isCaughtUp) return { lagSeconds: allZero(count), isAtLeast: noBounds(count) };
  const lagSeconds = new Float32Array(count).fill(Number.NaN);
  let isAtLeast: Uint8Array | null = null;
  for (let slot = 0; slot < count; slot++) {
    const partition = partitions[slot] as number;
    const committed = committedOffsets[slot] as number;
    if (!((topic.logEndReadAtMs[partition] as number) >= nowMs) || Number.isNaN(committed)) continue;
    if (committed >= (topic.logEndOffsets[partition] as number)) {
      lagSeconds[slot] = 0;
      continue;
    }
    const from = Math.max(committed, topic.logStartOffsets[partition] || 0);
    const behind = secondsBehind(history, partition, from, nowMs);
    if (behind === null) continue;
    lagSeconds[slot] = behind.seconds;
    if (!behind.isAtLeast) continue;
    isAtLeast ??= new Uint8Array(count);
    isAtLeast[slot] = 1;
  }
  return { lagSeconds, isAtLeast: isAtLeast ?? noBounds(count) };
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
export function furthestBehind(topics: readonly GroupTopic[], times: readonly PositionTimes[]) {
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
