import type { TopicNow } from '../facts/read-topics';

/** Replicas of a topic's new partitions, the preferred leader first. */
export interface NewPartitions {
  readonly topic: string;
  readonly assignments: readonly (readonly number[])[];
}

/** What the chosen brokers hold of the topics at hand. */
interface Load {
  readonly leaders: Map<number, number>;
  readonly replicas: Map<number, number>;
}

const add = (counts: Map<number, number>, id: number) => counts.set(id, (counts.get(id) ?? 0) + 1);

/**
 * Places new partitions on chosen brokers: each time the broker that leads fewest partitions of these topics (by preferred
 * leader), then those with fewest replicas. Racks are not looked at. As many replicas as the topic's first partition has.
 */
export function planNewPartitions(
  topics: readonly TopicNow[],
  total: number,
  brokerIds: readonly number[],
): readonly NewPartitions[] {
  const load: Load = { leaders: new Map(), replicas: new Map() };
  for (const { replicas } of topics.flatMap(({ partitions }) => partitions)) {
    if (replicas[0] !== undefined) add(load.leaders, replicas[0]);
    for (const id of replicas) add(load.replicas, id);
  }
  return topics.map(({ topic, partitions }) => ({
    topic,
    assignments: Array.from({ length: Math.max(0, total - partitions.length) }, () =>
      placePartition(load, brokerIds, replicationFactorOf({ partitions })),
    ),
  }));
}

/** Replicas of a topic's first partition; new partitions get as many. */
export function replicationFactorOf({ partitions }: Pick<TopicNow, 'partitions'>): number {
  return partitions[0]?.replicas.length ?? 1;
}

function placePartition({ leaders, replicas }: Load, brokerIds: readonly number[], count: number): readonly number[] {
  const loadOf = (id: number) => replicas.get(id) ?? 0;
  const ledOf = (id: number) => leaders.get(id) ?? 0;
  const byLoad = [...brokerIds].sort((one, other) => loadOf(one) - loadOf(other) || one - other);
  const [leader] = [...byLoad].sort((one, other) => ledOf(one) - ledOf(other) || loadOf(one) - loadOf(other));
  if (leader === undefined) return [];
  const chosen = [leader, ...byLoad.filter((id) => id !== leader)].slice(0, count);
  add(leaders, leader);
  for (const id of chosen) add(replicas, id);
  return chosen;
}
