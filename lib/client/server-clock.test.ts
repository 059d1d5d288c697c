import { expect, test } from 'vitest';
import { parseClockDifference } from './server-clock';

const header = 'Fri, 21 Nov 2025 08:00:00 GMT';
const at = Date.UTC(2025, 10, 21, 8, 0, 0);

test('1. within what a header of whole seconds can tell, the clocks agree', () => {
  expect(parseClockDifference(header, at + 900)).toBe(0);
  expect(parseClockDifference(header, at + 2_000)).toBe(0);
});
test('2. a clock two minutes late is seen', () => {
  expect(parseClockDifference(header, at - 120_000)).toBe(120_500);
});
test('3. a header that is no date says nothing', () => {
  expect(parseClockDifference('soon', at)).toBeNull();
});
