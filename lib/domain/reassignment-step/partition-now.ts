import type { PartitionMove } from '../assignment-plan/cluster-layout';

/** A move of a plan that is being run, with the identity of the topic it was planned for. */
export interface RunningMove extends PartitionMove {
  /** UUID text; null on brokers that have no topic ids (before 2.8). */
  readonly topicId: string | null;
}

/** What Kafka says of a partition now (Metadata and ListPartitionReassignments, API key 46). */
export interface PartitionNow {
  readonly topic: string;
  readonly topicId: string | null;
  readonly partition: number;
  /** Null without a leader. */
  readonly leader: number | null;
  /** During a reassignment these are old and new ones together. */
  readonly replicas: readonly number[];
  /** Both empty when no reassignment is running. */
  readonly addingReplicas: readonly number[];
  readonly removingReplicas: readonly number[];
}

/** Why a move cannot go on for now. */
export type BlockReason =
  /** A reassignment to other replicas than ours is running. */
  | 'foreign_reassignment'
  /** Its replicas are neither those the plan started from nor those it leads to. */
  | 'replicas_changed'
  /** A broker that is to get a replica is not live. */
  | 'broker_not_live';

/** Why a move can never be done: its topic was deleted, or deleted and created again. */
export type LossReason = 'deleted' | 'recreated';

/** Where one move stands, towards its `to`. */
export type MoveStanding =
  | { readonly kind: 'finished' }
  | { readonly kind: 'in-flight'; readonly now: PartitionNow }
  | { readonly kind: 'waiting'; readonly now: PartitionNow }
  | { readonly kind: 'blocked'; readonly reason: BlockReason; readonly now: PartitionNow }
  | { readonly kind: 'lost'; readonly reason: LossReason };

/** Judges a move by what Kafka says now; `now` undefined means that the partition does not exist. */
export function evaluateMove(
  move: RunningMove,
  now: PartitionNow | undefined,
  liveBrokerIds: ReadonlySet<number>,
): MoveStanding {
  if (now === undefined) return { kind: 'lost', reason: 'deleted' };
  if (move.topicId !== null && now.topicId !== null && move.topicId !== now.topicId) {
    return { kind: 'lost', reason: 'recreated' };
  }
  if (isReassigning(now)) {
    const isOurs = hasSame(targetOf(now), move.to);
    return isOurs ? { kind: 'in-flight', now } : { kind: 'blocked', reason: 'foreign_reassignment', now };
  }
  if (isSameOrder(now.replicas, move.to)) return { kind: 'finished' };
  if (!hasSame(now.replicas, move.from) && !hasSame(now.replicas, move.to)) {
    return { kind: 'blocked', reason: 'replicas_changed', now };
  }
  const isEachLive = move.to.every((brokerId) => now.replicas.includes(brokerId) || liveBrokerIds.has(brokerId));
  return isEachLive ? { kind: 'waiting', now } : { kind: 'blocked', reason: 'broker_not_live', now };
}

/** A reassignment of it is running. */
export function isReassigning({ addingReplicas, removingReplicas }: PartitionNow): boolean {
  return addingReplicas.length > 0 || removingReplicas.length > 0;
}

/** The replicas that a running reassignment leads to. */
function targetOf({ replicas, removingReplicas }: PartitionNow): readonly number[] {
  return replicas.filter((brokerId) => !removingReplicas.includes(brokerId));
}

/** The same brokers in any order. */
export function hasSame(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((brokerId) => right.includes(brokerId));
}

/** The same brokers in the same order. */
export function isSameOrder(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((brokerId, i) => brokerId === right[i]);
}
