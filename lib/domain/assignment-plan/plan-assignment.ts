import type { AssignmentGoal, AssignmentOptions, AssignmentRefusal, AssignmentWarning } from './assignment-goal';
import { checkAssignment } from './check-assignment';
import { checkMinIsr, describeWarnings } from './check-moves';
import {
  type ClusterLayout,
  comparePartitions,
  type PartitionMove,
  type PartitionPlace,
  partitionKey,
} from './cluster-layout';
import { type PlacementRules, placePartition } from './place-replicas';
import { at, createPlacement, listMoves, orderReplicas, type Placement } from './placement';
import { createSelection } from './selection';
import { leadersAsUnit, replicasAsUnit, type SpreadScope, spreadOverCluster, spreadWithinTopics } from './spread-units';

/** What a goal comes to. With refusals there are no moves: nothing is done by halves. */
export interface AssignmentPlan {
  /** By topic and partition. */
  readonly moves: readonly PartitionMove[];
  readonly refusals: readonly AssignmentRefusal[];
  readonly warnings: readonly AssignmentWarning[];
}

/**
 * Plans the replica changes that reach a goal with the least data moved; the same input gives the same plan, and planning its result
 * again gives no moves. In this order:
 * 1. no broker twice in a partition, nothing new on a broker that is dead or not allowed, as many replicas as asked;
 * 2. replicas on as many racks as can be (balance repairs this; the other goals keep the replicas that are right already);
 * 3. replicas even within each selected topic, as CMAK's skew and Kafka's `--generate` see it, since load follows topics;
 * 4. replicas even in the cluster, counting also what is not selected, as far as 3 allows
 *    (3 and 4 for balance; for fill, only up to the new brokers' share);
 * 5. preferred leaders even in the same two steps, by reordering alone, which moves no data (for drain and
 *    replication factor only where the preferred leader is gone);
 * 6. of what could be moved for that, the partitions with the fewest bytes, to the brokers with the fewest.
 * Counts come before bytes because they hold while topics grow; bytes of today do not.
 * A replica on a dead broker stays unless that broker is drained or its partition has one too many: the broker may come back.
 */
export function planAssignment(
  layout: ClusterLayout,
  goal: AssignmentGoal,
  options: AssignmentOptions,
): AssignmentPlan {
  const refusals = checkBrokers(layout, goal, options);
  if (refusals.length > 0) return { moves: [], refusals, warnings: [] };
  return goal.kind === 'exact' ? planExact(layout, goal, options) : planByRules(layout, goal, options);
}

type PlacedGoal = Exclude<AssignmentGoal, { kind: 'exact' }>;

function checkBrokers(layout: ClusterLayout, goal: AssignmentGoal, options: AssignmentOptions): AssignmentRefusal[] {
  const isLive = new Map(layout.brokers.map((broker) => [broker.brokerId, broker.isLive]));
  const takers = [...(options.allowedBrokerIds ?? []), ...(goal.kind === 'fill' ? goal.brokerIds : [])];
  const named = [...takers, ...(goal.kind === 'drain' ? goal.brokerIds : [])];
  const refusals: AssignmentRefusal[] = [];
  for (const brokerId of new Set(named)) if (!isLive.has(brokerId)) refusals.push({ code: 'unknown_broker', brokerId });
  for (const brokerId of new Set(takers)) {
    if (isLive.get(brokerId) === false) refusals.push({ code: 'dead_broker', brokerId });
  }
  if (goal.kind === 'replication-factor' && !isReplicationFactor(goal.replicationFactor)) {
    refusals.push({ code: 'invalid_replication_factor', replicationFactor: goal.replicationFactor });
  }
  return refusals;
}

function isReplicationFactor(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 32_767;
}

function planExact(
  layout: ClusterLayout,
  goal: Extract<AssignmentGoal, { kind: 'exact' }>,
  options: AssignmentOptions,
): AssignmentPlan {
  const refusals = checkAssignment(layout, goal.assignment, options);
  if (refusals.length > 0) return { moves: [], refusals, warnings: [] };
  const before = new Map(layout.partitions.map((place) => [partitionKey(place), place.replicas]));
  const moves = [...goal.assignment].sort(comparePartitions).flatMap((wanted) => {
    const from = before.get(partitionKey(wanted)) as readonly number[];
    const isSame = from.length === wanted.replicas.length && from.every((broker, i) => broker === wanted.replicas[i]);
    return isSame ? [] : [{ topic: wanted.topic, partition: wanted.partition, from, to: wanted.replicas }];
  });
  const leftAlone = goal.leftAloneCount ?? 0;
  return { moves, refusals, warnings: describeWarnings(layout, moves, options, { isDrain: false, leftAlone }) };
}

