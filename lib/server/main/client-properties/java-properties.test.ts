import { describe, expect, test } from 'vitest';
import { parseJavaProperties } from './java-properties';

const parse = (text: string) => Object.fromEntries(parseJavaProperties(text));

describe('parseJavaProperties', () => {
  test.each<[string, Record<string, string>]>([
    ['a=1\nb: 2\nc 3\nd\t=\t4', { a: '1', b: '2', c: '3', d: '4' }],
    ['# no\n  ! nor this\n\n   a = 1', { a: '1' }],
    ['a=1\r\nb=2\rc=3', { a: '1', b: '2', c: '3' }],
    ['a=one, \\\n   two, \\\r\n\tthree', { a: 'one, two, three' }],
    ['a=x\\\\\nb=y', { a: 'x\\', b: 'y' }],
    ['a=\\\n# not a comment', { a: '# not a comment' }],
    ['a\\=b\\:c\\ d = e', { 'a=b:c d': 'e' }],
    ['a=\\t\\n\\r\\f\\q\\"', { a: '\t\n\r\fq"' }],
    ['a=\\u00e4\\u4E2D', { a: 'ä中' }],
    ['a==b=c', { a: '=b=c' }],
    ['a', { a: '' }],
    ['a=', { a: '' }],
    ['a = trailing  ', { a: 'trailing  ' }],
    ['a=1\na=2', { a: '2' }],
    ['a=last line goes on \\', { a: 'last line goes on ' }],
    ['=only a value', { '': 'only a value' }],
  ])('%j', (text, expected) => {
    expect(parse(text)).toEqual(expected);
  });

  test('names the line of a broken escape', () => {
    expect(() => parse('a=1\nb=\\u12')).toThrow('line 2: \\u needs four hexadecimal digits');
  });
});
