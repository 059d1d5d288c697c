import { expect, test } from 'vitest';
import { suggestThreshold } from './alert-threshold';

const rowsOf = (...lags: readonly (number | null)[]) => lags.map((lag, t) => ({ t, values: [0, 0, lag] }));

test.each([
  ['1. nothing is known', rowsOf(null), 'records', 1_000],
  ['2. no lag at all', rowsOf(0, 0), 'seconds', 60],
  ['3. half as much again, two digits', rowsOf(10, 12_345), 'records', 19_000],
  ['4. small numbers as they are', rowsOf(41), 'seconds', 62],
] as const)('%s', (_, rows, unit, threshold) => {
  expect(suggestThreshold(rows, unit)).toBe(threshold);
});
