/** Burrow's words for a partition or a group; the index of a word is the number that Burrow's metrics write. */
export const BURROW_STATUSES = ['NOTFOUND', 'OK', 'WARN', 'ERR', 'STOP', 'STALL', 'REWIND'] as const;

export type BurrowStatus = (typeof BURROW_STATUSES)[number];

/** Of a partition: never NOTFOUND or ERR, which only groups are. */
export type BurrowPartitionStatus = 'OK' | 'WARN' | 'STOP' | 'STALL' | 'REWIND';

/** One remembered commit of a group in one partition. */
export interface BurrowCommit {
  readonly offset: number;
  /** Epoch ms of the commit. */
  readonly atMs: number;
  /** Records between the commit and the log end as it was last read before the commit; null when that was not known. */
  readonly lag: number | null;
}

/** What one partition of a group is judged from. */
export interface BurrowPartition {
  /** The last commits, oldest first. */
  readonly commits: readonly BurrowCommit[];
  /** Log ends of the last reads in any order, NaN where a read did not answer. */
  readonly recentLogEnds: readonly number[];
  /** Records to read now. */
  readonly currentLag: number;
  /** Epoch ms as of which is judged. */
  readonly nowMs: number;
  /** Lag that counts as none: Burrow's `allowed-lag`. */
  readonly allowedLag: number;
}

/**
 * Burrow's verdict on one partition, rule by rule as its evaluator applies them (`core/internal/evaluator/caching.go`):
 * judged by how commits behave over a window, without thresholds.
 */
export function evaluateBurrowStatus(partition: BurrowPartition): BurrowPartitionStatus {
  const { commits, currentLag, allowedLag } = partition;
  if (commits.length === 0 || currentLag <= allowedLag) return 'OK';
  if (hasStopped(partition) && !wasRecentlyCaughtUp(partition)) return 'STOP';
  if (isRewound(commits)) return 'REWIND';
  if (commits.some(({ lag }) => lag !== null && lag <= allowedLag)) return 'OK';
  if (commits.every(({ offset }) => offset === commits[0]?.offset)) return 'STALL';
  return isLagFalling(commits) ? 'OK' : 'WARN';
}

/** The last commit is longer ago than all the remembered ones span. */
function hasStopped({ commits, nowMs }: BurrowPartition): boolean {
  const firstMs = commits[0]?.atMs ?? Number.NaN;
  const lastMs = commits.at(-1)?.atMs ?? Number.NaN;
  return nowMs - lastMs > lastMs - firstMs;
}

/** One of the last log ends was not beyond the last commit. */
function wasRecentlyCaughtUp({ commits, recentLogEnds }: BurrowPartition): boolean {
  const last = commits.at(-1)?.offset ?? Number.NaN;
  return recentLogEnds.some((end) => end <= last);
}

/** The first fall among the offsets, when no later commit got back to where it fell from. */
function isRewound(commits: readonly BurrowCommit[]): boolean {
  const fall = commits.findIndex(({ offset }, index) => index > 0 && offset < (commits[index - 1]?.offset ?? 0));
  if (fall < 0) return false;
  const from = commits[fall - 1]?.offset ?? 0;
  return !commits.slice(fall).some(({ offset }) => offset >= from);
}

/** The lag fell from one commit to the next at least once. */
function isLagFalling(commits: readonly BurrowCommit[]): boolean {
  const lags = commits.flatMap(({ lag }) => (lag === null ? [] : [lag]));
  return lags.some((lag, index) => index > 0 && lag < (lags[index - 1] ?? 0));
}

/** A group is as bad as its worst partition; STOP, STALL and REWIND make it ERR. */
export function evaluateBurrowGroupStatus(partitions: Iterable<BurrowPartitionStatus>): BurrowStatus {
  let status: BurrowStatus = 'OK';
  for (const one of partitions) {
    if (one === 'WARN') status = one;
    else if (one !== 'OK') return 'ERR';
  }
  return status;
}
