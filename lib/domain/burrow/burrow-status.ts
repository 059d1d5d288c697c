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

/** Remembered commits of one partition, oldest first, without an object for each: a page of metrics reads hundreds of thousands. */
export interface BurrowCommits {
  readonly length: number;
  offsetAt(index: number): number;
  /** Epoch ms of the commit. */
  atMsAt(index: number): number;
  /** NaN when it was not known. */
  lagAt(index: number): number;
}

/** The same as a list. */
export function listCommits(commits: BurrowCommits): readonly BurrowCommit[] {
  return Array.from({ length: commits.length }, (_, index) => {
    const lag = commits.lagAt(index);
    return { offset: commits.offsetAt(index), atMs: commits.atMsAt(index), lag: Number.isNaN(lag) ? null : lag };
  });
}

/** What one partition of a group is judged from. */
export interface BurrowPartition {
  readonly commits: BurrowCommits;
  /** Log ends of the last reads in any order, NaN where a read did not answer. */
  readonly recentLogEnds: () => readonly number[];
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
  const lags = evaluateLags(commits, allowedLag);
  if (lags.wasCaughtUp) return 'OK';
  if (isSameOffset(commits)) return 'STALL';
  return lags.isFalling ? 'OK' : 'WARN';
}

/** The last commit is longer ago than all the remembered ones span. */
function hasStopped({ commits, nowMs }: BurrowPartition): boolean {
  const lastMs = commits.atMsAt(commits.length - 1);
  return nowMs - lastMs > lastMs - commits.atMsAt(0);
}

/** One of the last log ends was not beyond the last commit. */
function wasRecentlyCaughtUp({ commits, recentLogEnds }: BurrowPartition): boolean {
  const last = commits.offsetAt(commits.length - 1);
  return recentLogEnds().some((end) => end <= last);
}

/** The first fall among the offsets, when no later commit got back to where it fell from. */
function isRewound(commits: BurrowCommits): boolean {
  let from = Number.NaN;
  for (let index = 1; index < commits.length; index++) {
    const offset = commits.offsetAt(index);
    const before = commits.offsetAt(index - 1);
    if (Number.isNaN(from) && offset < before) from = before;
    else if (offset >= from) return false;
  }
  return !Number.isNaN(from);
}

function isSameOffset(commits: BurrowCommits): boolean {
  for (let index = 1; index < commits.length; index++) {
    if (commits.offsetAt(index) !== commits.offsetAt(0)) return false;
  }
  return true;
}

interface LagCourse {
  /** At one commit there was no more lag than is allowed. */
  readonly wasCaughtUp: boolean;
  /** The lag fell from one commit to the next at least once. */
  readonly isFalling: boolean;
}

/** Commits whose lag was not known tell nothing. */
function evaluateLags(commits: BurrowCommits, allowedLag: number): LagCourse {
  let wasCaughtUp = false;
  let isFalling = false;
  let before = Number.NaN;
  for (let index = 0; index < commits.length; index++) {
    const lag = commits.lagAt(index);
    if (Number.isNaN(lag)) continue;
    wasCaughtUp ||= lag <= allowedLag;
    isFalling ||= lag < before;
    before = lag;
  }
  return { wasCaughtUp, isFalling };
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
