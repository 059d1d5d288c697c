import type { ChartRow } from '@/components/charts/chart-series';

/** Cells without a row are bridged when known values stand this close on both sides: rounds are not exactly on time. */
const BRIDGED_STEPS = 3;

/**
 * Lines of one value each as rows with a value per line, on a common grid of time. Histories keep the extremes of each step at the
 * times they had, which differ from line to line; a cell holds the largest value of its step. What was told to be unknown stays so.
 */
export function joinOnGrid(lines: readonly (readonly ChartRow[])[], stepMs: number): readonly ChartRow[] {
  const starts = lines.flatMap((rows) => rows[0]?.t ?? []);
  if (starts.length === 0) return [];
  const startMs = Math.min(...starts) - stepMs / 2;
  const cellOf = (t: number) => Math.floor((t - startMs) / stepMs);
  const count = 1 + Math.max(...lines.map((rows) => cellOf(rows.at(-1)?.t ?? startMs)));
  const columns = lines.map((rows) => fillCells(rows, count, cellOf));
  return Array.from({ length: count }, (_, cell) => {
    const t = Math.round(startMs + (cell + 0.5) * stepMs);
    const values = columns.map(({ values: column }) => column[cell] ?? null);
    const atLeast = columns.map(({ bounds }) => bounds.has(cell));
    return atLeast.includes(true) ? { t, values, atLeast } : { t, values };
  });
}

interface Column {
  readonly values: readonly (number | null)[];
  /** Cells whose value is a lower bound. */
  readonly bounds: ReadonlySet<number>;
}

function fillCells(rows: readonly ChartRow[], count: number, cellOf: (t: number) => number): Column {
  const bounds = new Set<number>();
  const cells: (number | null | undefined)[] = new Array(count).fill(undefined);
  for (const row of rows) {
    const cell = cellOf(row.t);
    const value = row.values[0] ?? null;
    const before = cells[cell];
    cells[cell] = value === null ? (before ?? null) : Math.max(value, before ?? value);
    if (row.atLeast?.[0]) bounds.add(cell);
  }
  return { values: bridge(cells), bounds };
}

function bridge(cells: readonly (number | null | undefined)[]): (number | null)[] {
  const bridged = cells.map((cell) => cell ?? null);
  let lastKnown = -1;
  cells.forEach((cell, index) => {
    if (cell === undefined) return;
    const from = lastKnown >= 0 ? cells[lastKnown] : null;
    if (typeof cell === 'number' && typeof from === 'number' && index - lastKnown <= BRIDGED_STEPS) {
      for (let at = lastKnown + 1; at < index; at++) {
        bridged[at] = Math.round(from + ((cell - from) * (at - lastKnown)) / (index - lastKnown));
      }
    }
    lastKnown = index;
  });
  return bridged;
}
