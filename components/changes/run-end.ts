import type { RunState } from '@/lib/views/schemas/operation-run';

const UNDER_WAY: readonly RunState[] = ['executing', 'verifying', 'running'];

/** Whether nothing more will happen to a run by itself. */
export function hasEnded(state: RunState): boolean {
  return !UNDER_WAY.includes(state);
}
