import {
  type BurrowCommit,
  type BurrowPartition,
  type BurrowPartitionStatus,
  evaluateBurrowStatus,
} from '../burrow/burrow-status';

/** A partition with lists of its commits, oldest first, and of its log ends. */
export interface ListedPartition extends Omit<BurrowPartition, 'commits' | 'recentLogEnds'> {
  readonly recentLogEnds: readonly number[];
  readonly commits: readonly BurrowCommit[];
}

/** Burrow's verdict on commits that stand in a list. */
export function evaluateListed({ commits, recentLogEnds, ...rest }: ListedPartition): BurrowPartitionStatus {
  return evaluateBurrowStatus({
    ...rest,
    recentLogEnds: () => recentLogEnds,
    commits: {
      length: commits.length,
      offsetAt: (index) => commits[index]?.offset ?? Number.NaN,
      atMsAt: (index) => commits[index]?.atMs ?? Number.NaN,
      lagAt: (index) => commits[index]?.lag ?? Number.NaN,
    },
  });
}
