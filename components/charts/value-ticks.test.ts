import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planValueTicks } from './value-ticks';

describe('value ticks', () => {
  it('starts at zero for lag', () => {
    expect(planValueTicks({ min: 40, max: 93 }, 5, true)).toEqual({
      domain: [0, 100],
      ticks: [0, 25, 50, 75, 100],
      step: 25,
    });
  });
  it('stays close to offsets', () => {
    expect(planValueTicks({ min: 1_000_200, max: 1_000_900 }, 5, false).domain).toEqual([1_000_200, 1_001_000]);
  });
  it('gives a flat line room', () => {
    expect(planValueTicks({ min: 0, max: 0 }, 4, true).domain).toEqual([0, 1]);
    expect(planValueTicks({ min: 500, max: 500 }, 4, false).domain).toEqual([500, 501]);
  });
  it('has a domain without any value', () => {
    expect(planValueTicks(null, 4, true).domain).toEqual([0, 1]);
  });
  it('counts time as a clock does', () => {
    expect(planValueTicks({ min: 3, max: 260 }, 5, true, true).ticks).toEqual([0, 120, 240, 360]);
    expect(planValueTicks({ min: 3, max: 9_000 }, 4, true, true).ticks).toEqual([0, 3600, 7200, 10_800]);
    expect(planValueTicks({ min: 0, max: 40 * 86_400 }, 5, true, true).step).toBe(10 * 86_400);
  });
  it('always encloses the extent with few whole, even steps', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 52 }),
        fc.integer({ min: 0, max: 1e12 }),
        fc.boolean(),
        (min, length, zero) => {
          const max = Math.min(min + length, Number.MAX_SAFE_INTEGER);
          const plan = planValueTicks({ min, max }, 5, zero);
          expect(plan.domain[0]).toBeLessThanOrEqual(min);
          expect(plan.domain[1]).toBeGreaterThanOrEqual(max);
          expect(plan.ticks.length).toBeLessThanOrEqual(8);
          expect(Number.isInteger(plan.step)).toBe(true);
        },
      ),
    );
  });
});
