import { partitionKey } from '@/lib/domain/assignment-plan/cluster-layout';
import type { PartitionNow } from '@/lib/domain/reassignment-step/partition-now';
import { readLiveBrokers } from '../facts/read-brokers';
import { readReassignments } from '../facts/read-reassignments';
import { readTopics } from '../facts/read-topics';
import type { OperationKafka } from '../operation';
import type { ReassignPlan } from './reassign-plan';

/** What a step is derived from. */
export interface RunState {
  readonly now: readonly PartitionNow[];
  readonly liveBrokerIds: readonly number[];
  /** Partitions of the plan's topics with fewer in-sync replicas than their `min.insync.replicas`. */
  readonly underMinIsrCount: number;
}

/** Topics in one Metadata request. */
const BATCH = 500;

/** Reads the partitions of a plan, all running reassignments and the live brokers. Throws as `KafkaGateway.call` does. */
export async function readRunState(kafka: OperationKafka, plan: ReassignPlan): Promise<RunState> {
  const names = [...new Set(plan.moves.map(({ topic }) => topic))];
  const [brokers, running] = await Promise.all([readLiveBrokers(kafka), readReassignments(kafka)]);
  const runningByKey = new Map(running.map((one) => [partitionKey(one), one]));
  const isPlanned = new Set(plan.moves.map(partitionKey));
  const now: PartitionNow[] = [];
  let underMinIsrCount = 0;
  for (let i = 0; i < names.length; i += BATCH) {
    for (const { topic, topicId, partitions } of (await readTopics(kafka, names.slice(i, i + BATCH))).values()) {
      const minIsr = plan.minInSyncReplicas[topic] ?? 0;
      for (const { partition, leader, replicas, isr } of partitions) {
        if (isr.length < minIsr) underMinIsrCount += 1;
        const key = partitionKey({ topic, partition });
        if (!isPlanned.has(key)) continue;
        const one = runningByKey.get(key);
        now.push({
          topic,
          topicId,
          partition,
          leader: leader < 0 ? null : leader,
          replicas: one?.replicas ?? replicas,
          addingReplicas: one?.addingReplicas ?? [],
          removingReplicas: one?.removingReplicas ?? [],
        });
      }
    }
  }
  const foreign = running.filter((one) => !isPlanned.has(partitionKey(one)));
  return {
    now: [...now, ...foreign.map((one) => ({ ...one, topicId: null, leader: null }))],
    liveBrokerIds: brokers.map(({ brokerId }) => brokerId),
    underMinIsrCount,
  };
}
