import { z } from 'zod';

/** `running` is a stepwise operation that the collector goes on with; `unknown` is neither done nor failed for all we know. */
export const RUN_STATES = [
  'executing',
  'verifying',
  'running',
  'done',
  'partly',
  'failed',
  'unknown',
  'cancelled',
] as const;
export type RunState = (typeof RUN_STATES)[number];

const message = z.object({
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/** One thing before and after, e.g. `retention.ms` of a topic. Null: there is none. */
const planChange = z.object({
  /** The thing: a topic, `orders-3` for a partition, `broker 2`. */
  subject: z.string(),
  /** What about it: a config key, or a word of the catalogue area `operations.aspect`. */
  aspect: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type PlanChange = z.output<typeof planChange>;

/** A plan in words (see `PlanDescription`). */
const planDescription = z.object({
  summary: message,
  changes: z.array(planChange),
  warnings: z.array(message),
  commandLines: z.array(z.string()),
});

/** Answer of a dry run. With refusals there is nothing to confirm, so the rest is null. */
export const operationPreview = z.object({
  operation: z.string(),
  risk: z.enum(['routine', 'disruptive', 'destructive']),
  refusals: z.array(message),
  /** The input to send with the fingerprint: what moves with time is fixed in it. */
  input: z.unknown(),
  plan: z.unknown(),
  /** Numbers of this moment, by operation; null where there are none. */
  figures: z.unknown(),
  description: planDescription.nullable(),
  fingerprint: z.string().nullable(),
  /** What must be typed to confirm a destructive change; null for the others. */
  typedName: z.string().nullable(),
  canUndo: z.boolean(),
  expiresAtMs: z.number().nullable(),
  /** The command lines, as one text. */
  cli: z.string(),
});
export type OperationPreview = z.output<typeof operationPreview>;

/** What became of one item. `unknown`: no answer came, so it may or may not have happened. */
const itemOutcome = z.object({
  subject: z.string(),
  state: z.enum(['done', 'failed', 'unknown', 'skipped']),
  /** In English, why it is not done; null otherwise. */
  message: z.string().nullable(),
  /** The same as a key of the catalogue area `operations` with its values; absent of runs that were kept without. */
  told: message.nullish(),
  /** Kafka's error name; null when there was none. */
  errorName: z.string().nullable(),
});
export type ItemOutcome = z.output<typeof itemOutcome>;

/** What was read back afterwards. Items that do not stand as planned are listed: `after` is what stands instead. */
const verification = z.object({ isVerified: z.boolean(), differences: z.array(planChange) });
export type Verification = z.output<typeof verification>;

/** One execution in a list. */
export const operationRunItem = z.object({
  id: z.string(),
  runId: z.string(),
  clusterId: z.string(),
  operation: z.string(),
  risk: z.enum(['routine', 'disruptive', 'destructive']),
  principal: z.string(),
  state: z.enum(RUN_STATES),
  targetKind: z.string(),
  targetNames: z.array(z.string()),
  summary: message,
  createdAtMs: z.number(),
  endedAtMs: z.number().nullable(),
});
export type OperationRunItem = z.output<typeof operationRunItem>;

/** One execution with everything that is known of it. */
export const operationRunDetail = operationRunItem.extend({
  reason: z.string().nullable(),
  input: z.unknown(),
  description: planDescription,
  /** Null until there are any. */
  outcomes: z.array(itemOutcome).nullable(),
  verification: verification.nullable(),
  /** True once what was read back stood as planned. */
  verified: z.boolean(),
  /** Operation and input that put things back; null where there is no way back. */
  inverse: z.object({ operation: z.string(), input: z.unknown() }).nullable(),
  control: z.record(z.string(), z.unknown()),
  /** Of a stepwise operation, as its last step found it; null for others. */
  progress: z.unknown(),
});
export type OperationRunDetail = z.output<typeof operationRunDetail>;
