/** Where a reset puts the offset of each partition, as `kafka-consumer-groups.sh --reset-offsets` names it. */
export type OffsetGoal =
  | { readonly kind: 'earliest' }
  | { readonly kind: 'latest' }
  /** The first record at or after a time, which `PartitionPosition.atTime` tells. */
  | { readonly kind: 'time' }
  | { readonly kind: 'shift'; readonly by: number }
  | { readonly kind: 'offset'; readonly offset: number }
  | { readonly kind: 'current' };

/** What is known of one partition. Null: not known, except for `committed`, where it means never committed. */
export interface PartitionPosition {
  readonly committed: number | null;
  readonly logStart: number | null;
  /** The high watermark: the offset that the next record gets. */
  readonly logEnd: number | null;
  /** Null when there is no record at or after the time. */
  readonly atTime: number | null;
}

/** Why the offset is another than the one asked for. */
export type OffsetNote = 'beforeLogStart' | 'beyondLogEnd' | 'noRecordSince' | 'notCommitted';

export type PlannedOffset =
  | { readonly offset: number; readonly note: OffsetNote | null }
  /** `notCommitted`: there is nothing to shift. `rangeUnknown`: the leader does not tell its offsets. */
  | { readonly problem: 'notCommitted' | 'rangeUnknown' };

const RANGE_UNKNOWN: PlannedOffset = { problem: 'rangeUnknown' };

/** The offset within the log that is nearest to the one asked for (`OffsetsUtils.checkOffsetsRange`). */
function clamp(offset: number, { logStart, logEnd }: PartitionPosition): PlannedOffset {
  if (logStart === null || logEnd === null) return RANGE_UNKNOWN;
  if (offset > logEnd) return { offset: logEnd, note: 'beyondLogEnd' };
  if (offset < logStart) return { offset: logStart, note: 'beforeLogStart' };
  return { offset, note: null };
}

function atEnd({ logEnd }: PartitionPosition, note: OffsetNote | null): PlannedOffset {
  return logEnd === null ? RANGE_UNKNOWN : { offset: logEnd, note };
}

/**
 * The new offset of a partition, as Kafka's own tool computes it: offsets outside the log move to its nearer end, a time
 * after the last record and `current` without a commit mean the log end. `current` itself is never moved.
 */
export function planOffset(goal: OffsetGoal, position: PartitionPosition): PlannedOffset {
  switch (goal.kind) {
    case 'earliest':
      return position.logStart === null ? RANGE_UNKNOWN : { offset: position.logStart, note: null };
    case 'latest':
      return atEnd(position, null);
    case 'time':
      return position.atTime === null ? atEnd(position, 'noRecordSince') : { offset: position.atTime, note: null };
    case 'shift':
      return position.committed === null ? { problem: 'notCommitted' } : clamp(position.committed + goal.by, position);
    case 'offset':
      return clamp(goal.offset, position);
    case 'current':
      return position.committed === null ? atEnd(position, 'notCommitted') : { offset: position.committed, note: null };
  }
}

/** What a move of a committed offset means for the records of a partition. */
export interface OffsetEffect {
  /** Records that the group will not read; null when not known. */
  readonly skipped: number | null;
  /** Records that it reads again; null when not known. */
  readonly replayed: number | null;
  /** Records left to read afterwards; null when not known. */
  readonly lag: number | null;
}

/** Records counted by offset, within the log: what retention took is neither skipped nor read again. */
export function describeOffsetEffect(
  before: number | null,
  after: number | null,
  { logStart, logEnd }: Pick<PartitionPosition, 'logStart' | 'logEnd'>,
): OffsetEffect {
  if (logStart === null || logEnd === null) return { skipped: null, replayed: null, lag: null };
  const within = (offset: number) => Math.min(Math.max(offset, logStart), logEnd);
  const lag = after === null ? null : logEnd - within(after);
  if (before === null || after === null) return { skipped: null, replayed: null, lag };
  const moved = within(after) - within(before);
  return { skipped: Math.max(0, moved), replayed: Math.max(0, -moved), lag };
}
