export interface SparklineShape {
  /** Path of the line, one subpath per unbroken run. */
  readonly line: string;
  /** Path of the filled water under the line. */
  readonly area: string;
  /** Points that stand alone between two gaps: a line would not show them. */
  readonly dots: readonly { readonly x: number; readonly y: number }[];
  /** The newest point; null when it is not known. */
  readonly last: { readonly x: number; readonly y: number } | null;
}

/** Of the vertical range, at least this share of the largest value is shown, so that noise on a large lag stays flat. */
const SMALLEST_SPAN = 0.05;

/** Outline of a sparkline in a box of `width` × `height`, oldest value left; null values break line and fill. */
export function planSparkline(values: readonly (number | null)[], width: number, height: number): SparklineShape {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) {
    return { line: '', area: '', dots: [], last: null };
  }
  const high = Math.max(...known);
  const low = Math.min(...known);
  const span = Math.max(high - low, Math.abs(high) * SMALLEST_SPAN, Number.MIN_VALUE);
  const floor = high - low >= span ? low : Math.max(0, (high + low - span) / 2);
  const inset = 2;
  const step = values.length > 1 ? (width - 2 * inset) / (values.length - 1) : 0;
  const pointAt = (value: number, index: number) => ({
    x: round(values.length > 1 ? inset + index * step : width / 2),
    y: round(
      high === 0 && low === 0 ? height - inset : height - inset - ((value - floor) / span) * (height - 2 * inset),
    ),
  });
  const runs: { x: number; y: number }[][] = [];
  values.forEach((value, index) => {
    if (value === null) {
      return;
    }
    const before = index > 0 ? values[index - 1] : null;
    if (before === null || before === undefined || runs.length === 0) {
      runs.push([]);
    }
    runs.at(-1)?.push(pointAt(value, index));
  });
  const lines = runs.filter((run) => run.length > 1);
  const drawn = lines.map((run) => `M${run.map(({ x, y }) => `${x} ${y}`).join('L')}`);
  const filled = lines.map((run, index) => `${drawn[index]}L${run.at(-1)?.x} ${height}L${run[0]?.x} ${height}Z`);
  const newest = values.at(-1);
  return {
    line: drawn.join(''),
    area: filled.join(''),
    dots: runs.filter((run) => run.length === 1).flat(),
    last: newest === null || newest === undefined ? null : pointAt(newest, values.length - 1),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
