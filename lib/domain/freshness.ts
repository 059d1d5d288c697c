import type { TimeBehind } from './end-history';

/** What is known of a minute. As bytes: 0 unknown, 1 good, 2 bad. */
export const MINUTE = { unknown: 0, good: 1, bad: 2 } as const;
export type MinuteVerdict = (typeof MINUTE)[keyof typeof MINUTE];

export const MINUTE_MS = 60_000;

/**
 * One reading against the limit. A lower bound past the limit is bad, any other lower bound tells nothing. A figure that may
 * be off by more than the limit itself decides only when all it may stand for lies on one side.
 */
export function judgeFreshness(behind: TimeBehind | null, limitSeconds: number): MinuteVerdict {
  if (behind === null) return MINUTE.unknown;
  const { seconds, isAtLeast, withinSeconds } = behind;
  if (isAtLeast) return seconds > limitSeconds ? MINUTE.bad : MINUTE.unknown;
  if (withinSeconds <= limitSeconds) return seconds > limitSeconds ? MINUTE.bad : MINUTE.good;
  if (seconds - withinSeconds > limitSeconds) return MINUTE.bad;
  return seconds + withinSeconds <= limitSeconds ? MINUTE.good : MINUTE.unknown;
}

/**
 * The minutes of [fromMs, untilMs) from readings by epoch ms: bad when one reading is, good when all are, unknown otherwise
 * and where there is none.
 */
export function judgeMinutes(
  readings: Iterable<readonly [number, TimeBehind | null]>,
  limitSeconds: number,
  fromMs: number,
  untilMs: number,
): Uint8Array {
  const minutes = new Uint8Array(Math.max(0, Math.floor((untilMs - fromMs) / MINUTE_MS)));
  const isOpen = new Uint8Array(minutes.length);
  for (const [atMs, behind] of readings) {
    const minute = Math.floor((atMs - fromMs) / MINUTE_MS);
    if (minute < 0 || minute >= minutes.length) continue;
    const verdict = judgeFreshness(behind, limitSeconds);
    if (verdict === MINUTE.bad) minutes[minute] = MINUTE.bad;
    else if (verdict === MINUTE.unknown) isOpen[minute] = 1;
    else if (minutes[minute] === MINUTE.unknown) minutes[minute] = MINUTE.good;
  }
  for (let minute = 0; minute < minutes.length; minute++) {
    if (isOpen[minute] === 1 && minutes[minute] === MINUTE.good) minutes[minute] = MINUTE.unknown;
  }
  return minutes;
}

/** Minutes of a stretch of time by verdict. */
export interface MinuteCounts {
  readonly good: number;
  readonly bad: number;
}

/** Counts minutes; the rest of them is unknown. */
export function countMinutes(minutes: Uint8Array): MinuteCounts {
  let good = 0;
  let bad = 0;
  for (const minute of minutes) {
    if (minute === MINUTE.good) good++;
    else if (minute === MINUTE.bad) bad++;
  }
  return { good, bad };
}

/**
 * Share of the bad minutes allowed that was used up: 1 is as fast as the target bears, 0 not at all. Unknown minutes are
 * neither good nor bad: they allow nothing and use nothing. Null when no minute is known.
 */
export function burnRate({ good, bad }: MinuteCounts, targetPercent: number): number | null {
  const known = good + bad;
  return known === 0 ? null : bad / known / (1 - targetPercent / 100);
}

/** Percent of the error budget that is left over the window; below 0 when it is overspent, null when no minute is known. */
export function budgetRemainingPercent(counts: MinuteCounts, targetPercent: number): number | null {
  const burnt = burnRate(counts, targetPercent);
  return burnt === null ? null : 100 * (1 - burnt);
}

/** Minutes that may be bad among the known ones. */
export function allowedBadMinutes({ good, bad }: MinuteCounts, targetPercent: number): number {
  return (good + bad) * (1 - targetPercent / 100);
}

/** A stretch of bad minutes without a good or unknown one between; epoch ms, end excluded. */
export interface BadRun {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Stretches of bad minutes, oldest first. */
export function findBadRuns(minutes: Uint8Array, startMs: number): readonly BadRun[] {
  const runs: BadRun[] = [];
  for (let minute = 0; minute < minutes.length; minute++) {
    if (minutes[minute] !== MINUTE.bad) continue;
    let end = minute + 1;
    while (end < minutes.length && minutes[end] === MINUTE.bad) end++;
    runs.push({ fromMs: startMs + minute * MINUTE_MS, untilMs: startMs + end * MINUTE_MS });
    minute = end;
  }
  return runs;
}

/** What was left of the budget at the end of a step of the window; null where no minute of the step is known. */
export interface BudgetPoint {
  readonly t: number;
  readonly remainingPercent: number | null;
}

/**
 * How the budget of a window was spent, in at most `steps` points after the first known minute: from 100 down to what is left
 * now. The budget is the one of the whole window, so that the line ends at the figure beside it.
 */
export function describeBudgetLine(
  minutes: Uint8Array,
  startMs: number,
  targetPercent: number,
  steps: number,
): readonly BudgetPoint[] {
  const { good, bad } = countMinutes(minutes);
  const allowed = allowedBadMinutes({ good, bad }, targetPercent);
  const first = minutes.findIndex((minute) => minute !== MINUTE.unknown);
  if (first < 0) return [];
  const stepMinutes = Math.max(1, Math.ceil((minutes.length - first) / steps));
  const points: BudgetPoint[] = [{ t: startMs + first * MINUTE_MS, remainingPercent: 100 }];
  let spent = 0;
  for (let from = first; from < minutes.length; from += stepMinutes) {
    const step = countMinutes(minutes.subarray(from, from + stepMinutes));
    spent += step.bad;
    const t = startMs + Math.min(minutes.length, from + stepMinutes) * MINUTE_MS;
    points.push({ t, remainingPercent: step.good + step.bad === 0 ? null : 100 * (1 - spent / allowed) });
  }
  return points;
}
