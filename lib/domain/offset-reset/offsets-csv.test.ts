import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatOffsetsCsv, parseOffsetsCsv } from './offsets-csv';
import { formatTopicScope, parseTopicScope } from './topic-scope';

describe('parseOffsetsCsv', () => {
  it('takes both forms, quotes, and empty lines', () => {
    expect(parseOffsetsCsv('orders,0,12\r\n\n"a, ""b""",orders,1,7\n"orders",2,3')).toEqual({
      rows: [
        { groupId: null, topic: 'orders', partition: 0, offset: 12 },
        { groupId: 'a, "b"', topic: 'orders', partition: 1, offset: 7 },
        { groupId: null, topic: 'orders', partition: 2, offset: 3 },
      ],
      badLines: [],
    });
  });

  it('names the lines that are none', () => {
    const text =
      'orders,0,12\norders,0\norders,0,-1\norders,x,1\n"open,0,1\na,b,c,d,e\norders,0,99999999999999999\n,0,1';
    expect(parseOffsetsCsv(text).badLines).toEqual([2, 3, 4, 5, 6, 7, 8]);
  });

  const row = fc.record({
    groupId: fc.option(fc.string({ minLength: 1 }).filter((text) => text.trim() === text && !/[\r\n]/.test(text))),
    topic: fc.stringMatching(/^[\w.-]{1,20}$/),
    partition: fc.nat(),
    offset: fc.maxSafeNat(),
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        expect(parseOffsetsCsv(formatOffsetsCsv(rows))).toEqual({ rows, badLines: [] });
      }),
    );
  });
});

describe('parseTopicScope', () => {
  it.each([
    ['orders', { topic: 'orders', partitions: null }],
    ['orders:0,1,1', { topic: 'orders', partitions: [0, 1] }],
    ['a.b-c_d:7', { topic: 'a.b-c_d', partitions: [7] }],
  ])('%s', (text, scope) => {
    expect(parseTopicScope(text)).toEqual(scope);
  });

  it.each(['', '..', 'orders:', 'orders:a', 'orders:0,', 'or ders', 'orders:0:1'])('%s is none', (text) => {
    expect(parseTopicScope(text)).toBeNull();
  });

  it('reads back what it writes', () => {
    const scope = { topic: 'orders', partitions: [3, 1] };
    expect(parseTopicScope(formatTopicScope(scope))).toEqual(scope);
  });
});
