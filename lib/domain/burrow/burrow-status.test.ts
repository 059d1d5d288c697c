import { describe, expect, test } from 'vitest';
import { evaluateListed, type ListedPartition } from '../testing/evaluate-burrow';
import {
  BURROW_STATUSES,
  type BurrowCommit,
  type BurrowPartitionStatus,
  evaluateBurrowGroupStatus,
} from './burrow-status';

/** Commits a minute apart from minute 1 on, as `[offset, lag]`; a lag of null was not known. */
function everyMinute(...commits: readonly (readonly [number, number | null])[]): readonly BurrowCommit[] {
  return commits.map(([offset, lag], index) => ({ offset, lag, atMs: (index + 1) * 60_000 }));
}

/** Six commits span five minutes, the last in minute 6: at minute 11 the silence is as long as the window, later longer. */
const falling = everyMinute([10, 0], [20, 4], [30, 9], [40, 13], [50, 17], [60, 21]);
const behind = everyMinute([10, 5], [20, 9], [30, 14], [40, 18], [50, 22], [60, 26]);
const repeated = everyMinute([10, 7], [10, 9], [10, 12], [10, 15], [10, 15], [10, 18]);
const recovered = everyMinute([10, 7], [20, 9], [30, 12], [15, 30], [28, 20], [34, 16]);
const caughtUp = Array.from({ length: 15 }, (_, index) => ({ offset: 900 + index, lag: 0, atMs: index * 1_000 }));

interface Case {
  readonly name: string;
  readonly partition: Partial<ListedPartition> & Pick<ListedPartition, 'commits' | 'currentLag'>;
  readonly minute?: number;
  readonly status: BurrowPartitionStatus;
}

const cases: readonly Case[] = [
  {
    name: 'lag grows, but was none at one remembered commit',
    partition: { commits: falling, currentLag: 21 },
    status: 'OK',
  },
  {
    name: 'silent exactly as long as the window spans',
    partition: { commits: falling, currentLag: 21 },
    minute: 11,
    status: 'OK',
  },
  {
    name: 'silent longer than the window spans',
    partition: { commits: falling, currentLag: 21 },
    minute: 12,
    status: 'STOP',
  },
  {
    name: 'silent longer, and lagging all the while',
    partition: { commits: behind, currentLag: 26 },
    minute: 12,
    status: 'STOP',
  },
  {
    name: 'the same offset again and again, without lag at first',
    partition: { commits: everyMinute([10, 0], [10, 3], [10, 5], [10, 8]), currentLag: 8 },
    status: 'OK',
  },
  {
    name: 'the same offset again and again under growing lag',
    partition: { commits: repeated, currentLag: 18 },
    status: 'STALL',
  },
  {
    name: 'the same offset again and again under equal lag',
    partition: { commits: everyMinute([10, 6], [10, 6], [10, 6], [10, 6]), currentLag: 6 },
    status: 'STALL',
  },
  {
    name: 'went back and came past where it had been',
    partition: { commits: recovered, currentLag: 16 },
    status: 'OK',
  },
  {
    name: 'nothing to read, however long it was silent',
    partition: { commits: behind, currentLag: 0 },
    minute: 99,
    status: 'OK',
  },
  {
    name: 'always caught up while it committed; silent since, and every recent log end lies beyond',
    partition: { commits: caughtUp, currentLag: 70, recentLogEnds: [984, 970, 950, 930] },
    minute: 1,
    status: 'STOP',
  },
  {
    name: 'the same, but a recent log end was where it committed',
    partition: { commits: caughtUp, currentLag: 1, recentLogEnds: [915, 914, 914] },
    minute: 1,
    status: 'OK',
  },
  {
    name: 'commits of unknown lag between others change nothing',
    partition: { commits: everyMinute([10, 0], [15, null], [20, 4], [25, null], [30, 9]), currentLag: 9 },
    status: 'OK',
  },
  {
    name: 'lag within what is allowed',
    partition: { commits: everyMinute([10, 3], [20, 2], [20, 2]), currentLag: 2, allowedLag: 2 },
    minute: 30,
    status: 'OK',
  },
  {
    name: 'the same offset under lag beyond what is allowed',
    partition: { commits: repeated, currentLag: 18, allowedLag: 6 },
    status: 'STALL',
  },
  {
    name: 'went back and came past, beyond what is allowed',
    partition: { commits: recovered, currentLag: 16, allowedLag: 6 },
    status: 'OK',
  },
  {
    name: 'went back and came just to where it had been',
    partition: { commits: everyMinute([10, 7], [20, 9], [30, 12], [15, 30], [30, 20]), currentLag: 20 },
    status: 'OK',
  },
  {
    name: 'went back and did not come past where it had been',
    partition: { commits: everyMinute([10, 7], [20, 9], [30, 12], [15, 30], [18, 28], [24, 25]), currentLag: 25 },
    status: 'REWIND',
  },
  { name: 'moves on, and the lag never falls', partition: { commits: behind, currentLag: 26 }, status: 'WARN' },
  {
    name: 'moves on, and the lag fell once',
    partition: { commits: everyMinute([10, 5], [20, 9], [30, 8], [40, 18]), currentLag: 18 },
    status: 'OK',
  },
  {
    name: 'a fall of lag across a commit of unknown lag counts',
    partition: { commits: everyMinute([10, 9], [20, null], [30, 8]), currentLag: 8 },
    status: 'OK',
  },
  {
    name: 'one commit under lag',
    partition: { commits: everyMinute([10, 5]), currentLag: 5 },
    minute: 1,
    status: 'STALL',
  },
  {
    name: 'one commit under lag, and time goes by',
    partition: { commits: everyMinute([10, 5]), currentLag: 5 },
    status: 'STOP',
  },
  { name: 'no commit at all', partition: { commits: [], currentLag: 5 }, status: 'OK' },
  {
    name: 'a log end that was not read is not one that was reached',
    partition: { commits: behind, currentLag: 26, recentLogEnds: [Number.NaN] },
    minute: 12,
    status: 'STOP',
  },
];

describe("Burrow's verdict on a partition", () => {
  test.each(cases.map((one, index) => [`${index + 1}. ${one.name}: ${one.status}`, one] as const))(
    '%s',
    (_, { partition, minute, status }) => {
      const nowMs = (minute ?? partition.commits.length + 1) * 60_000;
      expect(evaluateListed({ recentLogEnds: [1_000], allowedLag: 0, nowMs, ...partition })).toBe(status);
    },
  );
});

describe("Burrow's verdict on a group", () => {
  test('is the worst of its partitions, and ERR for each that is worse than WARN', () => {
    expect(evaluateBurrowGroupStatus([])).toBe('OK');
    expect(evaluateBurrowGroupStatus(['OK', 'OK'])).toBe('OK');
    expect(evaluateBurrowGroupStatus(['OK', 'WARN', 'OK'])).toBe('WARN');
    for (const bad of ['STOP', 'STALL', 'REWIND'] as const)
      expect(evaluateBurrowGroupStatus(['WARN', bad])).toBe('ERR');
  });

  test('has the numbers of its metrics', () => {
    expect(BURROW_STATUSES.map((status, number) => `${status} ${number}`)).toEqual([
      'NOTFOUND 0',
      'OK 1',
      'WARN 2',
      'ERR 3',
      'STOP 4',
      'STALL 5',
      'REWIND 6',
    ]);
  });
});
