import type { AlertRule, AlertSubject } from './alert-rule';
import { type AlertTrack, stepAlert } from './step-alert';

/** Kinds that stored history can answer. */
export const REPLAYED_KINDS = ['group-lag', 'group-lag-seconds', 'group-lag-growth', 'group-no-commit'] as const;
export type ReplayedKind = (typeof REPLAYED_KINDS)[number];

/** A sample of history: sums over the partitions of a group, null where nothing was read. `t` in epoch ms, ascending. */
export interface HistorySample {
  readonly t: number;
  readonly committed: number | null;
  readonly end: number | null;
  readonly lag: number | null;
}

export interface ReplayedValue {
  readonly t: number;
  readonly value: number | null;
}

/** A time in which the rule would have fired; null: it still would. Epoch ms. */
export interface FiredSpan {
  readonly fromMs: number;
  readonly toMs: number | null;
}

/**
 * What a rule would have measured. Seconds are read off the sums (when had the log ends reached what is committed now),
 * so with several partitions they are nearer to the mean than to the partition furthest behind.
 */
export function replayValues(
  kind: ReplayedKind,
  samples: readonly HistorySample[],
  windowSeconds: number,
): readonly ReplayedValue[] {
  switch (kind) {
    case 'group-lag':
      return samples.map(({ t, lag }) => ({ t, value: lag }));
    case 'group-lag-growth':
      return replayGrowth(samples, windowSeconds * 1000);
    case 'group-no-commit':
      return replaySilence(samples);
    case 'group-lag-seconds':
      return replaySeconds(samples);
  }
}

function replayGrowth(samples: readonly HistorySample[], windowMs: number): ReplayedValue[] {
  let from = 0;
  return samples.map(({ t, lag }, index) => {
    while (from < index && (t - (samples[from] as HistorySample).t > windowMs || samples[from]?.lag === null)) from++;
    const first = samples[from];
    const isLong = first !== undefined && first.lag !== null && t - first.t >= windowMs / 2;
    const value = isLong && lag !== null ? ((lag - (first.lag ?? 0)) * 1000) / (t - first.t) : null;
    return { t, value };
  });
}

function replaySilence(samples: readonly HistorySample[]): ReplayedValue[] {
  let movedAtMs: number | null = null;
  let before: number | null = null;
  return samples.map(({ t, committed, lag }) => {
    if (committed === null || lag === null) return { t, value: null };
    if (before !== null && committed !== before) movedAtMs = t;
    movedAtMs ??= before === null ? null : t;
    before = committed;
    if (lag === 0) return { t, value: 0 };
    return { t, value: movedAtMs === null ? null : (t - movedAtMs) / 1000 };
  });
}

function replaySeconds(samples: readonly HistorySample[]): ReplayedValue[] {
  let at = 0;
  return samples.map(({ t, committed, end, lag }, index) => {
    if (committed === null || end === null || lag === null) return { t, value: null };
    if (lag === 0) return { t, value: 0 };
    if (at > index || ((samples[at]?.end ?? 0) > committed && at > 0)) at = 0;
    while (at < index && ((samples[at + 1] as HistorySample).end ?? Number.NEGATIVE_INFINITY) <= committed) at++;
    const reached = samples[at] as HistorySample;
    return { t, value: reached.end !== null && reached.end <= committed ? (t - reached.t) / 1000 : null };
  });
}

/** When the rule would have fired on these values, by the same steps as in a round. */
export function replayRule(
  rule: AlertRule,
  subject: AlertSubject,
  values: readonly ReplayedValue[],
): readonly FiredSpan[] {
  const spans: FiredSpan[] = [];
  let track: AlertTrack | null = null;
  let firedAtMs: number | null = null;
  for (const { t, value } of values) {
    const step: ReturnType<typeof stepAlert> = stepAlert(rule, track, { subject, value, isAtLeast: false }, t);
    track = step.track;
    if (step.hasFired) firedAtMs = t;
    if (step.closed === null || firedAtMs === null) continue;
    spans.push({ fromMs: firedAtMs, toMs: t });
    firedAtMs = null;
  }
  return firedAtMs === null ? spans : [...spans, { fromMs: firedAtMs, toMs: null }];
}
