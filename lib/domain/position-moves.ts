import { sharedColumn } from './shared-column';
import type { GroupTopicPositions } from './snapshot';

/** What happened to one group's commits in one topic between two reads. */
export interface PositionMoves {
  /** When each commit last moved; parallel to the later positions. */
  readonly committedAtMs: Float64Array;
  readonly hasMoved: boolean;
  /** Records consumed between the reads; NaN when the commits were set anew, or belong to another topic id. */
  readonly consumedRecords: number;
  /** Sums over the partitions whose commit fell, or jumped while nobody was there; null when none did. */
  readonly reset: { readonly from: number; readonly to: number } | null;
}

/** How two reads of positions are compared. */
export interface CompareOptions {
  /** Nobody was in the group at either read, so that a commit that moves was set by hand. */
  readonly isUnattended: boolean;
  readonly atMs: number;
}

/** Positions seen for the first time: nothing has moved yet. */
export function firstMoves(positions: GroupTopicPositions): PositionMoves {
  return {
    committedAtMs: neverMoved(positions.partitions.length),
    hasMoved: false,
    consumedRecords: Number.NaN,
    reset: null,
  };
}

/** Compares two reads of the same topic (same topic id). */
export function comparePositions(
  before: GroupTopicPositions,
  beforeAtMs: Float64Array,
  after: GroupTopicPositions,
  options: CompareOptions,
): PositionMoves {
  if (isUnmoved(before, after)) {
    return { committedAtMs: beforeAtMs, hasMoved: false, consumedRecords: 0, reset: null };
  }
  if (isMovedOn(before, after) && !options.isUnattended) return allMoved(before, after, options.atMs);
  const committedAtMs = new Float64Array(after.partitions.length).fill(Number.NaN);
  let hasMoved = false;
  let consumed = 0;
  let resetFrom = 0;
  let resetTo = 0;
  let isReset = false;
  let slotBefore = 0;
  for (let slot = 0; slot < after.partitions.length; slot++) {
    const partition = after.partitions[slot] as number;
    while ((before.partitions[slotBefore] ?? Number.POSITIVE_INFINITY) < partition) slotBefore++;
    const isKnownBefore = before.partitions[slotBefore] === partition;
    const old = isKnownBefore ? (before.committedOffsets[slotBefore] as number) : Number.NaN;
    const current = after.committedOffsets[slot] as number;
    if (isKnownBefore) committedAtMs[slot] = beforeAtMs[slotBefore] as number;
    if (Number.isNaN(current) || Object.is(old, current)) continue;
    hasMoved = true;
    committedAtMs[slot] = options.atMs;
    if (Number.isNaN(old)) continue;
    if (current < old || options.isUnattended) {
      isReset = true;
      resetFrom += old;
      resetTo += current;
    } else consumed += current - old;
  }
  return {
    committedAtMs,
    hasMoved,
    consumedRecords: isReset ? Number.NaN : consumed,
    reset: isReset ? { from: resetFrom, to: resetTo } : null,
  };
}

/** The same partitions with the same commits. */
function isUnmoved(before: GroupTopicPositions, after: GroupTopicPositions): boolean {
  const count = after.partitions.length;
  if (before.partitions.length !== count) return false;
  for (let slot = 0; slot < count; slot++) {
    if (before.partitions[slot] !== after.partitions[slot]) return false;
    if (!Object.is(before.committedOffsets[slot], after.committedOffsets[slot])) return false;
  }
  return true;
}

/** The same partitions, each with a later commit. */
function isMovedOn(before: GroupTopicPositions, after: GroupTopicPositions): boolean {
  const count = after.partitions.length;
  if (before.partitions.length !== count) return false;
  for (let slot = 0; slot < count; slot++) {
    if (before.partitions[slot] !== after.partitions[slot]) return false;
    if (!((after.committedOffsets[slot] as number) > (before.committedOffsets[slot] as number))) return false;
  }
  return true;
}

function allMoved(before: GroupTopicPositions, after: GroupTopicPositions, atMs: number): PositionMoves {
  let consumedRecords = 0;
  for (let slot = 0; slot < after.partitions.length; slot++) {
    consumedRecords += (after.committedOffsets[slot] as number) - (before.committedOffsets[slot] as number);
  }
  return { committedAtMs: movedAt(after.partitions.length, atMs), hasMoved: true, consumedRecords, reset: null };
}

const neverMoved = sharedColumn((slots) => new Float64Array(slots).fill(Number.NaN));

/** The columns of the round at hand, as most of what moves moves whole. */
let movedColumns = { atMs: Number.NaN, of: neverMoved };

function movedAt(slots: number, atMs: number): Float64Array {
  if (movedColumns.atMs !== atMs) {
    movedColumns = { atMs, of: sharedColumn((count) => new Float64Array(count).fill(atMs)) };
  }
  return movedColumns.of(slots);
}
