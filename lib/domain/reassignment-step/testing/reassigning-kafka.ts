import { partitionKey } from '../../assignment-plan/cluster-layout';
import type { PartitionNow } from '../partition-now';
import type { ReassignmentStep } from '../plan-reassignment-step';

/** Kafka's own rules for reassignments (KIP-455, as KRaft's controller keeps them), on partitions that a test moves along by hand. */
export interface ReassigningKafka {
  list(): readonly PartitionNow[];
  /** Starts and cancels what a step says. */
  apply(step: Pick<ReassignmentStep, 'submit' | 'cancel'>): void;
  start(topic: string, partition: number, target: readonly number[]): void;
  /** The new replicas have caught up. */
  finish(topic: string, partition: number): void;
  remove(topic: string): void;
}

export function createReassigningKafka(
  partitions: readonly Pick<PartitionNow, 'topic' | 'partition' | 'replicas'>[],
): ReassigningKafka {
  const states = new Map(
    partitions.map((at) => [
      partitionKey(at),
      {
        ...at,
        topicId: `id of ${at.topic}`,
        leader: at.replicas[0] ?? null,
        addingReplicas: [],
        removingReplicas: [],
      } as PartitionNow,
    ]),
  );
  const change = (at: { topic: string; partition: number }, next: (state: PartitionNow) => Partial<PartitionNow>) => {
    const state = states.get(partitionKey(at));
    if (state !== undefined) states.set(partitionKey(at), { ...state, ...next(state) });
  };
  const start = (topic: string, partition: number, target: readonly number[]) =>
    change({ topic, partition }, ({ replicas, addingReplicas }) => {
      const original = replicas.filter((id) => !addingReplicas.includes(id));
      const adding = target.filter((id) => !original.includes(id));
      const removing = original.filter((id) => !target.includes(id));
      // What copies nothing is done at once.
      if (adding.length === 0) return { replicas: target, addingReplicas: [], removingReplicas: [] };
      return { replicas: [...target, ...removing], addingReplicas: adding, removingReplicas: removing };
    });
  return {
    list: () => [...states.values()],
    start,
    apply: ({ submit, cancel }) => {
      for (const { topic, partition, replicas } of submit) start(topic, partition, replicas);
      for (const at of cancel) {
        change(at, ({ replicas, addingReplicas }) => ({
          replicas: replicas.filter((id) => !addingReplicas.includes(id)),
          addingReplicas: [],
          removingReplicas: [],
        }));
      }
    },
    finish: (topic, partition) =>
      change({ topic, partition }, ({ replicas, removingReplicas }) => ({
        replicas: replicas.filter((id) => !removingReplicas.includes(id)),
        addingReplicas: [],
        removingReplicas: [],
      })),
    remove: (topic) => {
      for (const [key, state] of states) if (state.topic === topic) states.delete(key);
    },
  };
}
