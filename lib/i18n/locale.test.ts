import { describe, expect, test } from 'vitest';
import { parseLocale } from './locale';

describe('parseLocale', () => {
  test('1. the cookie wins over the browser', () => {
    expect(parseLocale('zh-CN', 'en-US,en;q=0.9')).toBe('zh-CN');
  });
  test('2. an unknown cookie is ignored', () => {
    expect(parseLocale('fr', 'zh-CN,zh;q=0.9')).toBe('zh-CN');
  });
  test('3. the highest quality that we have wins, not the first named', () => {
    expect(parseLocale(undefined, 'fr, en;q=0.4, zh-TW;q=0.8')).toBe('zh-CN');
  });
  test('4. a language refused with q=0 is not taken', () => {
    expect(parseLocale(undefined, 'zh;q=0, en;q=0.1')).toBe('en');
  });
  test('5. nothing asked for: English', () => {
    expect(parseLocale(undefined, null)).toBe('en');
  });
});
