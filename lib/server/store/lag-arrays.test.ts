import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeName, encodeName, formatArray, parseArray } from './lag-arrays';

const offset = fc.oneof(fc.constant(Number.NaN), fc.constant(-1), fc.maxSafeNat());

test('what is formatted is parsed to the same', () => {
  fc.assert(
    fc.property(fc.array(offset), (offsets) => {
      const values = Float64Array.from(offsets);
      expect(parseArray(formatArray(values))).toEqual(values);
    }),
  );
});

test('as Postgres writes them', () => {
  expect(formatArray(Float64Array.of(1, Number.NaN, 9_007_199_254_740_991))).toBe('{1,NULL,9007199254740991}');
  expect(formatArray(new Float64Array(0))).toBe('{}');
  expect(formatArray(null)).toBeNull();
  expect(parseArray('{NULL,-5,0}')).toEqual(Float64Array.of(Number.NaN, -5, 0));
  expect(parseArray(null)).toBeNull();
});

test('names hold no NUL on their way, and come back whole', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.oneof(fc.constantFrom('\0', '\\', '0', 'a'), fc.string({ maxLength: 1 })) }),
      (name) => {
        expect(encodeName(name)).not.toContain('\0');
        expect(decodeName(encodeName(name))).toBe(name);
      },
    ),
  );
});
