import { evenOut } from './even-out';
import { createMovableUnits, type Unit } from './movable-units';
import { addReplica, at, orderReplicas, type Placement, removeReplica, topicSlot } from './placement';

/** Which partitions may change, and which brokers hand over to which. */
export interface SpreadScope {
  /** Cheapest to move first. */
  readonly partitions: readonly number[];
  mayGive(broker: number): boolean;
  mayTake(broker: number): boolean;
  /** Who takes stops at the mean of all who give or take, rounded down, also where some still hold more. */
  readonly stopsAtMean: boolean;
}

/** Replicas: a copy costs its bytes, taking back a copy that was only planned costs none, so the least data moves. */
export function replicasAsUnit(placement: Placement): Unit {
  return {
    load: placement.replicaCount,
    topicLoad: placement.topicReplicaCount,
    holdersOf: (p) => placement.replicas[p] as number[],
    firstHoldersOf: (p) => placement.original[p] as readonly number[],
    weightOf: (p) => at(placement.weightOf, p),
    canMove: (p, from, to) => canReplicaMove(placement, placement.replicas[p] as number[], from, to),
    move: (p, from, to) => {
      addReplica(placement, p, to);
      removeReplica(placement, p, from);
    },
  };
}

/** The replica may not meet another on its new broker, nor leave its partition on fewer racks. */
function canReplicaMove({ rackOf }: Placement, replicas: readonly number[], from: number, to: number): boolean {
  const isSameRack = rackOf[from] === rackOf[to];
  let isNewRack = true;
  let onOldRack = 0;
  for (const broker of replicas) {
    if (broker === to) return false;
    if (rackOf[broker] === rackOf[to]) isNewRack = false;
    if (rackOf[broker] === rackOf[from]) onOldRack++;
  }
  return isSameRack || isNewRack || onOldRack > 1;
}

/** Preferred leaders: only the order of replicas changes, so no data moves; fewest changes first. */
export function leadersAsUnit(placement: Placement): Unit {
  return {
    load: placement.leaderCount,
    topicLoad: placement.topicLeaderCount,
    holdersOf: (p) => (placement.replicas[p] as number[]).slice(0, 1),
    firstHoldersOf: (p) => (placement.original[p] as readonly number[]).slice(0, 1),
    weightOf: () => 1,
    canMove: (p, _from, to) => (placement.replicas[p] as number[]).includes(to),
    move: (p, _from, to) => orderReplicas(placement, p, to),
  };
}

/** Evens out each topic by itself; between brokers alike within the topic, the load of the cluster decides. */
export function spreadWithinTopics(placement: Placement, unit: Unit, scope: SpreadScope): void {
  const byTopic = new Map<number, number[]>();
  for (const p of scope.partitions) {
    const topic = at(placement.topicOf, p);
    const partitions = byTopic.get(topic);
    if (partitions === undefined) byTopic.set(topic, [p]);
    else partitions.push(p);
  }
  for (const [topic, partitions] of byTopic) {
    const first = topic * placement.brokerCount;
    const loadOf = (broker: number) => at(unit.topicLoad, first + broker);
    evenOutUnits(placement, unit, { ...scope, partitions }, loadOf, unit.canMove);
  }
}

/** Evens out the cluster with what does not make any topic less even. */
export function spreadOverCluster(placement: Placement, unit: Unit, scope: SpreadScope): void {
  const loadOf = (broker: number) => at(unit.load, broker);
  const canMove = (p: number, from: number, to: number) =>
    at(unit.topicLoad, topicSlot(placement, p, from)) > at(unit.topicLoad, topicSlot(placement, p, to)) &&
    unit.canMove(p, from, to);
  evenOutUnits(placement, unit, scope, loadOf, canMove);
}

function evenOutUnits(
  placement: Placement,
  unit: Unit,
  scope: SpreadScope,
  loadOf: (broker: number) => number,
  canMove: Unit['canMove'],
): void {
  const count = placement.brokerCount;
  const movable = createMovableUnits(count, { ...unit, canMove }, scope.partitions);
  const most = scope.stopsAtMean ? meanOf(scope, count, loadOf) : Number.POSITIVE_INFINITY;
  const mayTake = (broker: number) => scope.mayTake(broker) && loadOf(broker) < most;
  evenOut({
    brokerCount: count,
    loadOf,
    compareTies: (left, right) =>
      at(unit.load, left) - at(unit.load, right) ||
      at(placement.weight, left) - at(placement.weight, right) ||
      left - right,
    mayGive: scope.mayGive,
    mayTake,
    moveOne: (from, to) => {
      const p = movable.findCheapest(from, to);
      if (p === null) return null;
      movable.move(p, from, to);
      return () => movable.move(p, to, from);
    },
    markRoutes: (routes) => {
      for (const p of scope.partitions) {
        for (const from of unit.holdersOf(p)) {
          for (let to = 0; to < count; to++) {
            const pair = from * count + to;
            if (routes[pair] === 0 && mayTake(to) && from !== to && canMove(p, from, to)) routes[pair] = 1;
          }
        }
      }
    },
  });
}

function meanOf(scope: SpreadScope, brokerCount: number, loadOf: (broker: number) => number): number {
  let brokers = 0;
  let load = 0;
  for (let broker = 0; broker < brokerCount; broker++) {
    if (!scope.mayGive(broker) && !scope.mayTake(broker)) continue;
    brokers++;
    load += loadOf(broker);
  }
  return Math.floor(load / brokers);
}
