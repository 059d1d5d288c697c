import { describe, expect, test } from 'vitest';
import { dropWish, planConfigRows, wishRemoval, wishValue } from './config-wishes';

const none = { set: {}, remove: [] };

function entry(name: string, more: object = {}) {
  return {
    id: name,
    name,
    value: '1',
    default: '1',
    source: 'default' as const,
    isOverridden: false,
    isSensitive: false,
    isReadOnly: false,
    type: 'INT',
    documentation: null,
    ...more,
  };
}

describe('config wishes', () => {
  test('1. a value typed is set, and typed away again is no wish', () => {
    const typed = wishValue(none, 'retention.ms', '5', null);
    expect(typed).toEqual({ set: { 'retention.ms': '5' }, remove: [] });
    expect(wishValue(typed, 'retention.ms', '', null)).toEqual(none);
  });
  test('2. the own value again is no wish, an empty text is one', () => {
    expect(wishValue(none, 'k', '7', '7')).toEqual(none);
    expect(wishValue(none, 'k', '', '7')).toEqual({ set: { k: '' }, remove: [] });
  });
  test('3. a key is either set or removed', () => {
    const removed = wishRemoval(wishValue(none, 'k', '5', '7'), 'k');
    expect(removed).toEqual({ set: {}, remove: ['k'] });
    expect(wishValue(removed, 'k', '6', '7')).toEqual({ set: { k: '6' }, remove: [] });
    expect(dropWish(removed, 'k')).toEqual(none);
  });
  test('4. rows: wished, own, then by name; what cannot be changed is left out', () => {
    const entries = [entry('b'), entry('a'), entry('own', { source: 'topic' }), entry('fixed', { isReadOnly: true })];
    const names = (hasOwn: boolean) => planConfigRows(entries, ['b', 'new.key'], hasOwn).map(({ name }) => name);
    expect(names(true)).toEqual(['b', 'new.key', 'own', 'a']);
    expect(names(false)).toEqual(['b', 'new.key', 'a', 'own']);
  });
});
