import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatBytes,
  formatClock,
  formatCount,
  formatDuration,
  formatInteger,
  formatNumberRuns,
  formatPercent,
  formatRate,
  formatTimestamp,
  spaceScripts,
} from './format';

describe('format', () => {
  test('1. offsets are grouped by thousands, up to the largest safe integer', () => {
    expect(formatInteger(1234567, 'en')).toBe('1,234,567');
    expect(formatInteger(Number.MAX_SAFE_INTEGER, 'en')).toBe('9,007,199,254,740,991');
  });

  test('2. counts shorten from ten million on', () => {
    expect(formatCount(9_999_999, 'en')).toBe('9,999,999');
    expect(formatCount(12_400_000, 'en')).toBe('12.4M');
    expect(formatCount(12_400_000, 'zh-CN')).toBe('1240万');
  });

  test.each([
    [0, '0 B'],
    [1023, '1,023 B'],
    [1024, '1.00 KiB'],
    [10 * 1024, '10.0 KiB'],
    [1023.6 * 1024, '1.00 MiB'],
    [1.21 * 1024 ** 3, '1.21 GiB'],
    [-2048, '-2.00 KiB'],
  ])('3. %d bytes are %s', (value, expected) => {
    expect(formatBytes(value, 'en')).toBe(expected);
  });

  test('4. bytes never show more than four digits before the unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (value) => {
        expect(formatBytes(value, 'en').replace(/[^\d]/g, '').length).toBeLessThanOrEqual(4);
      }),
    );
  });

  test.each([
    [0, '0'],
    [0.001, '< 0.01'],
    [0.53, '0.53'],
    [12.34, '12.3'],
    [1234.6, '1,235'],
  ])('5. a rate of %d is %s', (value, expected) => {
    expect(formatRate(value, 'en')).toBe(expected);
  });

  test('6. percent keeps one decimal where there is one', () => {
    expect(formatPercent(33, 'en')).toBe('33%');
    expect(formatPercent(12.34, 'en')).toBe('12.3%');
  });

  test.each([
    [0, 'en', '0s'],
    [0.25, 'en', '250ms'],
    [4, 'en', '4s'],
    [64, 'en', '1m 4s'],
    [3600, 'en', '1h'],
    [8040, 'en', '2h 14m'],
    [90_061, 'en', '1d 1h'],
    [8040, 'zh-CN', '2小时14分钟'],
  ])('7. %d s in %s is %s', (seconds, locale, expected) => {
    expect(formatDuration(seconds, locale)).toBe(expected);
  });

  test('8. a timestamp names its zone', () => {
    expect(formatTimestamp(Date.UTC(2025, 10, 21, 8, 15, 4), 'en', 'UTC')).toBe('21 Nov 2025, 08:15:04 UTC');
    expect(formatClock(Date.UTC(2025, 10, 21, 8, 15, 4), 'en', 'Asia/Shanghai')).toBe('16:15:04');
  });

  test.each([
    [[], ''],
    [[3], '3'],
    [[0, 1], '0, 1'],
    [[4, 0, 1, 2, 3, 7, 9, 11, 10], '0–4, 7, 9–11'],
  ])('9. the run of %j is %s', (numbers, expected) => {
    expect(formatNumberRuns(numbers)).toBe(expected);
  });

  test('10. Chinese and Latin words stand apart', () => {
    expect(spaceScripts('搜索topic')).toBe('搜索 topic');
    expect(spaceScripts('Search topics')).toBe('Search topics');
    expect(spaceScripts('搜索分区')).toBe('搜索分区');
  });
});
