import { AppError } from '@/lib/domain/errors';

/** An int64 of the protocol as a number. Throws `internal` beyond 2^53, where it would not be exact. */
export function exactNumber(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) {
    throw new AppError('internal', `Kafka answered ${value}, which is beyond 2^53 and cannot be shown exactly.`);
  }
  return number;
}
