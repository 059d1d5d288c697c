import type { RunState } from '@/lib/views/schemas/operation-run';

const UNDER_WAY: readonly RunState[] = ['executing', 'verifying', 'running'];

/** Whether nothing more will happen to a run by itself. */
export function hasEnded(state: RunState): boolean {
  return !UNDER_WAY.includes(state);
}

/** Why a run was not read back: a key of `changes.run`, or of `changes.readBack` where it depends on the place. */
export function unreadHint(state: RunState): 'verifying' | 'nothingChanged' | 'cancelled' | 'notRead' {
  if (!hasEnded(state)) return 'verifying';
  if (state === 'failed') return 'nothingChanged';
  return state === 'cancelled' ? 'cancelled' : 'notRead';
}
