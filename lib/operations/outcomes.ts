import { AppError, type ErrorCode } from '@/lib/domain/errors';
import type { Message, OperationKafka, OperationOutcome } from './operation';

/** The outcome that an error number in an answer stands for; 0 is done. `message` is what the broker added to it. */
export function outcomeOf(
  kafka: Pick<OperationKafka, 'errorOf'>,
  subject: string,
  errorNumber: number,
  message?: string | null,
): OperationOutcome {
  const error = kafka.errorOf(errorNumber);
  if (error === null) return { subject, state: 'done', told: null, errorName: null };
  const told: Message = message
    ? { key: 'outcomeKafkaSays', values: { message } }
    : { key: 'outcomeKafkaAnswered', values: { error: error.name } };
  return { subject, state: 'failed', told, errorName: error.name };
}

/**
 * Sends one request for several items and turns its failure into their outcomes. What may have reached a broker without
 * an answer is `unknown`, never failed.
 */
export async function attempt(
  subjects: readonly string[],
  send: () => Promise<readonly OperationOutcome[]>,
): Promise<readonly OperationOutcome[]> {
  try {
    return await send();
  } catch (error) {
    return subjects.map((subject) => describeFailure(subject, error));
  }
}

/** Failures of a request that have words of their own; the rest is told as it came. */
const TOLD_CODES = [
  'timed_out',
  'cluster_unreachable',
  'broker_rejected',
  'unsupported_by_cluster',
  'forbidden',
] as const satisfies readonly ErrorCode[];

function isTold(code: ErrorCode): code is (typeof TOLD_CODES)[number] {
  return TOLD_CODES.some((one) => one === code);
}

/** The outcome of an item whose request failed as a whole. */
export function describeFailure(subject: string, error: unknown): OperationOutcome {
  const detail = error instanceof Error ? error.message : String(error);
  const code = error instanceof AppError && isTold(error.code) ? error.code : 'other';
  return {
    subject,
    state: mayHaveHappened(error) ? 'unknown' : 'failed',
    told: { key: `failure_${code}`, values: { detail } },
    errorName: error instanceof AppError ? (error.broker?.errorName ?? null) : null,
  };
}

/** A request that never left is retryable; one that left and was not answered is not. */
function mayHaveHappened(error: unknown): boolean {
  if (!(error instanceof AppError)) return true;
  return (error.code === 'timed_out' || error.code === 'cluster_unreachable') && !error.retryable;
}
