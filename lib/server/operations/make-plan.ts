import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { canonicalJson } from '@/lib/domain/canonical-json';
import { AppError } from '@/lib/domain/errors';
import { tellInEnglish } from '@/lib/i18n/english';
import { describeInputProblems } from '@/lib/operations/input-problem';
import type {
  AnyOperation,
  InversePlan,
  Message,
  OperationContext,
  OperationTarget,
  PlanDescription,
} from '@/lib/operations/operation';

/** A plan from facts of this moment, with the fingerprint that a confirmation names. */
export interface FreshPlan {
  readonly input: unknown;
  readonly target: OperationTarget;
  readonly plan: unknown;
  readonly inverse: InversePlan | null;
  readonly description: PlanDescription;
  readonly figures: unknown;
  readonly fingerprint: string;
}

/** Why nothing may be done. */
export interface RefusedPlan {
  readonly input: unknown;
  readonly refusals: readonly Message[];
}

/** Reads the cluster and plans. Throws `invalid_input` with the fields of an input that does not parse, and as `read` does. */
export async function makePlan(
  context: OperationContext,
  operation: AnyOperation,
  rawInput: unknown,
): Promise<FreshPlan | RefusedPlan> {
  const given = parseInput(operation.input, rawInput);
  const facts: unknown = await operation.read(context, given);
  const pinned = operation.pin?.(given, facts) ?? given;
  const input = operation.pin ? parseInput(operation.input, pinned) : given;
  const result = operation.plan(input, facts);
  if ('refusals' in result) return { input: pinned, refusals: result.refusals };
  const { clusterId } = context.kafka;
  const fingerprint = createHash('sha256')
    .update(canonicalJson([clusterId, operation.name, input, result.plan]))
    .digest('hex');
  return {
    input: pinned,
    target: operation.target(input, clusterId),
    plan: result.plan,
    inverse: result.inverse,
    description: operation.describe(result.plan),
    figures: operation.figures?.(result.plan, facts) ?? null,
    fingerprint,
  };
}

function parseInput(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields = describeInputProblems(result.error, value).map(({ path, told }) => ({
    field: path.join('.'),
    message: tellInEnglish(told),
    told,
  }));
  const names = [...new Set(fields.map(({ field }) => field || 'input'))].join(', ');
  throw new AppError('invalid_input', `Not accepted: ${names}`, { fields });
}
