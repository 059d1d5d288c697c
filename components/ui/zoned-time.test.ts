import { describe, expect, test } from 'vitest';
import { parseZonedTime, writeZonedTime } from './zoned-time';

describe('zoned time', () => {
  test.each([
    ['1. UTC', '2026-11-21T14:30', 'UTC', '2026-11-21T14:30:00Z'],
    ['2. ahead of UTC', '2026-11-21T00:10', 'Asia/Shanghai', '2026-11-20T16:10:00Z'],
    ['3. half an hour off', '2026-11-21T12:00', 'Asia/Kolkata', '2026-11-21T06:30:00Z'],
    ['4. summer time', '2026-07-01T12:00', 'America/New_York', '2026-07-01T16:00:00Z'],
    ['5. right after the clocks change', '2026-03-08T03:30', 'America/New_York', '2026-03-08T07:30:00Z'],
  ])('%s, and back', (_name, text, zone, instant) => {
    const atMs = Date.parse(instant);
    expect(parseZonedTime(text, zone)).toBe(atMs);
    expect(writeZonedTime(atMs, zone)).toBe(text);
  });
  test('6. an empty field is no time', () => {
    expect(parseZonedTime('', 'UTC')).toBeNull();
  });
});
