import { groupBy } from '../group-by';
import { evaluateTopicSpread, type TopicSpread } from '../topic-spread';
import {
  type ClusterLayout,
  comparePartitions,
  type PartitionMove,
  type PartitionPlace,
  partitionKey,
} from './cluster-layout';

/** Bytes of several replicas, of which some may be unknown. */
export interface ByteSum {
  /** Null when the bytes of any of them are unknown. */
  readonly bytes: number | null;
  /** Sum of those that are known. */
  readonly knownBytes: number;
  readonly unknownReplicas: number;
}

/** What a broker holds of the whole cluster; leaders are preferred leaders. */
export interface BrokerHolding extends ByteSum {
  readonly replicas: number;
  readonly leaders: number;
}

/** What a plan means for one broker. */
export interface BrokerEffect {
  readonly brokerId: number;
  readonly before: BrokerHolding;
  readonly after: BrokerHolding;
  /** What it copies from leaders, one move a new replica. */
  readonly movesIn: number;
  readonly bytesIn: ByteSum;
  /** What others copy from it: from the first live replica of each partition, which leads unless an election was missed. */
  readonly movesOut: number;
  readonly bytesOut: ByteSum;
}

/** CMAK's figures of a topic before and after, as if all replicas were in sync and preferred leaders led. */
export interface TopicEffect {
  readonly topic: string;
  readonly before: TopicSpread;
  readonly after: TopicSpread;
}

/** What a plan does to a cluster. */
export interface AssignmentEffect {
  /** Every broker of the layout and of the plan, ascending by id. */
  readonly brokers: readonly BrokerEffect[];
  /** Topics of the plan, by name. */
  readonly topics: readonly TopicEffect[];
  /** Sum over all new replicas. */
  readonly bytesToMove: ByteSum;
  /** Partitions that get a new replica; that only lose some; of which only the order changes. */
  readonly movesDataCount: number;
  readonly removesOnlyCount: number;
  readonly orderOnlyCount: number;
}

/** Describes a plan against the layout it was made for. */
export function describeAssignmentEffect(layout: ClusterLayout, moves: readonly PartitionMove[]): AssignmentEffect {
  const places = new Map(layout.partitions.map((place) => [partitionKey(place), place]));
  const live = new Set(layout.brokers.flatMap(({ brokerId, isLive }) => (isLive ? [brokerId] : [])));
  const isNew = ({ from }: PartitionMove, brokerId: number) => !from.includes(brokerId);
  const copies = moves.flatMap((move) =>
    move.to.filter((brokerId) => isNew(move, brokerId)).map((brokerId) => describeCopy(live, places, move, brokerId)),
  );
  const movesDataCount = moves.filter((move) => move.to.some((brokerId) => isNew(move, brokerId))).length;
  const orderOnlyCount = moves.filter(
    ({ from, to }) => from.length === to.length && to.every((brokerId) => from.includes(brokerId)),
  ).length;
  return {
    brokers: describeBrokers(layout, moves, copies),
    topics: describeTopics(layout, moves),
    bytesToMove: sumBytes(copies.map(({ bytes }) => bytes)),
    movesDataCount,
    removesOnlyCount: moves.length - movesDataCount - orderOnlyCount,
    orderOnlyCount,
  };
}

/** Seconds that the busiest broker needs to copy in or out at `bytesPerSecond`, which is a throttle's rate; null when any bytes are unknown. */
export function estimateMoveSeconds({ brokers }: AssignmentEffect, bytesPerSecond: number): number | null {
  const sums = brokers.flatMap(({ bytesIn, bytesOut }) => [bytesIn.bytes, bytesOut.bytes]);
  if (sums.some((bytes) => bytes === null)) return null;
  return Math.max(0, ...sums.map((bytes) => (bytes ?? 0) / bytesPerSecond));
}

interface Copy {
  readonly source: number | null;
  readonly target: number;
  readonly bytes: number | null;
}

