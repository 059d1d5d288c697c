import { addReplica, at, countRacks, isRackAmong, type Placement, removeReplica, topicSlot } from './placement';

/** What each partition must come to, whatever the balance. */
export interface PlacementRules {
  /** The broker may get replicas it does not have. */
  mayTake(broker: number): boolean;
  /** The broker loses every replica of the selection. */
  mustLeave(broker: number): boolean;
  /** How many replicas the partition ends with. */
  factorOf(p: number): number;
  /** Also moves replicas that stay when the partition could be on more racks. */
  readonly repairsRacks: boolean;
}

/**
 * Brings one partition to its rules with the fewest changes: takes away what must leave or is too much, adds what is missing where
 * it is on a new rack, its topic has the fewest replicas there, then the cluster, then the fewest bytes, then the lowest broker id.
 * There must be enough brokers.
 */
export function placePartition(placement: Placement, p: number, rules: PlacementRules): void {
  const replicas = () => placement.replicas[p] as number[];
  for (const broker of [...replicas()]) if (rules.mustLeave(broker)) removeReplica(placement, p, broker);
  while (replicas().length > rules.factorOf(p)) removeReplica(placement, p, findSurplus(placement, p));
  while (replicas().length < rules.factorOf(p)) addBest(placement, p, rules);
  while (rules.repairsRacks && repairRack(placement, p, rules));
}

function addBest(placement: Placement, p: number, rules: PlacementRules): void {
  const best = findBest(placement, p, rules, false);
  if (best === null) throw new RangeError('too few brokers to place a partition');
  addReplica(placement, p, best);
}

/** The best broker for one more replica; null when there is none. */
function findBest(placement: Placement, p: number, rules: PlacementRules, isNewRackOnly: boolean): number | null {
  const replicas = placement.replicas[p] as number[];
  let best: number | null = null;
  for (let broker = 0; broker < placement.brokerCount; broker++) {
    if (!rules.mayTake(broker) || rules.mustLeave(broker) || replicas.includes(broker)) continue;
    if (isNewRackOnly && isRackAmong(placement, broker, replicas, replicas.length)) continue;
    if (best === null || comparePlaces(placement, p, broker, best) < 0) best = broker;
  }
  return best;
}

function comparePlaces(placement: Placement, p: number, left: number, right: number): number {
  const replicas = placement.replicas[p] as number[];
  const repeats = (broker: number) => Number(isRackAmong(placement, broker, replicas, replicas.length));
  return repeats(left) - repeats(right) || compareLoad(placement, p, left, right);
}

function compareLoad(placement: Placement, p: number, left: number, right: number): number {
  const inTopic = (broker: number) => at(placement.topicReplicaCount, topicSlot(placement, p, broker));
  return (
    inTopic(left) - inTopic(right) ||
    at(placement.replicaCount, left) - at(placement.replicaCount, right) ||
    at(placement.weight, left) - at(placement.weight, right) ||
    left - right
  );
}

/** The replica to give up: a dead one, else one whose rack has another, else not the preferred leader, else on the most loaded broker. */
function findSurplus(placement: Placement, p: number): number {
  const replicas = placement.replicas[p] as number[];
  const rankOf = (broker: number) => [
    Number(placement.isLive[broker]),
    Number(!sharesRack(placement, replicas, broker)),
    Number(broker === replicas[0]),
  ];
  const [surplus] = [...replicas].sort((left, right) => {
    const ranks = rankOf(right);
    const differing = rankOf(left)
      .map((rank, i) => rank - (ranks[i] as number))
      .find((difference) => difference !== 0);
    return differing ?? compareLoad(placement, p, right, left);
  });
  return surplus as number;
}

function sharesRack(placement: Placement, replicas: readonly number[], broker: number): boolean {
  const others = replicas.filter((other) => other !== broker);
  return isRackAmong(placement, broker, others, others.length);
}

/** Moves one replica from a rack that has two to a rack that has none; false when that cannot be done. */
function repairRack(placement: Placement, p: number, rules: PlacementRules): boolean {
  const replicas = placement.replicas[p] as number[];
  if (countRacks(placement, replicas) === replicas.length) return false;
  const to = findBest(placement, p, rules, true);
  if (to === null) return false;
  const [from] = replicas
    .filter((broker) => placement.isLive[broker] && sharesRack(placement, replicas, broker))
    .sort((left, right) => compareLoad(placement, p, right, left));
  if (from === undefined) return false;
  addReplica(placement, p, to);
  removeReplica(placement, p, from);
  return true;
}
