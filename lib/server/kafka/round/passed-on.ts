import type { CallOptions } from '../gateway';

/**
 * How long a round waits for what a broker passes on to another one. While that one is away or not yet elected, the answer
 * takes seconds: by then the rest of the round is older than a reader may be told without a word.
 */
const PATIENCE_MS = 800;

/** For requests of a round that a broker passes on, to the controller or to the coordinator of a share group's state. */
export function passedOn(options: CallOptions): CallOptions {
  return { ...options, timeoutMs: PATIENCE_MS };
}
