import { type PartitionMove, partitionKey } from '@/lib/domain/assignment-plan/cluster-layout';
import { invertMoves } from '@/lib/domain/assignment-plan/invert-moves';
import type { ReassignmentStep } from '@/lib/domain/reassignment-step/plan-reassignment-step';
import {
  applyChanges,
  compactChanges,
  planThrottle,
  planThrottleRestore,
  type ThrottleChange,
} from '@/lib/domain/reassignment-step/plan-throttle';
import type { OperationKafka, StepRun } from '../operation';
import type { ReassignPlan } from './reassign-plan';
import { applyThrottleEntries, readThrottleEntries } from './throttle-entries';

/** What a run must remember, because Kafka forgets it: every throttle entry it was to write, and what stood there before. */
export interface ReassignMemo {
  readonly changes: readonly ThrottleChange[];
  /** The rate in force; null without a throttle. */
  readonly bytesPerSecond: number | null;
  /** The way back is limited as well. */
  readonly isBack: boolean;
  /** The partitions whose replicas are listed, by `partitionKey`; missing in runs that listed all of theirs. */
  readonly listed?: readonly string[];
}

const noMemo: ReassignMemo = { changes: [], bytesPerSecond: null, isBack: false, listed: [] };

/** The memo of a run; empty before its first step. */
export function memoOf(run: Pick<StepRun<ReassignPlan>, 'memo'>): ReassignMemo {
  return (run.memo as ReassignMemo | null) ?? noMemo;
}

/**
 * Brings the throttle to the rate wanted and to the partitions that move, before anything moves under it. The prior
 * values are stored first, so that whoever goes on after a crash can put them back. Rates of brokers that are away stay
 * as they are.
 */
export async function keepThrottle(
  kafka: OperationKafka,
  run: StepRun<ReassignPlan>,
  step: ReassignmentStep,
  liveBrokerIds: readonly number[],
): Promise<void> {
  const wanted = run.control.bytesPerSecond === undefined ? run.plan.bytesPerSecond : run.control.bytesPerSecond;
  const memo = memoOf(run);
  if (wanted === null) {
    if (memo.bytesPerSecond === null) return;
    await restoreThrottle(kafka, memo, liveBrokerIds);
    await run.saveMemo({ ...memo, bytesPerSecond: null, listed: [] });
    return;
  }
  const isBack = run.control.isCancelled === true && run.control.isRollback === true;
  // What goes back is copied from the replicas that were new to those that left.
  const moves = isBack ? invertMoves(run.plan.moves) : run.plan.moves;
  const isMoving = new Set([...step.inFlight, ...step.submit].map(partitionKey));
  const wasListed = new Set(memo.listed ?? moves.map(partitionKey));
  const isRelisted = (move: PartitionMove) => {
    const [is, was] = [isMoving.has(partitionKey(move)), wasListed.has(partitionKey(move))];
    return is !== was || (is && memo.isBack !== isBack);
  };
  const isSameRate = memo.bytesPerSecond === wanted && memo.isBack === isBack;
  const topics = new Set(moves.filter(isRelisted).map(({ topic }) => topic));
  if (isSameRate && topics.size === 0) return;
  const isLive = new Set(liveBrokerIds);
  const brokers = [...new Set(moves.flatMap(({ from, to }) => [...from, ...to]))].filter((id) => isLive.has(id));
  const moving = moves.filter((move) => isMoving.has(partitionKey(move)));
  const now = await readThrottleEntries(kafka, isSameRate ? [] : brokers, [...topics]);
  const changes = planThrottle({ moves, moving, bytesPerSecond: wanted, now, changes: memo.changes });
  const all = [...memo.changes, ...changes];
  // Until all is made, both the lists of before and those of now may stand in Kafka.
  const either = memo.listed && [...new Set([...memo.listed, ...moving.map(partitionKey)])];
  await run.saveMemo({ ...memo, changes: all, listed: either });
  await applyThrottleEntries(kafka, changes);
  await run.saveMemo({
    changes: compactChanges(all, applyChanges(now, changes)),
    bytesPerSecond: wanted,
    isBack,
    listed: moving.map(partitionKey),
  });
}

/** How a throttle was taken back. */
export interface ThrottleRestored {
  /** Kafka was seen to hold what it held before; false when something was just sent. */
  readonly isSeen: boolean;
  /** Brokers that could not be asked because they are away. */
  readonly unreached: readonly string[];
}

/** Puts back what was there before; call it again until that is seen. */
export async function restoreThrottle(
  kafka: OperationKafka,
  { changes }: ReassignMemo,
  liveBrokerIds: readonly number[],
): Promise<ThrottleRestored> {
  const isLive = (name: string) => liveBrokerIds.includes(Number(name));
  const ofBrokers = changes
    .filter(({ resourceType }) => resourceType === 'broker')
    .map(({ resourceName }) => resourceName);
  const ofTopics = changes
    .filter(({ resourceType }) => resourceType === 'topic')
    .map(({ resourceName }) => resourceName);
  const reachable = [...new Set(ofBrokers)].filter(isLive);
  const now = await readThrottleEntries(kafka, reachable.map(Number), [...new Set(ofTopics)]);
  const known = new Set(now.map(({ resourceType, resourceName }) => `${resourceType}/${resourceName}`));
  const { entries } = planThrottleRestore(
    changes.filter(({ resourceType, resourceName }) => known.has(`${resourceType}/${resourceName}`)),
    now,
  );
  if (entries.length > 0) await applyThrottleEntries(kafka, entries);
  return { isSeen: entries.length === 0, unreached: [...new Set(ofBrokers)].filter((name) => !isLive(name)) };
}
