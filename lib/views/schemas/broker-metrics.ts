import { z } from 'zod';
import { METERS } from '@/lib/domain/broker-metrics/meters';
import { capturedFields } from '../list';

/** One of Kafka's meters; a figure is null where the agent does not tell it. */
const meterItem = z.object({
  id: z.enum(METERS),
  /** Since the broker started. */
  count: z.number().nullable(),
  /** Between the last two reads. */
  lastPerSecond: z.number().nullable(),
  meanPerSecond: z.number().nullable(),
  oneMinutePerSecond: z.number().nullable(),
  fiveMinutePerSecond: z.number().nullable(),
  fifteenMinutePerSecond: z.number().nullable(),
});
export type MeterItem = z.output<typeof meterItem>;

const metricsFields = {
  /** What the brokers are asked through; null where the configuration names nothing, and then every figure is null. */
  source: z.enum(['prometheus', 'jolokia']).nullable(),
  /** The six in CMAK's order. */
  meters: z.array(meterItem),
  ...capturedFields,
};

const readCounts = {
  /** Live brokers, and those of them that told their meters: with fewer, sums are lower bounds. */
  liveBrokerCount: z.number().int(),
  readBrokerCount: z.number().int(),
};

/** `GET …/metrics`: all brokers together. */
export const clusterMetrics = z.object({ ...metricsFields, ...readCounts });
export type ClusterMetrics = z.output<typeof clusterMetrics>;

/** `GET …/topics/{topic}/metrics`: sums over the brokers. */
export const topicMetrics = z.object({ topic: z.string(), ...metricsFields, ...readCounts });
export type TopicMetrics = z.output<typeof topicMetrics>;

/** `GET …/brokers/{brokerId}/metrics`. */
export const brokerMetrics = z.object({
  brokerId: z.number().int(),
  ...metricsFields,
  /** Epoch ms at which the broker was asked. */
  readAtMs: z.number().nullable(),
  /** 100 × its rate of the last minute ÷ that of all live brokers; null while one of them is not read, or nothing flows. */
  sharePercent: z.object({
    messagesIn: z.number().nullable(),
    bytesIn: z.number().nullable(),
    bytesOut: z.number().nullable(),
  }),
  /** How much of the last minute its threads waited for work. */
  requestHandlerIdlePercent: z.number().nullable(),
  networkProcessorIdlePercent: z.number().nullable(),
  /** Partitions it leads that are not fully in sync, as it says itself. */
  underReplicatedPartitions: z.number().nullable(),
  /** Messages at the recent reads, oldest first: how many since its start, and per second since the read before. Null for a read that failed. */
  messagesIn: z.array(z.object({ t: z.number(), count: z.number().nullable(), perSecond: z.number().nullable() })),
});
export type BrokerMetrics = z.output<typeof brokerMetrics>;
