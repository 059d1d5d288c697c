import type { ChartRow, TimeRange } from './chart-series';
import { firstIndexAtOrAfter, scaleRange, shiftRange } from './visible-range';

/** What a key on a plot asks for. */
export type PlotAction =
  | { readonly kind: 'point'; readonly atMs: number }
  | { readonly kind: 'zoom'; readonly range: TimeRange }
  | { readonly kind: 'back' };

export interface PlotKeyContext {
  /** Rows in the visible range. */
  readonly rows: readonly ChartRow[];
  /** Where the cursor is; null before it was placed. */
  readonly atMs: number | null;
  readonly range: TimeRange;
  readonly minimumMs: number;
  readonly latestMs: number;
}

function pointAt(rows: readonly ChartRow[], index: number): PlotAction | null {
  const row = rows[Math.min(rows.length - 1, Math.max(0, index))];
  return row ? { kind: 'point', atMs: row.t } : null;
}

/** Arrows walk the rows, plus and minus zoom, page up and down move by half the range, escape goes back. */
export function planPlotKey(key: string, context: PlotKeyContext): PlotAction | null {
  const { rows, atMs, range, minimumMs, latestMs } = context;
  const at = atMs === null ? rows.length : firstIndexAtOrAfter(rows, atMs);
  switch (key) {
    case 'ArrowLeft':
      return pointAt(rows, at - 1);
    case 'ArrowRight':
      return pointAt(rows, at + 1);
    case 'Home':
      return pointAt(rows, 0);
    case 'End':
      return pointAt(rows, rows.length - 1);
    case '+':
    case '=':
      return { kind: 'zoom', range: scaleRange(range, 0.5, minimumMs, latestMs) };
    case '-':
      return { kind: 'zoom', range: scaleRange(range, 2, minimumMs, latestMs) };
    case 'PageUp':
      return { kind: 'zoom', range: shiftRange(range, -0.5, latestMs) };
    case 'PageDown':
      return { kind: 'zoom', range: shiftRange(range, 0.5, latestMs) };
    case 'Escape':
      return { kind: 'back' };
    default:
      return null;
  }
}