function planByRules(layout: ClusterLayout, goal: PlacedGoal, options: AssignmentOptions): AssignmentPlan {
  const placement = createPlacement(layout);
  const isSelected = createSelection(options.selection);
  const inScope = listIndexes(placement.partitions.length, (p) =>
    isSelected(placement.partitions[p] as PartitionPlace),
  );
  const mayTouch = (p: number) =>
    options.acknowledged.reassignmentRunning || placement.partitions[p]?.isReassigning === false;
  const partitions = inScope.filter(mayTouch);
  const cheapestFirst = partitions.toSorted(
    (left, right) => at(placement.weightOf, left) - at(placement.weightOf, right) || left - right,
  );
  const rules = createRules(placement, goal, options);
  const refusals = findTooFewBrokers(placement, partitions, rules);
  if (refusals.length > 0) return { moves: [], refusals, warnings: [] };
  for (const p of partitions) placePartition(placement, p, rules);
  spread(placement, goal, cheapestFirst, rules);
  const moves = listMoves(placement);
  const risks = checkMinIsr(layout, moves, options);
  const warnings = describeWarnings(layout, moves, options, {
    isDrain: goal.kind === 'drain',
    leftAlone: inScope.length - partitions.length,
  });
  return { moves: risks.length === 0 ? moves : [], refusals: risks, warnings };
}

function createRules(placement: Placement, goal: PlacedGoal, options: AssignmentOptions): PlacementRules {
  const idOf = (broker: number) => placement.brokerIds[broker] as number;
  const allowed = options.allowedBrokerIds === null ? null : new Set(options.allowedBrokerIds);
  const named = new Set(goal.kind === 'drain' || goal.kind === 'fill' ? goal.brokerIds : []);
  const isAllowed = (broker: number) => placement.isLive[broker] === true && (allowed?.has(idOf(broker)) ?? true);
  const takes = placement.brokerIds.map((_, broker) => isAllowed(broker));
  const leaves = placement.brokerIds.map((brokerId, broker) => {
    if (goal.kind === 'drain') return named.has(brokerId);
    return goal.kind === 'balance' && placement.isLive[broker] === true && !isAllowed(broker);
  });
  return {
    mayTake: (broker) => takes[broker] === true,
    mustLeave: (broker) => leaves[broker] === true,
    factorOf: (p) =>
      goal.kind === 'replication-factor' ? goal.replicationFactor : (placement.original[p] as readonly number[]).length,
    repairsRacks: goal.kind === 'balance',
  };
}

function findTooFewBrokers(
  placement: Placement,
  partitions: readonly number[],
  rules: PlacementRules,
): AssignmentRefusal[] {
  const takers = listIndexes(placement.brokerCount, (broker) => rules.mayTake(broker) && !rules.mustLeave(broker));
  const short = new Map<string, Extract<AssignmentRefusal, { code: 'too_few_brokers' }>>();
  for (const p of partitions) {
    const kept = (placement.original[p] as readonly number[]).filter((broker) => !rules.mustLeave(broker));
    const brokerCount = takers.length + kept.filter((broker) => !takers.includes(broker)).length;
    const replicationFactor = rules.factorOf(p);
    if (replicationFactor <= brokerCount) continue;
    const key = `${replicationFactor}/${brokerCount}`;
    const partitionCount = (short.get(key)?.partitionCount ?? 0) + 1;
    short.set(key, { code: 'too_few_brokers', replicationFactor, brokerCount, partitionCount });
  }
  return [...short.values()];
}

/** Evens out what the goal asks for: all of the selection, the new brokers' share, or only leaders that were lost. */
function spread(placement: Placement, goal: PlacedGoal, partitions: readonly number[], rules: PlacementRules): void {
  const replicas = replicasAsUnit(placement);
  if (goal.kind === 'balance' || goal.kind === 'fill') {
    const scope = createReplicaScope(placement, goal, partitions, rules);
    spreadWithinTopics(placement, replicas, scope);
    spreadOverCluster(placement, replicas, scope);
  }
  for (const p of partitions) orderReplicas(placement, p, null);
  const touched = partitions.filter((p) => mayReorder(placement, goal, p));
  const isLive = (broker: number) => placement.isLive[broker] === true;
  const scope = { partitions: touched, mayGive: isLive, mayTake: isLive, stopsAtMean: false };
  const leaders = leadersAsUnit(placement);
  spreadWithinTopics(placement, leaders, scope);
  spreadOverCluster(placement, leaders, scope);
}

/** To balance, all that are allowed exchange; to fill, the new brokers take their share from all others, which exchange nothing. */
function createReplicaScope(
  placement: Placement,
  goal: Extract<PlacedGoal, { kind: 'balance' | 'fill' }>,
  partitions: readonly number[],
  rules: PlacementRules,
): SpreadScope {
  if (goal.kind === 'balance') {
    return { partitions, mayGive: rules.mayTake, mayTake: rules.mayTake, stopsAtMean: false };
  }
  const isFilled = placement.brokerIds.map((brokerId) => goal.brokerIds.includes(brokerId));
  return {
    partitions,
    mayGive: (broker) => placement.isLive[broker] === true && isFilled[broker] === false,
    mayTake: (broker) => isFilled[broker] === true,
    stopsAtMean: true,
  };
}

/** A preferred leader changes when it is gone, or when the goal is about load: of anything to balance, of what comes to a new broker. */
function mayReorder(placement: Placement, goal: PlacedGoal, p: number): boolean {
  const before = placement.original[p] as readonly number[];
  const now = placement.replicas[p] as readonly number[];
  if (goal.kind === 'balance' || !now.includes(before[0] as number)) return true;
  return goal.kind === 'fill' && now.some((broker) => !before.includes(broker));
}

function listIndexes(count: number, isWanted: (index: number) => boolean): number[] {
  return Array.from({ length: count }, (_, index) => index).filter(isWanted);
}
