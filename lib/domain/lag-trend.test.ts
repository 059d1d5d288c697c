import { describe, expect, test } from 'vitest';
import { evaluateLagGrowth } from './lag-trend';

const everyTenSeconds = (lags: readonly number[]) => ({ atMs: lags.map((_, index) => index * 10_000), lags });

describe('evaluateLagGrowth', () => {
  test('1. a straight rise is its slope', () => {
    expect(evaluateLagGrowth(everyTenSeconds([0, 20, 40, 60, 80, 100, 120, 140, 160]))).toBe(2);
  });
  test('2. saw teeth between commits are no growth', () => {
    expect(evaluateLagGrowth(everyTenSeconds([0, 90, 180, 0, 90, 180, 0, 90, 180]))).toBe(0);
  });
  test('3. what shrinks grows by less than nothing', () => {
    expect(evaluateLagGrowth(everyTenSeconds([500, 400, 300, 200, 100, 0]))).toBe(-10);
  });
  test('4. unknown with fewer points or a shorter span than a direction takes', () => {
    expect(evaluateLagGrowth(everyTenSeconds([0, 10, 20, 30, 40]))).toBeNull();
    expect(evaluateLagGrowth({ atMs: [0, 1, 2, 3, 4, 5], lags: [0, 1, 2, 3, 4, 5] })).toBeNull();
  });
});
