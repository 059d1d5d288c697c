import { z } from 'zod';
import { brokerId, topicName } from '../input';
import { defineOperation, type PlanResult } from '../operation';
import { leftAloneCount, moveOptions, type ReassignInput } from './reassign-input';
import { REASSIGNMENT_LOCK, reassignPartitions } from './reassign-partitions';
import type { ReassignFacts, ReassignPlan } from './reassign-plan';

const input = z.strictObject({
  topics: z.array(topicName).min(1).max(20_000),
  replicationFactor: z.number().int().min(1).max(1_000),
  /** Brokers that may get new replicas; null: every live one. */
  allowedBrokerIds: z.array(brokerId).min(1).max(10_000).nullable().default(null),
  /** Replicas that the factor comes to; null until it is planned. */
  assignment: z
    .array(z.strictObject({ topic: topicName, partition: z.number().int().min(0), replicas: z.array(brokerId).min(1) }))
    .nullable()
    .default(null),
  leftAloneCount,
  ...moveOptions,
});
type FactorInput = z.output<typeof input>;

/** The same as a reassignment: of the goal, or of the replicas that it came to. */
function asReassignment({
  topics,
  replicationFactor,
  allowedBrokerIds,
  assignment,
  leftAloneCount: leftAlone,
  ...options
}: FactorInput): ReassignInput {
  const acknowledged = { ...options.acknowledged, replicationFactorChange: true };
  if (assignment === null) {
    const goal = { kind: 'replication-factor', replicationFactor } as const;
    return { ...options, acknowledged, goal, topics, allowedBrokerIds };
  }
  return {
    ...options,
    acknowledged,
    goal: { kind: 'exact', assignment, leftAloneCount: leftAlone },
    topics,
    allowedBrokerIds,
  };
}

/** Gives topics more or fewer replicas: the least data moves, racks are kept (there is no tool of Kafka for it but a hand-made plan). */
export const changeReplicationFactor = defineOperation<typeof input, ReassignFacts, ReassignPlan>({
  ...reassignPartitions,
  name: 'change-replication-factor',
  input,
  target: ({ topics }) => ({ kind: 'reassignment', names: topics, locks: [REASSIGNMENT_LOCK] }),
  read: (context, given) => reassignPartitions.read(context, asReassignment(given)),
  pin: (given, facts) => {
    const pinned = reassignPartitions.pin?.(asReassignment(given), facts);
    if (pinned?.goal.kind !== 'exact') return given;
    return { ...given, assignment: pinned.goal.assignment, leftAloneCount: pinned.goal.leftAloneCount ?? 0 };
  },
  plan: (given, facts): PlanResult<ReassignPlan> => reassignPartitions.plan(asReassignment(given), facts),
});
