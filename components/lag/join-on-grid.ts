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
  return Array.from({ length: count }, (_, cell) => ({
    t: Math.round(startMs + (cell + 0.5) * stepMs),
    values: columns.map((column) => column[cell] ?? null),
  }));
}

function fillCells(rows: readonly ChartRow[], count: number, cellOf: (t: number) => number): (number | null)[] {
  const cells: (number | null | undefined)[] = new Array(count).fill(undefined);
  for (const row of rows) {
    const cell = cellOf(row.t);
    const value = row.values[0] ?? null;
    const before = cells[cell];
    cells[cell] = value === null ? (before ?? null) : Math.max(value, before ?? value);
  }
  return bridge(cells);
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
