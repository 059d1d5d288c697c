import type { AssignmentOptions } from '../assignment-goal';
import { type ClusterLayout, type PartitionMove, partitionKey } from '../cluster-layout';

/** A small layout by hand. */
export interface LayoutInput {
  /** Ids, or the rack of each id. */
  readonly brokers: readonly number[] | Readonly<Record<number, string | null>>;
  readonly dead?: readonly number[];
  /** Replicas of each partition of each topic. */
  readonly topics: Readonly<Record<string, readonly (readonly number[])[]>>;
  /** Bytes of each partition; 1 where a topic is not named. */
  readonly bytes?: Readonly<Record<string, readonly (number | null)[]>>;
  /** Partitions under reassignment, as `topic-partition`. */
  readonly reassigning?: readonly string[];
}

/** Selects everything, allows every live broker, acknowledges nothing. */
export const NO_OPTIONS: AssignmentOptions = {
  selection: null,
  allowedBrokerIds: null,
  minInSyncReplicas: {},
  acknowledged: { replicationFactorChange: false, minIsrRisk: false, reassignmentRunning: false },
};

export function buildLayout({ brokers, dead = [], topics, bytes = {}, reassigning = [] }: LayoutInput): ClusterLayout {
  const racks: [number, string | null][] = Array.isArray(brokers)
    ? brokers.map((brokerId: number) => [brokerId, null])
    : Object.entries(brokers).map(([id, rack]) => [Number(id), rack]);
  return {
    brokers: racks.map(([brokerId, rack]) => ({ brokerId, rack, isLive: !dead.includes(brokerId) })),
    partitions: Object.entries(topics).flatMap(([topic, partitions]) =>
      partitions.map((replicas, partition) => {
        const size = bytes[topic]?.[partition];
        const isReassigning = reassigning.includes(`${topic}-${partition}`);
        return { topic, partition, replicas, bytes: size === undefined ? 1 : size, isReassigning };
      }),
    ),
  };
}

/** The layout once a plan is done. */
export function applyMoves(layout: ClusterLayout, moves: readonly PartitionMove[]): ClusterLayout {
  const after = new Map(moves.map((move) => [partitionKey(move), move.to]));
  const partitions = layout.partitions.map((place) => ({
    ...place,
    replicas: after.get(partitionKey(place)) ?? place.replicas,
  }));
  return { ...layout, partitions };
}
