import { describe, expect, test } from 'vitest';
import { hasVanished } from './assemble-groups';

describe('a group that nobody lists', () => {
  const complete = new Set([1, 2]);

  test('1. is gone when its coordinator of before listed all of its groups without it', () => {
    expect(hasVanished(1, { brokerId: 1 }, complete)).toBe(true);
  });

  test('2. is out of sight while its coordinator is not read, not found or not asked', () => {
    expect(hasVanished(3, { brokerId: 3 }, complete)).toBe(false);
    expect(hasVanished(1, { errorNumber: 15 }, complete)).toBe(false);
    expect(hasVanished(1, undefined, complete)).toBe(false);
  });

  test('3. is out of sight in the round in which another broker took it over, and gone in the next', () => {
    expect(hasVanished(3, { brokerId: 2 }, complete)).toBe(false);
    expect(hasVanished(2, { brokerId: 2 }, complete)).toBe(true);
    expect(hasVanished(null, { brokerId: 2 }, complete)).toBe(false);
  });
});
