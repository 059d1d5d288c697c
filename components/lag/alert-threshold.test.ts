import { expect, test } from 'vitest';
import { suggestThreshold } from './alert-threshold';

test.each([
  ['1. nothing is known', [null], 'records', 1_000],
  ['2. no lag at all', [0, 0], 'seconds', 60],
  ['3. half as much again, two digits', [10, 12_345], 'records', 19_000],
  ['4. small numbers as they are', [41], 'seconds', 62],
] as const)('%s', (_, values, unit, threshold) => {
  expect(suggestThreshold(values, unit)).toBe(threshold);
});
