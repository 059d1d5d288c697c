import type { ChartRow, TimeRange } from '@/components/charts/chart-series';
import type { LagHistory } from '@/lib/views/lag-history';

/** Ranges that slide with the present, shortest first; `all` begins at the first sample. */
export const LAG_RANGES = ['1m', '5m', '15m', '1h', '6h', '1d', '7d', 'all'] as const;
export type LagRange = (typeof LAG_RANGES)[number];

export const DEFAULT_LAG_RANGE: LagRange = '15m';

const MINUTE_MS = 60_000;
const LENGTH_MS: Record<Exclude<LagRange, 'all'>, number> = {
  '1m': MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '1h': 60 * MINUTE_MS,
  '6h': 360 * MINUTE_MS,
  '1d': 1440 * MINUTE_MS,
  '7d': 10_080 * MINUTE_MS,
};

/** No zoom goes closer than this: rounds are seconds apart, and a shorter range would show none. */
export const MINIMUM_RANGE_MS = 20_000;

/** What a chart is to show: a stretch of time that stands, or one that ends now and slides. */
export interface LagWindow {
  readonly range: LagRange;
  /** Absolute ends; null while the window slides. */
  readonly fixed: TimeRange | null;
}

/** The stretch of time that a window covers at an instant; `all` is an hour until the first sample's time is known. */
export function resolveLagWindow(window: LagWindow, nowMs: number, sinceMs: number | null): TimeRange {
  if (window.fixed) return window.fixed;
  const lengthMs =
    window.range === 'all' ? Math.max(MINUTE_MS, nowMs - (sinceMs ?? nowMs - 60 * MINUTE_MS)) : LENGTH_MS[window.range];
  return { fromMs: nowMs - lengthMs, toMs: nowMs };
}

/** Ends as they stand in an address; null unless both are there, in order and plausible. */
export function parseFixedRange(fromMs: number | null, toMs: number | null): TimeRange | null {
  if (fromMs === null || toMs === null) return null;
  const isPlausible = fromMs >= EARLIEST_MS && toMs <= LATEST_MS && toMs - fromMs >= 1000;
  return isPlausible ? { fromMs, toMs } : null;
}

const EARLIEST_MS = 946_684_800_000;
const LATEST_MS = 4_102_444_800_000;

/** Places of the figures in a row of the lag chart. */
export const END = 0;
export const COMMITTED = 1;
export const LAG = 2;
export const BEHIND = 3;
export const BEHIND_WITHIN = 4;

/** What lag is counted in. */
export const LAG_UNITS = ['records', 'seconds'] as const;
export type LagUnit = (typeof LAG_UNITS)[number];

/** Place of the lag in a row, in the unit asked for. */
export const LAG_PLACE: Record<LagUnit, number> = { records: LAG, seconds: BEHIND };

/** History as rows of a chart: log end offset, committed offset, lag, seconds behind and how far those may be off. */
export function toChartRows(history: LagHistory): readonly ChartRow[] {
  return history.points.map(({ t, end, committed, lag, seconds, secondsIsAtLeast, secondsWithin }) => {
    const values = [end, committed, lag, seconds, secondsWithin];
    return secondsIsAtLeast ? { t, values, atLeast: values.map((_, place) => place === BEHIND) } : { t, values };
  });
}

/** The rows with one of their values alone, for a chart that draws only that. */
export function pickValue(rows: readonly ChartRow[], index: number): readonly ChartRow[] {
  return rows.map(({ t, values, atLeast }) => {
    const picked = { t, values: [values[index] ?? null] };
    return atLeast?.[index] ? { ...picked, atLeast: [true] } : picked;
  });
}
