import { describe, expect, test } from 'vitest';
import { coversTopic, type ElectionPolicy, isElectionDue, measureImbalance } from './election-policy';

const policy: ElectionPolicy = {
  isEnabled: true,
  intervalMinutes: 60,
  minImbalancePercent: 10,
  topicPattern: null,
  windowFromMinute: null,
  windowToMinute: null,
};
const atMs = (hour: number, minute = 0) => Date.UTC(2026, 0, 5, hour, minute);

describe('an election policy', () => {
  test('1. is due when it never ran, and an interval after it last did', () => {
    expect(isElectionDue(policy, null, atMs(3))).toBe(true);
    expect(isElectionDue(policy, atMs(3), atMs(3, 59))).toBe(false);
    expect(isElectionDue(policy, atMs(3), atMs(4))).toBe(true);
    expect(isElectionDue({ ...policy, isEnabled: false }, null, atMs(3))).toBe(false);
  });

  test('2. keeps to its window, also over midnight', () => {
    const night = { ...policy, windowFromMinute: 22 * 60, windowToMinute: 5 * 60 };
    expect([21, 22, 23, 0, 4, 5].map((hour) => isElectionDue(night, null, atMs(hour)))).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
    ]);
    const noon = { ...policy, windowFromMinute: 12 * 60, windowToMinute: 13 * 60 };
    expect([11, 12, 13].map((hour) => isElectionDue(noon, null, atMs(hour)))).toEqual([false, true, false]);
  });

  test('3. covers topics by name, with stars for anything', () => {
    const covers = (topicPattern: string | null, topic: string) => coversTopic({ topicPattern }, topic);
    expect(covers(null, 'orders')).toBe(true);
    expect([covers('orders', 'orders'), covers('orders', 'orders2')]).toEqual([true, false]);
    expect([covers('eu.*', 'eu.orders'), covers('eu.*', 'us.orders'), covers('*', '')]).toEqual([true, false, true]);
    expect([covers('a*b*c', 'a-b-c'), covers('a*b*c', 'a-c-b'), covers('ab*ba', 'aba')]).toEqual([true, false, false]);
    expect(covers('*a*a*', 'a')).toBe(false);
  });

  test('4. measures how many leaders are astray', () => {
    expect(measureImbalance([])).toBeNull();
    expect(
      measureImbalance([
        { leader: 1, replicas: [1, 2] },
        { leader: 1, replicas: [2, 1] },
        { leader: -1, replicas: [3] },
        { leader: 4, replicas: [4] },
      ]),
    ).toBe(50);
  });
});
