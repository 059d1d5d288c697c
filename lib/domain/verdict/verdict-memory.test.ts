import { describe, expect, test } from 'vitest';
import { buildMember, type GroupInput, roundAtMs, type SnapshotInput } from '../testing/build-snapshot';
import { lastOfGroup, runRounds } from '../testing/run-rounds';
import { CommitGaps } from './commit-gaps';

const members = [buildMember('m', [{ topic: 't', partitions: [0, 1] }])];
const group = (committed: Record<number, number>, facts: Partial<GroupInput> = {}): GroupInput => ({
  groupId: 'g',
  members,
  positions: [{ topic: 't', committed }],
  ...facts,
});

function judge(count: number, script: (round: number) => Omit<SnapshotInput, 'capturedAtMs'>) {
  const rounds = runRounds(count, script);
  return {
    verdicts: rounds.map(({ evaluation }) => evaluation.groups.get('g')?.verdict),
    last: lastOfGroup(rounds, 'g'),
  };
}

describe('what is remembered of positions', () => {
  test('records lost are told for a day, after the group went on', () => {
    const { verdicts, last } = judge(30, (n) => ({
      topics: [{ name: 't', ends: [100 + n], starts: [n < 5 ? 0 : 60] }],
      groups: [group({ 0: n < 5 ? 50 : n < 8 ? 50 : 100 + n })],
    }));
    expect(verdicts.slice(0, 10)).toEqual([
      ...Array(6).fill(expect.stringMatching(/UNKNOWN|OK/)),
      ...Array(4).fill('DATA_LOSS'),
    ]);
    expect(last).toMatchObject({
      verdict: 'DATA_LOSS',
      totalLag: 0,
      reason: { key: 'recordsLost', values: { records: 10 } },
    });
  });

  test('a loss is forgotten when somebody sets the offsets by hand', () => {
    const { last } = judge(20, (n) => ({
      topics: [{ name: 't', ends: [100], starts: [60] }],
      groups: [group({ 0: n < 6 ? 50 : 100 }, { state: 'Empty', members: [] })],
    }));
    expect(last).toMatchObject({ verdict: 'OK', totalLag: 0 });
  });

  test('a commit read just before the log end it belongs to is no commit beyond the log', () => {
    const ahead = (rounds: number) =>
      judge(12, (n) => ({
        topics: [{ name: 't', ends: [100] }],
        groups: [group({ 0: n >= 5 && n < 5 + rounds ? 103 : 100 })],
      }));
    expect(ahead(1).verdicts).not.toContain('AHEAD');
    expect(ahead(3).verdicts).toContain('AHEAD');
  });

  test('a commit that falls while members are there is a rewind until it is back', () => {
    const committed = (n: number) => (n < 10 ? 1000 + n : n < 16 ? 900 + (n - 10) * 20 : 1000 + n);
    const { verdicts } = judge(26, (n) => ({
      topics: [{ name: 't', ends: [1001 + n] }],
      groups: [group({ 0: committed(n) })],
    }));
    expect(verdicts.slice(11, 16)).toEqual(Array(5).fill('REWOUND'));
    expect(verdicts.at(-1)).toBe('OK');
  });

  test('a reset by hand is no rewind', () => {
    const { verdicts } = judge(12, (n) => ({
      topics: [{ name: 't', ends: [100] }],
      groups: [group({ 0: n < 5 ? 90 : 10 }, { state: 'Empty', members: [] })],
    }));
    expect(verdicts).not.toContain('REWOUND');
  });

  test('a partition that no member has is unowned, and the others do not hide it', () => {
    const { last } = judge(20, (n) => ({
      topics: [{ name: 't', ends: [100 + n * 10, 50 + n] }],
      groups: [
        group(
          { 0: 100 + n * 10, 1: Math.min(50 + n, 55) },
          { members: [buildMember('m', [{ topic: 't', partitions: [0] }])] },
        ),
      ],
    }));
    expect(last).toMatchObject({
      verdict: 'UNOWNED',
      status: 'stalled',
      worstPartition: { topic: 't', partition: 1 },
      partitionsByVerdict: { UNOWNED: 1, OK: 1 },
      verdictLag: 14,
      sinceMs: roundAtMs(6),
    });
  });

  test('a rebalance is told as one, and as an error after five minutes', () => {
    const rounds = (count: number) =>
      judge(count, (n) => ({
        topics: [{ name: 't', ends: [n * 10] }],
        groups: [group({ 0: Math.min(n, 10) * 10 }, { state: n < 12 ? 'Stable' : 'PreparingRebalance' })],
      })).last;
    expect(rounds(20)).toMatchObject({ verdict: 'REBALANCING', status: 'slow', reason: { values: { seconds: 70 } } });
    expect(rounds(50)).toMatchObject({ verdict: 'REBALANCING', status: 'stalled' });
  });

  test('an open transaction that holds everything back is named after a minute', () => {
    const { verdicts, last } = judge(20, (n) => ({
      topics: [{ name: 't', ends: [n < 8 ? n : n + 6], stableEnds: [Math.min(n, 8)] }],
      groups: [group({ 0: Math.min(n, 8) })],
    }));
    expect(verdicts.indexOf('BLOCKED_BY_TXN')).toBe(15);
    expect(last.reason).toMatchObject({ key: 'blockedByTransaction', values: { lag: 17 } });
  });

  test('partitions that were never committed do not weigh as long as another was', () => {
    const { last } = judge(3, () => ({ topics: [{ name: 't', ends: [10, 10] }], groups: [group({ 0: 10 })] }));
    expect(last).toMatchObject({ verdict: 'OK', totalLag: 0, knownPartitions: 1, partitionCount: 2 });
  });

  test('a partition with more than ten times the median lag is named', () => {
    const { last } = judge(20, (n) => ({
      topics: [{ name: 't', ends: [100 + n * 10, 100 + n * 10, 100 + n * 10] }],
      groups: [
        group(
          { 0: 95 + n * 10, 1: 95 + n * 10, 2: 50 },
          { members: [buildMember('m', [{ topic: 't', partitions: [0, 1, 2] }])] },
        ),
      ],
    }));
    expect(last).toMatchObject({ hotPartition: { topic: 't', partition: 2, lag: 240, medianLag: 5 } });
  });

  const two = [0, 1].map((p) => buildMember(`m${p}`, [{ topic: 't', partitions: [p] }]));

  test('what is known of a partition stays when others come and go', () => {
    const { last } = judge(30, (n) => ({
      topics: [{ name: 't', ends: [n * 10, n] }],
      groups: [group(n < 15 ? { 0: Math.min(n, 10) * 10 } : { 0: 100, 1: n }, { members: two })],
    }));
    expect(last).toMatchObject({ verdict: 'STALLED', sinceMs: roundAtMs(11), worstPartition: { partition: 0 } });
  });

  test('when a group that catches up will be there', () => {
    const { last } = judge(70, (n) => ({
      topics: [{ name: 't', ends: [(n + 1) * 100] }],
      groups: [group({ 0: n < 30 ? 0 : (n - 30) * 150 })],
    }));
    // 1,150 records left, 5 fewer each second.
    expect(last).toMatchObject({ verdict: 'CATCHING_UP', totalLag: 1150, etaSeconds: expect.closeTo(230, 0) });
  });
});

describe('usual gap between commits', () => {
  test('is the 90th percentile of the last 50, at most 5 % above, and needs two', () => {
    const gaps = new CommitGaps(2);
    gaps.add(1, 10_000);
    expect(gaps.usualMs(1)).toBeNaN();
    for (let i = 0; i < 200; i++) gaps.add(1, i < 150 ? 3_600_000 : i % 10 === 0 ? 600_000 : 10_000);
    for (let i = 0; i < 8; i++) gaps.add(1, 60_000);
    expect(gaps.usualMs(1)).toBeGreaterThanOrEqual(60_000);
    expect(gaps.usualMs(1)).toBeLessThan(63_100);
    expect(gaps.usualMs(0)).toBeNaN();
  });
});
