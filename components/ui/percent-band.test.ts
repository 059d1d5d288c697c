import { describe, expect, test } from 'vitest';
import { bandOf } from './percent-band';

describe('bandOf', () => {
  test.each([
    ['spread', 50, 'stopped'],
    ['spread', 51, 'slow'],
    ['spread', 75, 'slow'],
    ['spread', 76, 'ok'],
    ['preferred', 50, 'stopped'],
    ['preferred', 75, 'slow'],
    ['preferred', 100, 'ok'],
    ['skew', 0, 'ok'],
    ['skew', 1, 'slow'],
    ['skew', 33, 'slow'],
    ['skew', 34, 'stopped'],
    ['underReplicatedInList', 33, 'slow'],
    ['underReplicatedInList', 34, 'stopped'],
    ['underReplicatedInTopic', 0, 'ok'],
    ['underReplicatedInTopic', 50, 'slow'],
    ['underReplicatedInTopic', 51, 'stopped'],
  ] as const)('%s of %d is %s', (name, value, tone) => {
    expect(bandOf(name, value)).toBe(tone);
  });
});
