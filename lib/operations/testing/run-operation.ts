import type { z } from 'zod';
import type { KafkaGateway } from '@/lib/server/kafka/gateway';
import type { KafkaErrorFacts } from '@/lib/server/kafka/protocol/kafka-errors.generated';
import type { Verification } from '@/lib/views/schemas/operation-run';
import type {
  InversePlan,
  Message,
  Operation,
  OperationContext,
  OperationOutcome,
  PlanDescription,
} from '../operation';

/** A cluster as operations reach it, without a database: no runs of stepwise operations. */
export function createTestContext(
  gateway: KafkaGateway,
  describeError: (errorNumber: number) => KafkaErrorFacts,
): OperationContext {
  return {
    principal: 'test',
    kafka: {
      clusterId: 'test',
      call: (api, body, options) => gateway.call(api, body, options),
      supports: (api, brokerId) => gateway.supports(api, brokerId),
      errorOf: (errorNumber) => (errorNumber === 0 ? null : describeError(errorNumber)),
    },
    alerts: {
      read: async () => null,
      list: async () => [],
      write: async () => undefined,
      remove: async () => undefined,
      canKeepSecrets: false,
      keepSecrets: async () => '',
      describeSecrets: async () => null,
      sendTest: async () => ({ isDelivered: false, answer: '' }),
      readTest: async () => null,
    },
    settings: createTestSettings(),
    runs: { readRunning: async () => [], steer: async () => undefined },
  };
}

/** Values that last as long as the test. */
function createTestSettings(): OperationContext['settings'] {
  const values = new Map<string, unknown>();
  return {
    read: async (key) => values.get(key) ?? null,
    write: async (key, value) => {
      values.set(key, value);
    },
  };
}

export interface TestPreview<Plan> {
  readonly input: unknown;
  readonly refusals: readonly Message[];
  /** Null when refused. */
  readonly plan: Plan | null;
  readonly description: PlanDescription | null;
  readonly inverse: InversePlan | null;
}

/** Reads and plans as the runner does, and changes nothing. */
export async function previewInTest<Input extends z.ZodType, Facts, Plan>(
  context: OperationContext,
  operation: Operation<Input, Facts, Plan>,
  rawInput: z.input<Input>,
): Promise<TestPreview<Plan>> {
  const given = operation.input.parse(rawInput);
  const facts = await operation.read(context, given);
  const pinned = operation.pin?.(given, facts) ?? rawInput;
  const result = operation.plan(operation.input.parse(pinned), facts);
  if ('refusals' in result) {
    return { input: pinned, refusals: result.refusals, plan: null, description: null, inverse: null };
  }
  return { input: pinned, refusals: [], ...result, description: operation.describe(result.plan) };
}

export interface TestRun<Plan> {
  readonly plan: Plan;
  readonly description: PlanDescription;
  readonly inverse: InversePlan | null;
  readonly outcomes: readonly OperationOutcome[];
  readonly verification: Verification;
}

const VERIFY_DEADLINE_MS = 20_000;

/** Previews, executes and reads back until Kafka agrees or a deadline passes. Throws when it is refused. */
export async function runInTest<Input extends z.ZodType, Facts, Plan>(
  context: OperationContext,
  operation: Operation<Input, Facts, Plan>,
  input: z.input<Input>,
): Promise<TestRun<Plan>> {
  const { plan, description, inverse, refusals } = await previewInTest(context, operation, input);
  if (plan === null || description === null) throw new Error(`refused: ${JSON.stringify(refusals)}`);
  if (!operation.execute) throw new Error(`${operation.name} is stepwise`);
  const outcomes = await operation.execute(context, plan);
  const verification = await verifyInTest(() => operation.verify(context, plan));
  return { plan, description, inverse, outcomes, verification };
}

/** Asks again until it is verified or a deadline passes. */
async function verifyInTest(verify: () => Promise<Verification>): Promise<Verification> {
  const deadlineMs = Date.now() + VERIFY_DEADLINE_MS;
  for (;;) {
    const verification = await verify();
    if (verification.isVerified || Date.now() > deadlineMs) return verification;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
