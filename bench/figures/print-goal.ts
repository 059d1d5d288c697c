/** One figure held against the most that it may be. */
export interface Goal {
  readonly name: string;
  readonly value: number;
  readonly limit: number;
  readonly unit: string;
  /** What else is worth knowing, behind the verdict. */
  readonly note?: string;
}

/** Prints a figure with its limit and ratio; a figure that misses its limit makes the process exit with 1. */
export function printGoal({ name, value, limit, unit, note = '' }: Goal): void {
  const isMet = value <= limit;
  if (!isMet) process.exitCode = 1;
  const figures = `${value.toFixed(1).padStart(9)} ${unit}  limit ${limit} ${unit}${limit === 0 ? '' : `  ratio ${(value / limit).toFixed(2)}`}`;
  console.log(`${name.padEnd(58)} ${figures}  ${isMet ? 'ok' : 'MISSED'}${note === '' ? '' : `  ${note}`}`);
}
