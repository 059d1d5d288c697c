import { expect, test } from 'vitest';
import { evaluateFreshness } from './data-freshness';

const at = { capturedAtMs: 1_000_000, isAnswered: true, pollIntervalMs: 10_000, live: 'open' as const };

test.each([
  [0, 'fresh'],
  [30_000, 'fresh'],
  [30_001, 'stale'],
  [100_000, 'stale'],
  [100_001, 'silent'],
] as const)('1. %d ms after the round the data is %s', (ageMs, expected) => {
  expect(evaluateFreshness({ ...at, nowMs: at.capturedAtMs + ageMs })).toBe(expected);
});
test('2. a cut connection says more than the age', () => {
  expect(evaluateFreshness({ ...at, live: 'lost', nowMs: at.capturedAtMs })).toBe('lost');
});
test('3. before the first round nothing is stale', () => {
  expect(evaluateFreshness({ ...at, capturedAtMs: null, nowMs: at.capturedAtMs })).toBe('unread');
});
test('R4: rounds that no broker answers are told as such, unless nobody collects or this page is cut off', () => {
  const unanswered = { ...at, isAnswered: false };
  expect(evaluateFreshness({ ...unanswered, nowMs: at.capturedAtMs })).toBe('unanswered');
  expect(evaluateFreshness({ ...unanswered, nowMs: at.capturedAtMs + 100_001 })).toBe('silent');
  expect(evaluateFreshness({ ...unanswered, live: 'lost', nowMs: at.capturedAtMs })).toBe('lost');
});
test('4. a poll of one second is not stale after four', () => {
  expect(evaluateFreshness({ ...at, pollIntervalMs: 1_000, nowMs: at.capturedAtMs + 4_000 })).toBe('fresh');
});
