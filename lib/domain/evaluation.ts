import type { ClusterSnapshot } from './snapshot';

/** How a group does, in the words and shapes of the screens. */
export type GroupStatus = 'ok' | 'slow' | 'stalled' | 'stopped' | 'unknown';

/** Direction of a group's total lag over the recent rounds. */
export type LagTrend = 'rising' | 'falling' | 'steady' | 'unknown';

/** Why a group has its status: a message key of the catalogues (`groupReason.<key>`) with its values. */
export interface StatusReason {
  readonly key:
    | 'caughtUp'
    | 'keepingUp'
    | 'fallingBehind'
    | 'catchingUp'
    | 'aliveNotCommitting'
    | 'noMembersLagGrowing'
    | 'noMembers'
    | 'noCommits'
    | 'notRead'
    | 'collecting';
  readonly values: Readonly<Record<string, number | string>>;
}

/** Judgement of one group from its recent rounds. Absent figures are null, never zero. */
export interface GroupEvaluation {
  readonly groupId: string;
  readonly status: GroupStatus;
  readonly reason: StatusReason;
  /** Epoch ms since when the status holds; null when it was so from the first round seen. */
  readonly sinceMs: number | null;
  readonly trend: LagTrend;
  /** Sum over partitions whose lag is known; null when none is. */
  readonly totalLag: number | null;
  /** Partitions with a known lag, of all partitions the group has to do with. */
  readonly knownPartitions: number;
  readonly partitionCount: number;
  /** Seconds behind of the partition furthest behind; null when not known. `lagSecondsIsAtLeast` marks a lower bound. */
  readonly maxLagSeconds: number | null;
  readonly lagSecondsIsAtLeast: boolean;
  readonly consumedPerSecond: number | null;
  /** Total lag of the recent rounds, oldest first; null where it was not known. At most 60. */
  readonly recentLag: readonly (number | null)[];
  /** Parallel to `GroupFacts.positions` of the same snapshot. */
  readonly positionTimes: readonly PositionTimes[];
}

/** Times of one group's positions in one topic; the columns are parallel to `GroupTopicPositions.partitions`. */
export interface PositionTimes {
  /** Epoch ms of the round in which the committed offset last moved while watched; NaN when it never did. */
  readonly committedAtMs: Float64Array;
  /** Seconds since the record at the committed offset was appended, 0 without lag; NaN when not known. Off by at most the gap between two rounds. */
  readonly lagSeconds: Float32Array;
  /** 1 where `lagSeconds` is only a lower bound: the record is older than the history at hand. */
  readonly isAtLeast: Uint8Array;
}

export interface TopicEvaluation {
  readonly name: string;
  /** Records per second between the last two rounds that read every partition; null over a gap, a truncation or a new topic id. */
  readonly producedPerSecond: number | null;
}

/** Something that changed between two rounds, newest first in lists. */
export interface ClusterChange {
  readonly atMs: number;
  readonly kind:
    | 'broker-up'
    | 'broker-down'
    | 'controller-moved'
    | 'topic-created'
    | 'topic-deleted'
    | 'topic-recreated'
    | 'partitions-added'
    | 'group-appeared'
    | 'group-gone'
    | 'group-state'
    | 'offsets-reset'
    | 'log-truncated';
  readonly brokerId: number | null;
  readonly topic: string | null;
  readonly groupId: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

export interface ClusterEvaluation {
  readonly groups: ReadonlyMap<string, GroupEvaluation>;
  readonly topics: ReadonlyMap<string, TopicEvaluation>;
  /** Records per second produced to the partitions that a broker leads, of topics whose rate is known; a broker without any has no entry. */
  readonly producedPerSecondByBroker: ReadonlyMap<number, number>;
  /** The last hour, newest first, at most 200. */
  readonly changes: readonly ClusterChange[];
}

/** What a collector publishes and the web serves: one round, read and judged. */
export interface JudgedRound {
  readonly snapshot: ClusterSnapshot;
  readonly evaluation: ClusterEvaluation;
}
