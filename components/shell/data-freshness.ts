import type { LiveState } from '@/lib/client/live';

/** `stale`: three polls late. `silent`: ten polls late, nobody collects. `lost`: this page is cut off from Highwater. */
export type Freshness = 'unread' | 'fresh' | 'stale' | 'silent' | 'lost';

const STALE_POLLS = 3;
const SILENT_POLLS = 10;
/** Very short polls still get the time that a round may take. */
const SHORTEST_POLL_MS = 5_000;

interface FreshnessInput {
  readonly capturedAtMs: number | null;
  readonly pollIntervalMs: number | null;
  readonly live: LiveState;
  readonly nowMs: number;
}

/** How far the data of a screen can be trusted to be of now. */
export function evaluateFreshness({ capturedAtMs, pollIntervalMs, live, nowMs }: FreshnessInput): Freshness {
  const pollMs = Math.max(pollIntervalMs ?? 0, SHORTEST_POLL_MS);
  const polls = capturedAtMs === null ? 0 : (nowMs - capturedAtMs) / pollMs;
  if (live === 'lost') {
    return 'lost';
  }
  if (capturedAtMs === null) {
    return 'unread';
  }
  return polls > SILENT_POLLS ? 'silent' : polls > STALE_POLLS ? 'stale' : 'fresh';
}
