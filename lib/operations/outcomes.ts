import { AppError } from '@/lib/domain/errors';
import type { ItemOutcome } from '@/lib/views/schemas/operation-run';
import type { OperationKafka } from './operation';

/** The outcome that an error number in an answer stands for; 0 is done. `message` is what the broker added to it. */
export function outcomeOf(
  kafka: Pick<OperationKafka, 'errorOf'>,
  subject: string,
  errorNumber: number,
  message?: string | null,
): ItemOutcome {
  const error = kafka.errorOf(errorNumber);
  if (error === null) return { subject, state: 'done', message: null, errorName: null };
  return { subject, state: 'failed', message: message || `Kafka answered ${error.name}`, errorName: error.name };
}

/**
 * Sends one request for several items and turns its failure into their outcomes. What may have reached a broker without
 * an answer is `unknown`, never failed.
 */
export async function attempt(
  subjects: readonly string[],
  send: () => Promise<readonly ItemOutcome[]>,
): Promise<readonly ItemOutcome[]> {
  try {
    return await send();
  } catch (error) {
    return subjects.map((subject) => describeFailure(subject, error));
  }
}

/** The outcome of an item whose request failed as a whole. */
export function describeFailure(subject: string, error: unknown): ItemOutcome {
  const message = error instanceof Error ? error.message : String(error);
  return { subject, state: mayHaveHappened(error) ? 'unknown' : 'failed', message, errorName: null };
}

/** A request that never left is retryable; one that left and was not answered is not. */
function mayHaveHappened(error: unknown): boolean {
  if (!(error instanceof AppError)) return true;
  return (error.code === 'timed_out' || error.code === 'cluster_unreachable') && !error.retryable;
}
