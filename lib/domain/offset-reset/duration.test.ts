import { expect, it } from 'vitest';
import { parseDuration } from './duration';

it.each([
  ['PT1H', 3_600_000],
  ['pt30m', 1_800_000],
  ['P1DT2H3M4.5S', 93_784_500],
  ['P2D', 172_800_000],
  ['PT0.001S', 1],
  ['PT-1.5S', -1_500],
  ['-PT1H', -3_600_000],
  ['P1DT-1H', 82_800_000],
  [' PT5S ', 5_000],
])('%s is %i ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

it.each(['', 'P', 'PT', 'P1DT', '1H', 'PT1', 'P1M', 'P1Y', 'P1W', 'PT1H2', 'PT.5S', 'PT1H30'])('%s is none', (text) => {
  expect(parseDuration(text)).toBeNull();
});
