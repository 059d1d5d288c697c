import { expect, test } from 'vitest';
import { planSpan } from './row-span';

const list = { rowCount: 500, rowHeightPx: 32 };

test('1. at the top: the rows in sight and some below', () => {
  expect(planSpan(0, 640, list)).toEqual({ first: 0, end: 36 });
});

test('2. amid the list: every row in sight, and at least twelve on both sides', () => {
  for (let scrollTopPx = 5_000; scrollTopPx < 6_000; scrollTopPx += 7) {
    const { first, end } = planSpan(scrollTopPx, 640, list);
    expect(first).toBeLessThanOrEqual(scrollTopPx / 32 - 12);
    expect(end).toBeGreaterThanOrEqual((scrollTopPx + 640) / 32 + 12);
    expect(end - first).toBeLessThan(60);
  }
});

test('3. a step of one row draws nothing anew', () => {
  expect(planSpan(3_264, 640, list)).toEqual(planSpan(3_296, 640, list));
});

test('4. at the end, and past it when rows went away', () => {
  expect(planSpan(500 * 32 - 640, 640, list).end).toBe(500);
  expect(planSpan(500 * 32, 640, { ...list, rowCount: 100 })).toEqual({ first: 100, end: 100 });
});
