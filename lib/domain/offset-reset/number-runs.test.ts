import { expect, it } from 'vitest';
import { parseNumberRuns } from './number-runs';

it.each([
  ['3', [3]],
  ['0, 2,5-7', [0, 2, 5, 6, 7]],
  ['5–6,5', [5, 6]],
])('%s', (text, numbers) => {
  expect(parseNumberRuns(text)).toEqual(numbers);
});

it.each(['', 'a', '1,,2', '7-5', '-1', '1.5', '0-999999'])('%s is no list', (text) => {
  expect(parseNumberRuns(text)).toBeNull();
});
