import type { LiveState } from '@/lib/client/live';

/** `unanswered`: rounds go on, and no broker answers. `stale`: three polls late. `silent`: ten polls late, nobody collects. `lost`: this page is cut off from Highwater. */
export type Freshness = 'unread' | 'fresh' | 'unanswered' | 'stale' | 'silent' | 'lost';

const STALE_POLLS = 3;
const SILENT_POLLS = 10;
/** Very short polls still get the time that a round may take. */
const SHORTEST_POLL_MS = 5_000;

interface FreshnessInput {
  readonly capturedAtMs: number | null;
  /** A broker answered in the latest round. */
  readonly isAnswered: boolean;
  readonly pollIntervalMs: number | null;
  readonly live: LiveState;
  readonly nowMs: number;
}

/** How far the data of a screen can be trusted to be of now. */
export function evaluateFreshness({
  capturedAtMs,
  isAnswered,
  pollIntervalMs,
  live,
  nowMs,
}: FreshnessInput): Freshness {
  const pollMs = Math.max(pollIntervalMs ?? 0, SHORTEST_POLL_MS);
  const polls = capturedAtMs === null ? 0 : (nowMs - capturedAtMs) / pollMs;
  if (live === 'lost') {
    return 'lost';
  }
  if (capturedAtMs === null) {
    return 'unread';
  }
  if (polls > SILENT_POLLS) {
    return 'silent';
  }
  if (!isAnswered) {
    return 'unanswered';
  }
  return polls > STALE_POLLS ? 'stale' : 'fresh';
}
