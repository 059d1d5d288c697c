const FLOOR = { records: 1_000, seconds: 60 } as const;

/** A threshold that what the chart shows would not have crossed: half as much again as the highest value, two digits of it. */
export function suggestThreshold(values: readonly (number | null)[], unit: keyof typeof FLOOR): number {
  const highest = values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
  const wanted = Math.max(FLOOR[unit], highest * 1.5);
  const digit = 10 ** Math.max(0, Math.floor(Math.log10(wanted)) - 1);
  return Math.ceil(wanted / digit) * digit;
}
