import type { LagTrend } from './lag-trend';
import type { PositionTimes } from './position-times';
import type { ClusterSnapshot } from './snapshot';
import type { StatusReason } from './verdict/describe-verdict';
import type { PartitionPlace, RollUp } from './verdict/roll-up';
import type { GroupStatus, Verdict } from './verdict/verdicts';

/** Judgement of one group from its recent rounds. Absent figures are null, never zero. */
export interface GroupEvaluation {
  readonly groupId: string;
  /** The worst of its partitions in the topics that it still reads. */
  readonly verdict: Verdict;
  readonly status: GroupStatus;
  readonly reason: StatusReason;
  /** Epoch ms since when the verdict holds; null when it was so from the first round seen. */
  readonly sinceMs: number | null;
  /** Partitions with a commit by verdict, and the records left in those that have the group's verdict. */
  readonly partitionsByVerdict: RollUp['partitionsByVerdict'];
  readonly verdictLag: number | null;
  /** The partition that the verdict comes from; null when none has a commit. */
  readonly worstPartition: PartitionPlace | null;
  readonly hotPartition: RollUp['hotPartition'];
  /** Seconds until a group that catches up has caught up, at the pace of the last minutes; null otherwise. */
  readonly etaSeconds: number | null;
  readonly trend: LagTrend;
  /** Records per second by which the lag of what it still reads grew over the last five minutes; below 0: it shrank. */
  readonly lagGrowthPerSecond: number | null;
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
  /** Brokers that also lead partitions of topics whose rate is not known: theirs is a lower bound. */
  readonly partlyKnownProduction: ReadonlySet<number>;
  /** The last hour, newest first, at most 200. */
  readonly changes: readonly ClusterChange[];
}

/** What a collector publishes and the web serves: one round, read and judged. */
export interface JudgedRound {
  readonly snapshot: ClusterSnapshot;
  readonly evaluation: ClusterEvaluation;
}
