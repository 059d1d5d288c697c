import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWallText, wallText, zoneOffsetMinutes } from './zone-time';

describe('time of a zone', () => {
  it('knows offsets, half hours and daylight saving time included', () => {
    expect(zoneOffsetMinutes(Date.parse('2026-01-01T00:00:00Z'), 'Europe/Berlin')).toBe(60);
    expect(zoneOffsetMinutes(Date.parse('2026-07-01T00:00:00Z'), 'Europe/Berlin')).toBe(120);
    expect(zoneOffsetMinutes(1_769_000_000_123, 'Asia/Kolkata')).toBe(330);
    expect(zoneOffsetMinutes(1_769_000_000_999, 'UTC')).toBe(0);
  });
  it('writes and reads the clock of the zone', () => {
    const t = Date.parse('2026-05-01T22:42:07Z');
    expect(wallText(t, 'Asia/Shanghai')).toBe('2026-05-02T06:42:07');
    expect(parseWallText('2026-05-02T06:42:07', 'Asia/Shanghai')).toBe(t);
    expect(parseWallText('2026-05-02T06:42', 'Asia/Shanghai')).toBe(t - 7000);
  });
  it('reads no date out of other text', () => {
    for (const text of ['', 'yesterday', '2026-05-02', '2026-99-02T06:42'])
      expect(parseWallText(text, 'UTC')).toBeNull();
  });
  it('reads back what it wrote', () => {
    const zones = fc.constantFrom('UTC', 'Asia/Shanghai', 'America/St_Johns', 'Pacific/Auckland');
    // Outside the hour that is repeated each autumn a wall clock names one instant; half a day apart from it is safe.
    const seconds = fc.integer({ min: 1_767_225_600, max: 1_769_000_000 });
    fc.assert(
      fc.property(zones, seconds, (zone, second) => {
        expect(parseWallText(wallText(second * 1000, zone), zone)).toBe(second * 1000);
      }),
    );
  });
});
