/** How far the new replicas of one partition are (DescribeLogDirs of leader and new replicas). */
export interface CopyingPartition {
  readonly topic: string;
  readonly partition: number;
  /** Bytes of the leader replica; null when unknown. */
  readonly leaderBytes: number | null;
  /** Bytes of each new replica: 0 when it has not begun, null when unknown. Empty when nothing is left to copy. */
  readonly addedBytes: readonly (number | null)[];
}

/** What is left of one partition; null when unknown. */
export interface PartitionProgress {
  readonly topic: string;
  readonly partition: number;
  readonly bytesTotal: number | null;
  /** 0 of a copy that has every byte seen of its leader and still is not in sync. */
  readonly bytesLeft: number | null;
}

/** What is left of a run. */
export interface ReassignmentProgress {
  readonly partitions: readonly PartitionProgress[];
  /** Sums of what is known. */
  readonly bytesTotal: number;
  readonly bytesLeft: number;
  /** Partitions whose bytes are not known and not in the sums. */
  readonly unknownPartitions: number;
  /** Net of what is written meanwhile; null without an earlier reading, or when nothing came nearer since. */
  readonly bytesPerSecond: number | null;
  /** At that rate; null when the rate or any bytes are unknown, and when all bytes are there but some copy is not in sync. */
  readonly etaSeconds: number | null;
  /** Something is still to be copied and nothing came nearer since the earlier reading. */
  readonly isNoNearer: boolean;
}

/**
 * Describes how far a run is from the bytes on disk. `partitions` are all moves of the run that are not finished or lost, also those
 * that wait; `earlier` is what was left `secondsAgo`, null for the first reading. The leader's log may shrink by retention and a copy
 * may be ahead of what was last read of its leader: what is left is never negative.
 */
export function describeReassignmentProgress(
  partitions: readonly CopyingPartition[],
  earlier: { readonly bytesLeft: number; readonly unknownPartitions: number; readonly secondsAgo: number } | null,
): ReassignmentProgress {
  const described = partitions.map(describePartition);
  const known = described.filter((one) => one.bytesLeft !== null);
  const bytesLeft = known.reduce((sum, one) => sum + (one.bytesLeft ?? 0), 0);
  const unknownPartitions = described.length - known.length;
  const isComparable = earlier !== null && earlier.unknownPartitions === unknownPartitions && earlier.secondsAgo > 0;
  const rate = isComparable ? (earlier.bytesLeft - bytesLeft) / earlier.secondsAgo : 0;
  const bytesPerSecond = rate > 0 ? rate : null;
  // A move whose copies are in sync is finished, and not among these.
  const isDone = partitions.every(({ addedBytes }) => addedBytes.length === 0);
  return {
    partitions: described,
    bytesTotal: known.reduce((sum, one) => sum + (one.bytesTotal ?? 0), 0),
    bytesLeft,
    unknownPartitions,
    bytesPerSecond,
    etaSeconds: isDone ? 0 : etaSeconds(bytesLeft, bytesPerSecond, unknownPartitions),
    isNoNearer: !isDone && isComparable && bytesPerSecond === null,
  };
}

function etaSeconds(bytesLeft: number, bytesPerSecond: number | null, unknownPartitions: number): number | null {
  return bytesLeft === 0 || bytesPerSecond === null || unknownPartitions > 0 ? null : bytesLeft / bytesPerSecond;
}

function describePartition({ topic, partition, leaderBytes, addedBytes }: CopyingPartition): PartitionProgress {
  if (addedBytes.length === 0) return { topic, partition, bytesTotal: 0, bytesLeft: 0 };
  if (leaderBytes === null) return { topic, partition, bytesTotal: null, bytesLeft: null };
  const isEachKnown = addedBytes.every((bytes) => bytes !== null);
  const left = addedBytes.reduce<number>((sum, bytes) => sum + Math.max(0, leaderBytes - (bytes ?? 0)), 0);
  return {
    topic,
    partition,
    bytesTotal: leaderBytes * addedBytes.length,
    bytesLeft: isEachKnown ? left : null,
  };
}
