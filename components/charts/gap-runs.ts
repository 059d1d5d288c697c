import type { ChartRow, TimeRange } from './chart-series';

/** Stretches of rows in which the series is known throughout; a row without a value ends a stretch and belongs to none. */
export function splitIntoRuns(rows: readonly ChartRow[], index: number): readonly (readonly ChartRow[])[] {
  const runs: ChartRow[][] = [];
  let run: ChartRow[] = [];
  for (const row of rows) {
    if (typeof row.values[index] === 'number') {
      run.push(row);
    } else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  }
  if (run.length > 0) runs.push(run);
  return runs;
}

/** Stretches of time in which none of the series is known, from the last known row to the next; for shading. */
export function gapsBetween(rows: readonly ChartRow[], seriesCount: number): readonly TimeRange[] {
  const gaps: TimeRange[] = [];
  let lastKnownMs: number | null = null;
  let isInGap = false;
  for (const row of rows) {
    const isKnown = row.values.slice(0, seriesCount).some((value) => value !== null);
    if (isKnown) {
      if (isInGap && lastKnownMs !== null) gaps.push({ fromMs: lastKnownMs, toMs: row.t });
      lastKnownMs = row.t;
      isInGap = false;
    } else {
      isInGap = true;
    }
  }
  return gaps;
}

export type Project = (value: number) => number;

/** SVG path of a series, broken at gaps; a value alone between two gaps becomes a point (drawn by round line caps). */
export function planLinePath(rows: readonly ChartRow[], index: number, x: Project, y: Project): string {
  return splitIntoRuns(rows, index)
    .map((run) => {
      const points = run.map((row) => `${round(x(row.t))},${round(y(row.values[index] ?? 0))}`);
      return points.length === 1 ? `M${points[0]}Z` : `M${points.join('L')}`;
    })
    .join('');
}

/** SVG path of the area between a series and the value 0, broken at gaps. */
export function planAreaPath(rows: readonly ChartRow[], index: number, x: Project, y: Project): string {
  const base = round(y(0));
  return splitIntoRuns(rows, index)
    .filter((run) => run.length > 1)
    .map((run) => {
      const points = run.map((row) => `${round(x(row.t))},${round(y(row.values[index] ?? 0))}`);
      const first = round(x(run[0]?.t ?? 0));
      const last = round(x(run.at(-1)?.t ?? 0));
      return `M${first},${base}L${points.join('L')}L${last},${base}Z`;
    })
    .join('');
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
