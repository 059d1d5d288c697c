import { expect, test } from 'vitest';
import { parsePreferences } from './preferences';

const usual = { zone: 'browser', hasShortcuts: true };

test('1. nothing stored: the usual', () => {
  expect(parsePreferences(null)).toEqual(usual);
});
test('2. what is stored holds', () => {
  expect(parsePreferences('{"zone":"UTC","hasShortcuts":false}')).toEqual({ zone: 'UTC', hasShortcuts: false });
});
test.each(['', 'x', '[]', 'null', '{"zone":"Mars"}'])('3. %j falls back', (text) => {
  expect(parsePreferences(text)).toEqual(usual);
});
