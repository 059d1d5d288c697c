import type { ChartRow } from '@/components/charts/chart-series';

const FLOOR = { records: 1_000, seconds: 60 } as const;

/** A threshold that what the chart shows would not have crossed: half as much again as its highest lag, two digits of it. */
export function suggestThreshold(rows: readonly ChartRow[], unit: keyof typeof FLOOR): number {
  const highest = Math.max(0, ...rows.map(({ values }) => values.at(-1) ?? 0));
  const wanted = Math.max(FLOOR[unit], highest * 1.5);
  const digit = 10 ** Math.max(0, Math.floor(Math.log10(wanted)) - 1);
  return Math.ceil(wanted / digit) * digit;
}
