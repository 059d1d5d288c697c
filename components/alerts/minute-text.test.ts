import { expect, test } from 'vitest';
import { parseMinute, writeMinute } from './minute-text';

test.each([
  [0, '00:00'],
  [150, '02:30'],
  [1_439, '23:59'],
])('minute %i of the day is %s, both ways', (minute, text) => {
  expect(writeMinute(minute)).toBe(text);
  expect(parseMinute(text)).toBe(minute);
});

test('an empty field holds no minute', () => {
  expect(parseMinute('')).toBeNull();
});
