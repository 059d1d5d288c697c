import { describe, expect, test } from 'vitest';
import { parseJaasConfig } from './jaas-config';

const parse = (text: string) => {
  const { loginModule, options } = parseJaasConfig(text);
  return { loginModule, ...Object.fromEntries(options) };
};

describe('parseJaasConfig', () => {
  test.each<[string, Record<string, string>]>([
    ['a.B required;', { loginModule: 'a.B' }],
    ['a.B required username="u" password="p;=\\"w\\\\";', { loginModule: 'a.B', username: 'u', password: 'p;="w\\' }],
    ["a.B REQUIRED username='u' password=p-1 ;", { loginModule: 'a.B', username: 'u', password: 'p-1' }],
    ['a.B required\n  // said before\n  x = "1" /* and after */\n;', { loginModule: 'a.B', x: '1' }],
    ['  a.B optional x="";', { loginModule: 'a.B', x: '' }],
  ])('%s', (text, expected) => {
    expect(parse(text)).toEqual(expected);
  });

  test.each([
    ['', /names no login module/],
    ['a.B username="u";', /lacks "required" after a\.B/],
    ['a.B required username="u"', /does not end with a semicolon/],
    ['a.B required username="u;', /quote that is not closed/],
    ['a.B required username u;', /something other than name="value" after required/],
    ['a.B required x="1"; c.D required;', /more than one login module/],
  ])('refuses %s', (text, expected) => {
    expect(() => parse(text)).toThrow(expected);
  });

  test('never repeats a value', () => {
    expect(() => parse('a.B required password="canary" "canary";')).toThrow(/^(?!.*canary)/);
  });
});
