import { expect, it } from 'vitest';
import { unreadHint } from './run-end';

it.each([
  ['executing', 'verifying'],
  ['verifying', 'verifying'],
  ['running', 'verifying'],
  ['failed', 'nothingChanged'],
  ['cancelled', 'cancelled'],
  ['unknown', 'notRead'],
  ['partly', 'notRead'],
] as const)('a run that is %s and was not read back says %s', (state, hint) => {
  expect(unreadHint(state)).toBe(hint);
});
