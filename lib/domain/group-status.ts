import type { GroupStatus, LagTrend, StatusReason } from './evaluation';

/** A commit that stands still this long, with something to read, is suspicious; slow committers get three of their own gaps. */
const PATIENCE_MS = 60_000;

/** What one round says about a group, before hysteresis. Times in epoch ms, lag in records. */
export interface StatusInput {
  readonly nowMs: number;
  readonly pollIntervalMs: number;
  /** Null when the positions were never read. */
  readonly positionsReadAtMs: number | null;
  /** Partitions with a commit, whether or not their lag is known. */
  readonly committedPartitions: number;
  /** Lag of the topics the group still reads; null when none is known. */
  readonly lag: number | null;
  /** Every committed partition's lag was read in this round. */
  readonly isComplete: boolean;
  /** Since when some committed partition's lag could not be read; null when all were. */
  readonly incompleteSinceMs: number | null;
  /** Members alive; null when the group could not be described. */
  readonly memberCount: number | null;
  readonly state: string;
  /** Since when no commit moved while there was something to read; null when commits moved in this round or nothing is left. */
  readonly stillSinceMs: number | null;
  /** When a commit last moved while watched; null when never. */
  readonly lastMovedAtMs: number | null;
  /** Median time between moves of the commits; null until two gaps are known. */
  readonly typicalGapMs: number | null;
  readonly trend: LagTrend;
  /** Change of the lag per second over the trend's window; null when not known. */
  readonly lagPerSecond: number | null;
}

/** A status with its reason, and since when it holds where the facts themselves tell. */
export interface Verdict {
  readonly status: GroupStatus;
  readonly reason: StatusReason;
  readonly sinceMs: number | null;
}

/**
 * Judges one round: the first that fits. Null keeps what was: the round did not read enough to say anything.
 * unknown (not read for three polls, no commits, too short a watch) > ok (nothing left) > stopped (no members, commits
 * still) > stalled (members, commits still) > slow (lag rises) > ok (falls or holds). "Still" means longer than
 * max(60 s, three times the group's usual gap between commits), with something to read all the while.
 */
export function evaluateStatus(input: StatusInput): Verdict | null {
  const { nowMs, lag, pollIntervalMs } = input;
  const isLongAgo = (sinceMs: number | null) => sinceMs !== null && nowMs - sinceMs > 3 * pollIntervalMs;
  if (input.positionsReadAtMs === null || isLongAgo(input.positionsReadAtMs)) return verdict('unknown', 'notRead');
  if (input.committedPartitions === 0) return verdict('unknown', 'noCommits');
  if (lag === null) return isLongAgo(input.incompleteSinceMs) ? verdict('unknown', 'notRead') : null;
  if (lag === 0) {
    if (input.isComplete) return verdict('ok', 'caughtUp');
    return isLongAgo(input.incompleteSinceMs) ? verdict('unknown', 'notRead') : null;
  }
  const patienceMs = Math.max(PATIENCE_MS, 3 * (input.typicalGapMs ?? 0));
  const isStill = input.stillSinceMs !== null && nowMs - input.stillSinceMs >= patienceMs;
  return isStill ? judgeStill(input, lag) : judgeMoving(input, lag);
}

function judgeStill(input: StatusInput, lag: number): Verdict {
  const stillSinceMs = input.stillSinceMs ?? input.nowMs;
  const values = { lag, seconds: Math.round((input.nowMs - stillSinceMs) / 1000) };
  const sinceMs = input.lastMovedAtMs;
  if (hasNoMembers(input)) {
    const isGrowing = input.lagPerSecond !== null && input.lagPerSecond > 0;
    return { ...verdict('stopped', isGrowing ? 'noMembersLagGrowing' : 'noMembers', values), sinceMs };
  }
  const members = input.memberCount ?? 0;
  return { ...verdict('stalled', 'aliveNotCommitting', { ...values, members }), sinceMs };
}

function judgeMoving(input: StatusInput, lag: number): Verdict {
  const perSecond = Math.round(Math.abs(input.lagPerSecond ?? 0) * 10) / 10;
  if (input.trend === 'unknown') return verdict('unknown', 'collecting');
  if (input.trend === 'rising') return verdict('slow', 'fallingBehind', { lag, perSecond });
  if (input.trend === 'falling') return verdict('ok', 'catchingUp', { lag, perSecond });
  return verdict('ok', 'keepingUp', { lag });
}

function hasNoMembers(input: StatusInput): boolean {
  return input.memberCount === 0 || input.state === 'Empty' || input.state === 'Dead';
}

function verdict(status: GroupStatus, key: StatusReason['key'], values: StatusReason['values'] = {}): Verdict {
  return { status, reason: { key, values }, sinceMs: null };
}

/** A status that holds, and the one that may replace it. */
export interface StatusTrack {
  readonly status: GroupStatus;
  readonly reason: StatusReason;
  readonly sinceMs: number | null;
  /** Rounds in a row that said something else (all of them better, or all of them not), and the first of them. */
  readonly contraryRounds: number;
  readonly contrarySinceMs: number | null;
  readonly isContraryOk: boolean;
}

/** Rounds in a row that must agree before a status changes: one bad round never flips it. */
const ROUNDS_TO_WORSEN = 2;
const ROUNDS_TO_RECOVER = 3;

/** Applies one round's verdict; null changes nothing. A group that was only being collected takes its first verdict at once. */
export function trackStatus(track: StatusTrack | null, next: Verdict | null, nowMs: number): StatusTrack {
  if (track === null) return adopt(next ?? verdict('unknown', 'collecting'), null);
  if (next === null) return track;
  if (next.status === track.status) {
    return { ...track, reason: next.reason, contraryRounds: 0, contrarySinceMs: null };
  }
  if (next.reason.key === 'collecting') return track;
  if (track.reason.key === 'collecting') return adopt(next, null);
  const isContraryOk = next.status === 'ok';
  const isContinued = track.contraryRounds > 0 && track.isContraryOk === isContraryOk;
  const contraryRounds = isContinued ? track.contraryRounds + 1 : 1;
  const contrarySinceMs = isContinued ? track.contrarySinceMs : nowMs;
  const needed = isContraryOk ? ROUNDS_TO_RECOVER : ROUNDS_TO_WORSEN;
  if (contraryRounds < needed) return { ...track, contraryRounds, contrarySinceMs, isContraryOk };
  return adopt(next, contrarySinceMs);
}

function adopt(next: Verdict, sinceMs: number | null): StatusTrack {
  return {
    status: next.status,
    reason: next.reason,
    sinceMs: next.sinceMs ?? sinceMs,
    contraryRounds: 0,
    contrarySinceMs: null,
    isContraryOk: false,
  };
}
