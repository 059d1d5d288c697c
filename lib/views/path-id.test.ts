import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePathSegment, encodePathSegment, fromPathId, toPathId } from './path-id';

const AWKWARD = [
  '',
  '.',
  '..',
  '...',
  '~',
  '~.',
  '~..',
  '~~',
  '%2e',
  '%2e%2e',
  'a/b',
  '//',
  '?#',
  ' ',
  '\n',
  '"',
  '\\',
  '日本',
  'é',
  '%',
  '+',
  '.hidden',
  'a..b',
];

/** What a server sees of a segment after the browser's URL parser had its way. */
function throughUrl(segment: string): string | undefined {
  return new URL(`http://host/clusters/x/groups/${segment}/lag`).pathname.split('/')[4];
}

describe('path ids', () => {
  test.each(AWKWARD)('1. %j survives a URL', (name) => {
    const segment = throughUrl(encodePathSegment(name));
    expect(segment).not.toBe('');
    expect(decodePathSegment(segment ?? '')).toBe(name);
  });
  test('2. any name survives a URL', () => {
    const dots = fc.string({ unit: fc.constantFrom('.', '~', '/', '%', '2', 'e', '\\'), maxLength: 6 });
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 249 }), dots), (name) => {
        expect(decodePathSegment(throughUrl(encodePathSegment(name)) ?? '')).toBe(name);
      }),
    );
  });
  test('3. no two names share an id, and ordinary names are their own', () => {
    expect(new Set(AWKWARD.map(toPathId)).size).toBe(AWKWARD.length);
    expect(toPathId('orders.v1')).toBe('orders.v1');
    for (const name of AWKWARD) expect(fromPathId(toPathId(name))).toBe(name);
  });
  test('4. broken percent-encoding is null, not an exception', () => {
    expect(decodePathSegment('%E0%A4%A')).toBeNull();
  });
});