function describeCopy(
  live: ReadonlySet<number>,
  places: ReadonlyMap<string, PartitionPlace>,
  move: PartitionMove,
  target: number,
): Copy {
  return {
    source: move.from.find((brokerId) => live.has(brokerId)) ?? null,
    target,
    bytes: places.get(partitionKey(move))?.bytes ?? null,
  };
}

function sumBytes(parts: readonly (number | null)[]): ByteSum {
  const known = parts.filter((bytes) => bytes !== null);
  const knownBytes = known.reduce((sum, bytes) => sum + bytes, 0);
  const unknownReplicas = parts.length - known.length;
  return { bytes: unknownReplicas > 0 ? null : knownBytes, knownBytes, unknownReplicas };
}

function describeBrokers(
  layout: ClusterLayout,
  moves: readonly PartitionMove[],
  copies: readonly Copy[],
): readonly BrokerEffect[] {
  const after = new Map(moves.map((move) => [partitionKey(move), move.to]));
  const before = collectHoldings(layout.partitions, (place) => place.replicas);
  const later = collectHoldings(layout.partitions, (place) => after.get(partitionKey(place)) ?? place.replicas);
  const listed = layout.brokers.map(({ brokerId }) => brokerId);
  const brokerIds = [...new Set([...listed, ...before.keys(), ...later.keys()])].sort((left, right) => left - right);
  const comingIn = groupBy(copies, ({ target }) => target);
  const goingOut = groupBy(copies, ({ source }) => source);
  return brokerIds.map((brokerId) => {
    const copiesIn = comingIn.get(brokerId) ?? [];
    const copiesOut = goingOut.get(brokerId) ?? [];
    return {
      brokerId,
      before: describeHolding(before.get(brokerId)),
      after: describeHolding(later.get(brokerId)),
      movesIn: copiesIn.length,
      bytesIn: sumBytes(copiesIn.map(({ bytes }) => bytes)),
      movesOut: copiesOut.length,
      bytesOut: sumBytes(copiesOut.map(({ bytes }) => bytes)),
    };
  });
}

interface Held {
  readonly bytes: (number | null)[];
  leaders: number;
}

function collectHoldings(
  partitions: readonly PartitionPlace[],
  replicasOf: (place: PartitionPlace) => readonly number[],
): ReadonlyMap<number, Held> {
  const holdings = new Map<number, Held>();
  for (const place of partitions) {
    for (const [position, brokerId] of replicasOf(place).entries()) {
      const held = holdings.get(brokerId) ?? { bytes: [], leaders: 0 };
      holdings.set(brokerId, held);
      held.bytes.push(place.bytes);
      if (position === 0) held.leaders++;
    }
  }
  return holdings;
}

function describeHolding(held: Held = { bytes: [], leaders: 0 }): BrokerHolding {
  return { replicas: held.bytes.length, leaders: held.leaders, ...sumBytes(held.bytes) };
}

function describeTopics(layout: ClusterLayout, moves: readonly PartitionMove[]): readonly TopicEffect[] {
  const after = new Map(moves.map((move) => [partitionKey(move), move.to]));
  const touched = new Set(moves.map(({ topic }) => topic));
  const liveCount = layout.brokers.filter(({ isLive }) => isLive).length;
  const byTopic = groupBy(layout.partitions, ({ topic }) => topic);
  return [...touched].sort().map((topic) => {
    const places = [...(byTopic.get(topic) ?? [])].sort(comparePartitions);
    const now = places.map(({ replicas }) => replicas);
    const then = places.map((place) => after.get(partitionKey(place)) ?? place.replicas);
    return { topic, before: evaluateReplicas(now, liveCount), after: evaluateReplicas(then, liveCount) };
  });
}

function evaluateReplicas(replicas: readonly (readonly number[])[], liveCount: number): TopicSpread {
  const leaders = Int32Array.from(replicas, ([leader]) => leader ?? -1);
  return evaluateTopicSpread({ partitionCount: replicas.length, replicas, isr: replicas, leaders }, liveCount);
}
