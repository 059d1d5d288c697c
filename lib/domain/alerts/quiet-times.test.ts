import { describe, expect, test } from 'vitest';
import { isWindowOpen, type MaintenanceWindow } from './quiet-times';

const WEEKLY: MaintenanceWindow = {
  window: 'w',
  rulePattern: '*',
  subjectPattern: '*',
  fromMs: null,
  toMs: null,
  days: [6],
  fromMinute: 22 * 60,
  toMinute: 2 * 60,
  timeZone: 'UTC',
  note: null,
};
const at = (text: string) => Date.parse(text);

describe('hours of a maintenance window', () => {
  test.each([
    ['1. before it begins', WEEKLY, '2026-11-21T21:59:59Z', false],
    ['2. on its day', WEEKLY, '2026-11-21T22:00:00Z', true],
    ['3. after midnight it goes on', WEEKLY, '2026-11-22T01:59:59Z', true],
    ['4. and ends', WEEKLY, '2026-11-22T02:00:00Z', false],
    ['5. on another day', WEEKLY, '2026-11-22T22:30:00Z', false],
    ['6. in its own time zone', { ...WEEKLY, timeZone: 'Asia/Shanghai' }, '2026-11-21T14:30:00Z', true],
    [
      '7. that has another day',
      { ...WEEKLY, days: [7], fromMinute: 0, toMinute: 60, timeZone: 'Asia/Shanghai' },
      '2026-11-21T16:30:00Z',
      true,
    ],
    ['8. within one day', { ...WEEKLY, fromMinute: 60, toMinute: 120 }, '2026-11-21T01:30:00Z', true],
    [
      '9. once',
      { ...WEEKLY, fromMs: at('2026-11-21T10:00:00Z'), toMs: at('2026-11-21T11:00:00Z') },
      '2026-11-21T10:30:00Z',
      true,
    ],
    [
      '10. and never again',
      { ...WEEKLY, fromMs: at('2026-11-21T10:00:00Z'), toMs: at('2026-11-21T11:00:00Z') },
      '2026-11-28T10:30:00Z',
      false,
    ],
    ['11. from Sunday into Monday', { ...WEEKLY, days: [7] }, '2026-11-23T01:00:00Z', true],
  ])('%s', (_, window, now, isOpen) => {
    expect(isWindowOpen(window, at(now))).toBe(isOpen);
  });
});
