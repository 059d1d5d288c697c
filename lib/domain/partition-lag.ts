import { known, type Measured, type UnknownReason, unknown } from './measured';
import type { TopicFacts } from './snapshot';

/** What one partition's lag is judged from. NaN in an offset means that it was never read (or, for a commit, that there is none). */
export interface PartitionOffsets {
  readonly committedOffset: number;
  readonly logStartOffset: number;
  readonly logEndOffset: number;
  /** Epoch ms of the round that read the log end. */
  readonly logEndReadAtMs: number;
  /** Epoch ms of the round that read the commit; null when never read. */
  readonly committedReadAtMs: number | null;
  /** Epoch ms of the round that is judged: values read earlier are carried over. */
  readonly capturedAtMs: number;
  readonly hasLeader: boolean;
  /** False when the commit belongs to an earlier topic of the same name. */
  readonly isSameTopic: boolean;
  /** Lag that Kafka itself tells (share groups); null for the other types, NaN when it was not told. */
  readonly reportedLag: number | null;
}

/** Lag of one group in one partition, in records. */
export interface PartitionLag {
  /** log end − max(committed, log start), never negative. Unknown when either side was not read in this round. */
  readonly lag: Measured;
  /** Records that a group without a commit has not read: log end − log start; null when unknown or committed. */
  readonly unreadRecords: number | null;
  /** Committed beyond the log end by this many; 0 normally. */
  readonly aheadRecords: number;
  /** Deleted before they were read: log start − committed; 0 normally. */
  readonly lostRecords: number;
}

/**
 * Records between commit and log end, never negative; NaN when either is missing. Records that were deleted before they
 * were read do not count. The same rule as kafka-consumer-groups, which prints a dash where this is NaN.
 */
export function lagRecords(committedOffset: number, logStartOffset: number, logEndOffset: number): number {
  const isLogStartKnown = !Number.isNaN(logStartOffset);
  const from = isLogStartKnown ? Math.max(committedOffset, logStartOffset) : committedOffset;
  return Math.max(0, logEndOffset - from);
}

/** Judges one partition of one group. */
export function evaluatePartitionLag(offsets: PartitionOffsets): PartitionLag {
  const { committedOffset, logStartOffset, logEndOffset } = offsets;
  const hasCommit = !Number.isNaN(committedOffset) && offsets.isSameTopic;
  const lag = measureLag(offsets);
  const unread = logEndOffset - logStartOffset;
  return {
    lag,
    unreadRecords: hasCommit || Number.isNaN(unread) ? null : Math.max(0, unread),
    aheadRecords: lag.known && committedOffset > logEndOffset ? committedOffset - logEndOffset : 0,
    lostRecords: hasCommit && logStartOffset > committedOffset ? logStartOffset - committedOffset : 0,
  };
}

function measureLag(offsets: PartitionOffsets): Measured {
  const { committedOffset, committedReadAtMs, logEndOffset, logEndReadAtMs, capturedAtMs } = offsets;
  if (!offsets.isSameTopic) return unknown('topic_gone');
  if (committedReadAtMs === null) return unknown('never_read');
  const isCommitStale = committedReadAtMs < capturedAtMs;
  if (offsets.reportedLag !== null) {
    return measureReportedLag(offsets.reportedLag, isCommitStale ? committedReadAtMs : null);
  }
  if (Number.isNaN(committedOffset)) return unknown('no_commit');
  if (Number.isNaN(logEndOffset)) return unknown(offsets.hasLeader ? 'never_read' : 'no_leader');
  const value = lagRecords(committedOffset, offsets.logStartOffset, logEndOffset);
  const isEndStale = logEndReadAtMs < capturedAtMs;
  if (!isCommitStale && !isEndStale) return known(value);
  const reason: UnknownReason = isEndStale && !offsets.hasLeader ? 'no_leader' : 'stale';
  return unknown(reason, { value, atMs: Math.min(committedReadAtMs, logEndReadAtMs) });
}

function measureReportedLag(reportedLag: number, staleSinceMs: number | null): Measured {
  if (Number.isNaN(reportedLag)) return unknown('not_measured');
  const value = Math.max(0, reportedLag);
  return staleSinceMs === null ? known(value) : unknown('stale', { value, atMs: staleSinceMs });
}

/** What of a lag can be read now. Offsets as in `PartitionOffsets`. */
export interface ReadableLagInput {
  readonly committedOffset: number;
  readonly logStartOffset: number;
  readonly logEndOffset: number;
  /** End for read_committed consumers; NaN when not read, which counts as the log end. */
  readonly lastStableOffset: number;
  /** Base offset of the next data batch at or after the commit, the log end when only control records follow; null when not probed. */
  readonly nextRecordOffset: number | null;
}

/** Records that a read_committed consumer can read now, beside the raw lag. */
export interface ReadableLag {
  readonly records: Measured;
  /** Compaction may have removed some of them: the true count is this or less. */
  readonly isAtMost: boolean;
  /** An open transaction holds back everything from the last stable offset on. */
  readonly isBlockedByTransaction: boolean;
}

/** Takes transactions, control records and compacted gaps out of a lag. */
export function evaluateReadableLag(input: ReadableLagInput): ReadableLag {
  const { committedOffset, logStartOffset, logEndOffset, nextRecordOffset } = input;
  const raw = lagRecords(committedOffset, logStartOffset, logEndOffset);
  if (Number.isNaN(raw)) {
    return { records: unknown('never_read'), isAtMost: false, isBlockedByTransaction: false };
  }
  const isOpen = input.lastStableOffset < logEndOffset;
  const end = isOpen ? input.lastStableOffset : logEndOffset;
  const from = Math.max(committedOffset, nextRecordOffset ?? committedOffset);
  const records = lagRecords(from, logStartOffset, end);
  const isSkipping = nextRecordOffset !== null && nextRecordOffset > Math.max(committedOffset, logStartOffset);
  return {
    records: known(records),
    isAtMost: isSkipping && records > 0,
    isBlockedByTransaction: isOpen && raw > 0 && committedOffset >= input.lastStableOffset,
  };
}

/** The slot of a topic's columns that belongs to a partition, with a group's commit there, ready to be judged. */
export function partitionOffsets(
  topic: TopicFacts,
  partition: number,
  commit: {
    readonly offset: number;
    readonly readAtMs: number | null;
    readonly topicId: string | null;
    readonly reportedLag: number | null;
  },
  capturedAtMs: number,
): PartitionOffsets {
  return {
    committedOffset: commit.offset,
    committedReadAtMs: commit.readAtMs,
    logStartOffset: topic.logStartOffsets[partition] ?? Number.NaN,
    logEndOffset: topic.logEndOffsets[partition] ?? Number.NaN,
    logEndReadAtMs: topic.logEndReadAtMs[partition] ?? Number.NaN,
    hasLeader: (topic.leaders[partition] ?? -1) >= 0,
    isSameTopic: isSameTopic(topic.topicId, commit.topicId),
    reportedLag: commit.reportedLag,
    capturedAtMs,
  };
}

/** False when both ids are known and differ: the commits were made in an earlier topic of the same name. */
export function isSameTopic(topicId: string | null, commitTopicId: string | null): boolean {
  return topicId === null || commitTopicId === null || topicId === commitTopicId;
}
