import { matchesPattern } from './name-pattern';

/** When preferred leaders are elected by themselves. */
export interface ElectionPolicy {
  readonly isEnabled: boolean;
  readonly intervalMinutes: number;
  /** Elected only when more than this part of the partitions is led by another than its first replica. */
  readonly minImbalancePercent: number;
  /** Topics by name, `*` for any characters; null means all. */
  readonly topicPattern: string | null;
  /** Minutes of the day (UTC) between which it may run; the end is not part of it, and may lie before the start, over midnight. Null means always. */
  readonly windowFromMinute: number | null;
  readonly windowToMinute: number | null;
}

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/** Whether the policy is to look at the cluster now; `lastMs` is when it last did, null when it never did. */
export function isElectionDue(policy: ElectionPolicy, lastMs: number | null, nowMs: number): boolean {
  if (!policy.isEnabled || !isWithinWindow(policy, nowMs)) return false;
  return lastMs === null || nowMs - lastMs >= policy.intervalMinutes * MINUTE_MS;
}

function isWithinWindow({ windowFromMinute: from, windowToMinute: to }: ElectionPolicy, nowMs: number): boolean {
  if (from === null || to === null || from === to) return true;
  const minute = Math.floor(nowMs / MINUTE_MS) % DAY_MINUTES;
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

/** Whether the policy covers a topic. */
export function coversTopic({ topicPattern }: Pick<ElectionPolicy, 'topicPattern'>, topic: string): boolean {
  return topicPattern === null || matchesPattern(topicPattern, topic);
}

/** Percent of partitions that another than their first replica leads; null when there are none. */
export function measureImbalance(
  partitions: readonly { readonly leader: number; readonly replicas: readonly number[] }[],
): number | null {
  if (partitions.length === 0) return null;
  const astray = partitions.filter(({ leader, replicas }) => leader !== replicas[0]).length;
  return (100 * astray) / partitions.length;
}
