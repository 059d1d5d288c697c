import type { EndHistory } from './end-history';
import type { ClusterChange } from './evaluation';
import type { ClusterSnapshot, GroupTopicPositions } from './snapshot';
import type { DeletionMemory } from './verdict/deletion-memory';
import type { PositionMemory } from './verdict/position-memory';

/** Rounds whose lag is remembered per group. */
export const MAX_WINDOW_ROUNDS = 60;

/**
 * The recent rounds of one cluster: what a judgement over time needs and no more. Judging the next round uses the window
 * up: its memories change in place.
 */
export interface EvaluationWindow {
  /** The round before; null before the first. Its columns are shared, not copied. */
  readonly previous: ClusterSnapshot | null;
  /** Epoch ms of the remembered rounds, oldest first. A round that never came has an entry of its own, in which no group was read. */
  readonly roundsAtMs: readonly number[];
  readonly groups: ReadonlyMap<string, GroupTrack>;
  readonly ends: ReadonlyMap<string, EndHistory>;
  readonly deletions: ReadonlyMap<string, DeletionMemory>;
  /** Newest first. */
  readonly changes: readonly ClusterChange[];
}

/** What is remembered of one group. Lists are parallel and end with the newest round of the window. */
export interface GroupTrack {
  /** Total lag in records; NaN in rounds that did not read all of it. */
  readonly lags: readonly number[];
  /** Lag of the topics it still reads; NaN as above. */
  readonly verdictLags: readonly number[];
  /** Records per second between this round and the one before; NaN over a gap, a reset or a new topic id. */
  readonly consumedRates: readonly number[];
  /** Positions as last read, with when each commit last moved (NaN: never while watched), parallel to them. */
  readonly positions: readonly GroupTopicPositions[];
  readonly committedAtMs: readonly Float64Array[];
  readonly positionsReadAtMs: number | null;
  /** By topic name. */
  readonly memories: ReadonlyMap<string, PositionMemory>;
  /** Epoch ms of the last round in which any commit moved; null when none did while watched. */
  readonly movedAtMs: number | null;
  /** Since when the group has been rebalancing; null when it is not. */
  readonly rebalancingSinceMs: number | null;
}

/** A window before the first round; `changes` of an earlier window go on being told while they are recent. */
export function createEvaluationWindow(changes: readonly ClusterChange[] = []): EvaluationWindow {
  return { previous: null, roundsAtMs: [], groups: new Map(), ends: new Map(), deletions: new Map(), changes };
}
