import { z } from 'zod';
import { brokerId, replicas, topicName } from '../input';

/** Bytes per second and broker that moves may take unless told otherwise: half of a gigabit link, roughly. */
export const DEFAULT_BYTES_PER_SECOND = 50 * 1024 * 1024;
const MAX_PARTITIONS = 200_000;

const partitionNumber = z.number().int().min(0).max(1_000_000);
const brokerIds = z.array(brokerId).min(1).max(10_000);
/** Kafka takes no throttle below; a rate near zero would never end. */
export const bytesPerSecond = z.number().int().min(1_000).max(1e12);

/** Partitions that the planner left as they are, because they were being moved. */
export const leftAloneCount = z.number().int().min(0).default(0);

const goal = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('balance') }),
  z.strictObject({ kind: z.literal('drain'), brokerIds }),
  z.strictObject({ kind: z.literal('fill'), brokerIds }),
  z.strictObject({ kind: z.literal('replication-factor'), replicationFactor: z.number().int().min(1).max(1_000) }),
  z.strictObject({
    kind: z.literal('exact'),
    assignment: z
      .array(z.strictObject({ topic: topicName, partition: partitionNumber, replicas }))
      .min(1)
      .max(MAX_PARTITIONS),
    leftAloneCount,
  }),
]);

/** How the moves run, whatever they are. */
export const moveOptions = {
  /** Null lifts the limit: moves take all the network there is. */
  bytesPerSecond: bytesPerSecond.nullable().default(DEFAULT_BYTES_PER_SECOND),
  /** Partitions that a broker takes part in at once. */
  maxMovesPerBroker: z.number().int().min(1).max(100).default(5),
  /** Dangers said yes to. */
  acknowledged: z
    .strictObject({
      replicationFactorChange: z.boolean().default(false),
      minIsrRisk: z.boolean().default(false),
      reassignmentRunning: z.boolean().default(false),
    })
    .default({ replicationFactorChange: false, minIsrRisk: false, reassignmentRunning: false }),
};

export const reassignInput = z.strictObject({
  goal,
  /** What may change; null: every topic. */
  topics: z.array(topicName).min(1).max(20_000).nullable().default(null),
  /** Brokers that may get new replicas; null: every live one. */
  allowedBrokerIds: brokerIds.nullable().default(null),
  ...moveOptions,
});
export type ReassignInput = z.output<typeof reassignInput>;
