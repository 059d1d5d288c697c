import { describe, expect, it } from 'vitest';
import { logShare, planLogScale, planLogTicks } from './log-scale';

describe('logarithmic scale', () => {
  it('spans whole powers of ten around the values above zero', () => {
    expect(planLogScale([0, null, 2400, 5600])).toEqual({ low: 1000, high: 10_000 });
    expect(planLogScale([3, 5600])).toEqual({ low: 1, high: 5600 });
  });
  it('has a scale where nothing lags', () => {
    expect(planLogScale([0, null])).toEqual({ low: 1, high: 10 });
  });
  it('runs from 0 to 1', () => {
    const scale = { low: 10, high: 1000 };
    expect(logShare(10, scale)).toBe(0);
    expect(logShare(100, scale)).toBeCloseTo(0.5);
    expect(logShare(1000, scale)).toBe(1);
    expect(logShare(5000, scale)).toBe(1);
    expect(logShare(1, scale)).toBe(0);
  });
  it('names powers of ten, not too many', () => {
    expect(planLogTicks({ low: 1, high: 5000 }, 6)).toEqual([1, 10, 100, 1000]);
    expect(planLogTicks({ low: 1000, high: 10_000 }, 6)).toEqual([1000, 10_000]);
    expect(planLogTicks({ low: 1, high: 5e9 }, 5).length).toBeLessThanOrEqual(5);
  });
});
