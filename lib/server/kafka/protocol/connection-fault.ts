import { AppError } from '@/lib/domain/errors';
import type { FaultReason } from '@/lib/domain/gap-reasons';

/** The cause inside an AppError of the gateway when no answer came; `wasSent` tells that the request may have had its effect. */
export class ConnectionFault extends Error {
  constructor(
    readonly reason: FaultReason,
    readonly address: string,
    readonly wasSent: boolean,
    options?: { cause?: unknown },
  ) {
    super(`${reason} at ${address}`, options);
    this.name = 'ConnectionFault';
  }
}

/** An AppError with the fault as its cause: `timed_out` for time-outs, `cluster_unreachable` for the rest. */
export function faultError(fault: ConnectionFault, message: string): AppError {
  const code = fault.reason === 'timed_out' ? 'timed_out' : 'cluster_unreachable';
  return new AppError(code, message, { retryable: !fault.wasSent, cause: fault });
}

/** The fault inside an error, or null when the error is of another kind. */
export function faultOf(error: unknown): ConnectionFault | null {
  return error instanceof AppError && error.cause instanceof ConnectionFault ? error.cause : null;
}
