import type { AlertEvidence, AlertRule, AlertSubject, Measurement } from './alert-rule';

/** How far one subject of one rule has come. What is inactive has no track. Times in epoch ms. */
export interface AlertTrack {
  readonly rule: string;
  readonly subject: AlertSubject;
  readonly phase: 'pending' | 'firing';
  /** Since when the condition holds; moved on by the time that had no data. */
  readonly sinceMs: number;
  /** Null while pending. */
  readonly firedAtMs: number | null;
  /** Last value that could be read; null when none was yet. */
  readonly value: number | null;
  /** What was told beside that value; null where there is none. */
  readonly evidence: AlertEvidence | null;
  /** Worst value while it was tracked. */
  readonly worst: number | null;
  /** Since when nothing could be read; null while there is data. */
  readonly noDataSinceMs: number | null;
  /** Since when a firing one is below its limit; null while above. */
  readonly belowSinceMs: number | null;
  /** Rounds in a row in which the subject did not exist. */
  readonly missedRounds: number;
  /** Somebody was told that it fires. */
  readonly isAnnounced: boolean;
  /** A silence or a maintenance window keeps it from being told. */
  readonly isSilenced: boolean;
}

export type CloseReason = 'resolved' | 'gone' | 'rule-removed';

/** What one round made of a track; a null track is inactive from now on. */
export interface AlertStep {
  readonly track: AlertTrack | null;
  /** Set when it stopped firing. */
  readonly closed: CloseReason | null;
  readonly hasFired: boolean;
}

/** Rounds that a subject may be missing before its alert is closed as gone. */
const GONE_AFTER_ROUNDS = 2;

const INACTIVE: AlertStep = { track: null, closed: null, hasFired: false };

/** Judges one measurement against what is remembered: inactive → pending → firing → resolved. */
export function stepAlert(rule: AlertRule, before: AlertTrack | null, measured: Measurement, nowMs: number): AlertStep {
  if (measured.value === null) return stepWithoutData(rule, before, measured.subject, nowMs);
  const track = before === null ? null : endNoData(before, nowMs);
  const isFiring = track?.phase === 'firing';
  const limit = isFiring ? (rule.resolveThreshold ?? rule.threshold) : rule.threshold;
  const judged = measured.heldValue ?? measured.value;
  const seen = {
    value: measured.value,
    evidence: measured.evidence ?? null,
    worst: Math.max(track?.worst ?? measured.value, measured.value),
  };
  if (judged > limit) {
    const next = { ...(track ?? startTrack(rule, measured.subject, nowMs)), ...seen, belowSinceMs: null };
    return advance(rule, next, nowMs, measured.heldValue !== undefined);
  }
  if (measured.isAtLeast) return { ...INACTIVE, track: track && { ...track, ...seen } };
  if (isFiring) return stepBelow(rule, { ...track, ...seen }, nowMs);
  const isGathering = measured.heldValue !== undefined && measured.value > limit;
  if (!isGathering) return INACTIVE;
  return { ...INACTIVE, track: { ...(track ?? startTrack(rule, measured.subject, nowMs)), ...seen } };
}

/** A round in which the subject did not exist. It is closed in the second of them. */
export function stepMissing(before: AlertTrack): AlertStep {
  const missedRounds = before.missedRounds + 1;
  if (missedRounds < GONE_AFTER_ROUNDS) return { ...INACTIVE, track: { ...before, missedRounds } };
  return close(before, 'gone');
}

/** The rule is gone or switched off. */
export function stepRuleRemoved(before: AlertTrack): AlertStep {
  return close(before, 'rule-removed');
}

/** A round in which nothing could be read of the subject. It fires where the rule says so, and never resolves. */
function stepWithoutData(rule: AlertRule, before: AlertTrack | null, subject: AlertSubject, nowMs: number): AlertStep {
  if (before === null && rule.noData === 'keep') return INACTIVE;
  const known = before ?? startTrack(rule, subject, nowMs);
  const track = { ...known, noDataSinceMs: known.noDataSinceMs ?? nowMs, belowSinceMs: null, missedRounds: 0 };
  if (rule.noData === 'keep' || track.phase === 'firing') return { ...INACTIVE, track };
  const isDue = nowMs - track.noDataSinceMs >= rule.forSeconds * 1000;
  return isDue ? fire(track, nowMs) : { ...INACTIVE, track };
}

function startTrack(rule: AlertRule, subject: AlertSubject, nowMs: number): AlertTrack {
  return {
    rule: rule.rule,
    subject,
    phase: 'pending',
    sinceMs: nowMs,
    firedAtMs: null,
    value: null,
    evidence: null,
    worst: null,
    noDataSinceMs: null,
    belowSinceMs: null,
    missedRounds: 0,
    isAnnounced: false,
    isSilenced: false,
  };
}

function endNoData(track: AlertTrack, nowMs: number): AlertTrack {
  const lostMs = track.noDataSinceMs === null || track.phase === 'firing' ? 0 : nowMs - track.noDataSinceMs;
  return { ...track, sinceMs: track.sinceMs + lostMs, noDataSinceMs: null, missedRounds: 0 };
}

function advance(rule: AlertRule, track: AlertTrack, nowMs: number, isHeld: boolean): AlertStep {
  const isDue = isHeld || nowMs - track.sinceMs >= rule.forSeconds * 1000;
  return track.phase === 'pending' && isDue ? fire(track, nowMs) : { ...INACTIVE, track };
}

function fire(track: AlertTrack, nowMs: number): AlertStep {
  return { track: { ...track, phase: 'firing', firedAtMs: nowMs }, closed: null, hasFired: true };
}

function stepBelow(rule: AlertRule, track: AlertTrack, nowMs: number): AlertStep {
  const belowSinceMs = track.belowSinceMs ?? nowMs;
  if (nowMs - belowSinceMs >= rule.keepSeconds * 1000) return close(track, 'resolved');
  return { ...INACTIVE, track: { ...track, belowSinceMs } };
}

function close(track: AlertTrack, reason: CloseReason): AlertStep {
  return { track: null, closed: track.phase === 'firing' ? reason : null, hasFired: false };
}
