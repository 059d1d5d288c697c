import type { RunState } from '@/lib/views/schemas/operation-run';

const UNDER_WAY: readonly RunState[] = ['executing', 'verifying', 'running'];

/** Whether nothing more will happen to a run by itself. */
export function hasEnded(state: RunState): boolean {
  return !UNDER_WAY.includes(state);
}

/** Why a run has no word of Kafka's afterwards, as a key of the catalogue area `changes.run`. */
export function unreadHint(state: RunState): 'verifying' | 'nothingChanged' | 'cancelled' | 'notRead' {
  if (!hasEnded(state)) return 'verifying';
  if (state === 'failed') return 'nothingChanged';
  return state === 'cancelled' ? 'cancelled' : 'notRead';
}
