import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planSparkline } from './sparkline-path';

describe('planSparkline', () => {
  test('1. nothing known draws nothing', () => {
    expect(planSparkline([null, null], 100, 20)).toEqual({ line: '', area: '', dots: [], last: null });
  });

  test('2. a gap breaks the line', () => {
    const { line } = planSparkline([1, 2, null, 3, 4], 100, 20);
    expect(line.match(/M/g)).toHaveLength(2);
  });

  test('3. a point between two gaps is a dot, not a line', () => {
    const { line, dots } = planSparkline([null, 5, null], 100, 20);
    expect(line).toBe('');
    expect(dots).toHaveLength(1);
  });

  test('4. the newest value is marked only when it is known', () => {
    expect(planSparkline([1, 2], 100, 20).last).toEqual({ x: 98, y: 2 });
    expect(planSparkline([1, null], 100, 20).last).toBeNull();
  });

  test('5. all zero lies on the floor', () => {
    expect(planSparkline([0, 0, 0], 100, 20).line).toBe('M2 18L50 18L98 18');
  });

  test('6. every point stays inside the box', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(Number.MAX_SAFE_INTEGER)), { minLength: 1, maxLength: 60 }), (values) => {
        const { line, dots } = planSparkline(values, 96, 24);
        const numbers = [...line.matchAll(/([\d.-]+) ([\d.-]+)/g)].map((match) => [Number(match[1]), Number(match[2])]);
        for (const [x = 0, y = 0] of [...numbers, ...dots.map((dot) => [dot.x, dot.y])]) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(96);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(24);
        }
      }),
    );
  });
});
