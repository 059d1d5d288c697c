import { describe, expect, test } from 'vitest';
import { countGone, planChangeRows } from './change-rows';

const line = (aspect: string, before: string | null, after: string | null) => ({
  subject: 'orders',
  aspect,
  before,
  after,
});

describe('planChangeRows', () => {
  test('1. without a plan before, the order and nothing marked', () => {
    const rows = planChangeRows([line('a', null, '1'), line('b', null, '2')], null);
    expect(rows.map(({ aspect, since }) => [aspect, since])).toEqual([
      ['a', 'same'],
      ['b', 'same'],
    ]);
  });
  test('2. what differs comes first and says how', () => {
    const rows = planChangeRows(
      [line('a', '1', '5'), line('b', '3', '5'), line('c', null, '1')],
      [line('a', '1', '5'), line('b', '2', '5'), line('gone', '1', '2')],
    );
    expect(rows.map(({ aspect, since }) => [aspect, since])).toEqual([
      ['b', 'differs'],
      ['c', 'new'],
      ['a', 'same'],
    ]);
  });
  test('3. what is gone is counted', () => {
    expect(countGone([line('a', '1', '5')], [line('a', '1', '5'), line('gone', '1', '2')])).toBe(1);
    expect(countGone([line('a', '1', '5')], null)).toBe(0);
  });
});
