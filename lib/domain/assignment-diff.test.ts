import { describe, expect, test } from 'vitest';
import { diffAssignment } from './assignment-diff';

describe('what changes between two assignments', () => {
  test('1. partitions that come and go, by topic', () => {
    const before = [
      { topic: 'orders', partitions: [0, 1, 2] },
      { topic: 'gone', partitions: [0] },
    ];
    const after = [{ topic: 'orders', partitions: [3, 1] }];
    expect(diffAssignment(before, after)).toEqual({
      added: [{ topic: 'orders', partitions: [3] }],
      removed: [
        { topic: 'orders', partitions: [0, 2] },
        { topic: 'gone', partitions: [0] },
      ],
    });
  });
  test('2. order and empty topics say nothing', () => {
    const before = [{ topic: 'orders', partitions: [2, 0] }];
    const after = [
      { topic: 'none', partitions: [] },
      { topic: 'orders', partitions: [0, 2] },
    ];
    expect(diffAssignment(before, after)).toEqual({ added: [], removed: [] });
  });
});
