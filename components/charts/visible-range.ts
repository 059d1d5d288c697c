import type { ChartRow, TimeRange } from './chart-series';

/** Index of the first row at or after `t`; `rows.length` when there is none. */
export function firstIndexAtOrAfter(rows: readonly ChartRow[], t: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.t ?? Number.POSITIVE_INFINITY) < t) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rows within the range, both ends included. */
export function rowsWithin(rows: readonly ChartRow[], range: TimeRange): readonly ChartRow[] {
  return rows.slice(firstIndexAtOrAfter(rows, range.fromMs), firstIndexAtOrAfter(rows, range.toMs + 1));
}

/** Rows within the range and the one before and after it, so that lines run out of the picture and do not end at its edge. */
export function rowsToDraw(rows: readonly ChartRow[], range: TimeRange): readonly ChartRow[] {
  const first = firstIndexAtOrAfter(rows, range.fromMs);
  const end = firstIndexAtOrAfter(rows, range.toMs + 1);
  return rows.slice(Math.max(0, first - 1), Math.min(rows.length, end + 1));
}

/** The row closest in time; null without rows, or when the closest is further off than `withinMs`. */
export function nearestRow(rows: readonly ChartRow[], t: number, withinMs = Number.POSITIVE_INFINITY): ChartRow | null {
  const index = firstIndexAtOrAfter(rows, t);
  const before = rows[index - 1];
  const after = rows[index];
  const closest = before && after ? (t - before.t <= after.t - t ? before : after) : (before ?? after);
  return closest && Math.abs(closest.t - t) <= withinMs ? closest : null;
}

/** Smallest and largest known value of the series at `indexes`; null when nothing is known. */
export function valueExtent(
  rows: readonly ChartRow[],
  indexes: readonly number[],
): { readonly min: number; readonly max: number } | null {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    for (const index of indexes) {
      const value = row.values[index];
      if (value === null || value === undefined) continue;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  return min <= max ? { min, max } : null;
}

/**
 * Change per second between the first and the last known value of a series; null with fewer than two known
 * values, and where the value fell: a log made again or a position set back has no rate.
 */
export function ratePerSecond(rows: readonly ChartRow[], index: number): number | null {
  const first = rows.find((row) => typeof row.values[index] === 'number');
  const last = rows.findLast((row) => typeof row.values[index] === 'number');
  const from = first?.values[index];
  const to = last?.values[index];
  if (!first || !last || typeof from !== 'number' || typeof to !== 'number') return null;
  const seconds = (last.t - first.t) / 1000;
  return seconds > 0 && to >= from ? (to - from) / seconds : null;
}

/** A range as long as asked at least, in order, and not past `latestMs`. */
export function normalizeRange(aMs: number, bMs: number, minimumMs: number, latestMs: number): TimeRange {
  let fromMs = Math.round(Math.min(aMs, bMs));
  let toMs = Math.round(Math.max(aMs, bMs));
  if (toMs - fromMs < minimumMs) {
    const middle = (fromMs + toMs) / 2;
    fromMs = Math.round(middle - minimumMs / 2);
    toMs = fromMs + minimumMs;
  }
  if (toMs > latestMs) {
    fromMs -= toMs - latestMs;
    toMs = latestMs;
  }
  return { fromMs, toMs };
}

/** The range made longer or shorter around its middle; `factor` below 1 looks closer. */
export function scaleRange(range: TimeRange, factor: number, minimumMs: number, latestMs: number): TimeRange {
  const middle = (range.fromMs + range.toMs) / 2;
  const half = ((range.toMs - range.fromMs) / 2) * factor;
  return normalizeRange(middle - half, middle + half, minimumMs, latestMs);
}

/** The range moved by a share of its length; negative is earlier. */
export function shiftRange(range: TimeRange, share: number, latestMs: number): TimeRange {
  const length = range.toMs - range.fromMs;
  return normalizeRange(range.fromMs + share * length, range.toMs + share * length, length, latestMs);
}

const CONTEXT_LENGTHS_MS = [3_600_000, 21_600_000, 86_400_000, 604_800_000, 2_592_000_000];
const CONTEXT_FACTOR = 6;

/**
 * What the overview under a chart spans: some six times the visible range or more, in steps so that it holds still while one
 * zooms, never before the first sample and never without the visible range itself.
 */
export function contextRange(visible: TimeRange, sinceMs: number | null, nowMs: number): TimeRange {
  const wantedMs = CONTEXT_FACTOR * (visible.toMs - visible.fromMs);
  const lengthMs = CONTEXT_LENGTHS_MS.find((length) => length >= wantedMs) ?? wantedMs;
  const toMs = Math.max(visible.toMs, Math.min(nowMs, visible.toMs + lengthMs / 2));
  const earliest = Math.max(toMs - lengthMs, sinceMs ?? Number.NEGATIVE_INFINITY);
  return { fromMs: Math.min(earliest, visible.fromMs), toMs };
}
