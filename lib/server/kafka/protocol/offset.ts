import { AppError } from '@/lib/domain/errors';

/**
 * The one way from an int64 of the protocol to a number: offsets, sizes and times.
 * Throws AppError('internal') beyond 2^53, where a number would no longer be exact.
 */
export function parseInt64(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw unsafeInteger(value.toString());
  return number;
}

/** The same for the two halves of an int64 read from the wire. */
export function joinInt64(high: number, low: number): number {
  const number = high * 4_294_967_296 + low;
  if (!Number.isSafeInteger(number)) throw unsafeInteger(((BigInt(high) << 32n) | BigInt(low)).toString());
  return number;
}

function unsafeInteger(text: string): AppError {
  return new AppError('internal', `Kafka answered ${text}, which is beyond 2^53 and cannot be shown exactly.`);
}
