import { type ClusterLayout, comparePartitions, type PartitionMove, type PartitionPlace } from './cluster-layout';

/** Stands for a slot of an array that exists by construction. */
type Index = number;

/**
 * A layout being changed, by index instead of by name: brokers ascending by id (also unknown ones that hold replicas, as dead),
 * partitions by topic and number. Counts cover the whole cluster and follow each change.
 */
export interface Placement {
  readonly brokerIds: readonly number[];
  readonly brokerCount: number;
  readonly isLive: readonly boolean[];
  /** Equal numbers are the same rack; all brokers without a rack share one. */
  readonly rackOf: Int32Array;
  readonly partitions: readonly PartitionPlace[];
  readonly topicOf: Int32Array;
  readonly topicCount: number;
  /** Cost of copying a replica: its bytes, the mean of the known ones when unknown; at least 1, as each copy costs something. */
  readonly weightOf: Float64Array;
  /** Replicas at the start, as broker indexes. */
  readonly original: readonly (readonly Index[])[];
  /** Replicas now. */
  readonly replicas: Index[][];
  /** Per broker. */
  readonly replicaCount: Int32Array;
  readonly leaderCount: Int32Array;
  readonly weight: Float64Array;
  /** Slot `topic × brokerCount + broker`. */
  readonly topicReplicaCount: Int32Array;
  readonly topicLeaderCount: Int32Array;
}

/** Reads a layout into a placement. */
export function createPlacement(layout: ClusterLayout): Placement {
  const places = new Map(layout.brokers.map((broker) => [broker.brokerId, broker]));
  const held = layout.partitions.flatMap(({ replicas }) => replicas);
  const brokerIds = [...new Set([...places.keys(), ...held])].sort((left, right) => left - right);
  const indexOf = new Map(brokerIds.map((brokerId, index) => [brokerId, index]));
  const racks = [...new Set(brokerIds.map((brokerId) => places.get(brokerId)?.rack ?? null))];
  const partitions = [...layout.partitions].sort(comparePartitions);
  const topics = new Map<string, number>();
  for (const { topic } of partitions) if (!topics.has(topic)) topics.set(topic, topics.size);
  const original = partitions.map(({ replicas }) => replicas.map((brokerId) => indexOf.get(brokerId) as Index));
  const brokerCount = brokerIds.length;
  const placement: Placement = {
    brokerIds,
    brokerCount,
    isLive: brokerIds.map((brokerId) => places.get(brokerId)?.isLive ?? false),
    rackOf: Int32Array.from(brokerIds, (brokerId) => racks.indexOf(places.get(brokerId)?.rack ?? null)),
    partitions,
    topicOf: Int32Array.from(partitions, ({ topic }) => topics.get(topic) as Index),
    topicCount: topics.size,
    weightOf: weigh(partitions),
    original,
    replicas: original.map(() => []),
    replicaCount: new Int32Array(brokerCount),
    leaderCount: new Int32Array(brokerCount),
    weight: new Float64Array(brokerCount),
    topicReplicaCount: new Int32Array(topics.size * brokerCount),
    topicLeaderCount: new Int32Array(topics.size * brokerCount),
  };
  for (const [p, replicas] of original.entries()) for (const broker of replicas) addReplica(placement, p, broker);
  return placement;
}

function weigh(partitions: readonly PartitionPlace[]): Float64Array {
  const known = partitions.flatMap(({ bytes }) => (bytes === null ? [] : [bytes]));
  const mean = known.length === 0 ? 0 : known.reduce((sum, bytes) => sum + bytes, 0) / known.length;
  return Float64Array.from(partitions, ({ bytes }) => 1 + (bytes ?? mean));
}

/** Appends a replica: what is there already leads before what has to be copied. */
export function addReplica(placement: Placement, p: Index, broker: Index): void {
  const replicas = placement.replicas[p] as Index[];
  replicas.push(broker);
  const slot = topicSlot(placement, p, broker);
  placement.replicaCount[broker] = at(placement.replicaCount, broker) + 1;
  placement.topicReplicaCount[slot] = at(placement.topicReplicaCount, slot) + 1;
  placement.weight[broker] = at(placement.weight, broker) + at(placement.weightOf, p);
  if (replicas.length === 1) countLeader(placement, p, broker, 1);
}

/** Takes a replica away; when it led, the next one is the preferred leader. */
export function removeReplica(placement: Placement, p: Index, broker: Index): void {
  const replicas = placement.replicas[p] as Index[];
  const position = replicas.indexOf(broker);
  const slot = topicSlot(placement, p, broker);
  replicas.splice(position, 1);
  placement.replicaCount[broker] = at(placement.replicaCount, broker) - 1;
  placement.topicReplicaCount[slot] = at(placement.topicReplicaCount, slot) - 1;
  placement.weight[broker] = at(placement.weight, broker) - at(placement.weightOf, p);
  if (position > 0) return;
  countLeader(placement, p, broker, -1);
  if (replicas[0] !== undefined) countLeader(placement, p, replicas[0], 1);
}

/**
 * Puts the preferred leader first (null: whoever comes first anyway), then the replicas that were there before in their order, then
 * the new ones: what nobody asked for does not change, and what has to be copied leads last.
 */
export function orderReplicas(placement: Placement, p: Index, leader: Index | null): void {
  const replicas = placement.replicas[p] as Index[];
  const before = placement.original[p] as readonly Index[];
  const kept = before.filter((broker) => replicas.includes(broker));
  const ordered = [...kept, ...replicas.filter((broker) => !before.includes(broker))];
  const first = leader ?? ordered[0];
  if (first === undefined) return;
  if (first !== replicas[0]) {
    countLeader(placement, p, replicas[0] as Index, -1);
    countLeader(placement, p, first, 1);
  }
  placement.replicas[p] = [first, ...ordered.filter((broker) => broker !== first)];
}

function countLeader(placement: Placement, p: Index, broker: Index, change: 1 | -1): void {
  const slot = topicSlot(placement, p, broker);
  placement.leaderCount[broker] = at(placement.leaderCount, broker) + change;
  placement.topicLeaderCount[slot] = at(placement.topicLeaderCount, slot) + change;
}

/** Slot of a partition's topic and a broker in the counts by topic. */
export function topicSlot(placement: Placement, p: Index, broker: Index): Index {
  return at(placement.topicOf, p) * placement.brokerCount + broker;
}

/** Value of a column at a slot that exists by construction. */
export function at(column: Int32Array | Float64Array, slot: Index): number {
  return column[slot] as number;
}

/** How many different racks the replicas are on. */
export function countRacks(placement: Placement, brokers: readonly Index[]): number {
  let racks = 0;
  for (let i = 0; i < brokers.length; i++) if (!isRackAmong(placement, brokers[i] as Index, brokers, i)) racks++;
  return racks;
}

/** One of the first `length` of the brokers is on the rack of `broker`. */
export function isRackAmong(placement: Placement, broker: Index, others: readonly Index[], length: number): boolean {
  const rack = placement.rackOf[broker];
  for (let i = 0; i < length; i++) if (placement.rackOf[others[i] as Index] === rack) return true;
  return false;
}

/** What differs from the start, by topic and partition. */
export function listMoves(placement: Placement): readonly PartitionMove[] {
  const moves: PartitionMove[] = [];
  for (const [p, { topic, partition, replicas: from }] of placement.partitions.entries()) {
    const to = (placement.replicas[p] as Index[]).map((broker) => placement.brokerIds[broker] as number);
    if (to.length !== from.length || to.some((brokerId, i) => brokerId !== from[i])) {
      moves.push({ topic, partition, from, to });
    }
  }
  return moves;
}
