import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { readLagHistory } from '@/lib/server/store/read-lag-history';
import type { LagHistoryQuery } from '@/lib/views/lag-history';
import { createHistoryRig, type HistoryRig } from './history-rig';
import { describeTestTopicId, type TestRound } from './test-snapshot';

const SECOND = 1_000;
const MINUTE = 60_000;
const T0 = Date.UTC(2026, 2, 1, 22, 30);

let rig: HistoryRig;

beforeAll(async () => {
  rig = await createHistoryRig(inject('databaseUrl'));
});
afterAll(() => rig.drop());
beforeEach(() => rig.nextCluster());

function read(query: Partial<LagHistoryQuery> & { fromMs: number; toMs: number }) {
  const asked = {
    clusterId: rig.lease().clusterId,
    groupId: 'billing',
    topic: null,
    partition: null,
    points: 600,
    ...query,
  };
  return readLagHistory(rig.database, asked, { nowMs: query.toMs });
}

/** Rounds every 10 s in which `describe` tells what stands in round number n. */
function describeRounds(
  count: number,
  describeOne: (index: number) => Omit<TestRound, 'capturedAtMs'>,
  stepMs = 10 * SECOND,
): TestRound[] {
  return Array.from({ length: count }, (_, index) => ({
    capturedAtMs: T0 + index * stepMs,
    pollIntervalMs: stepMs,
    ...describeOne(index),
  }));
}

const steady = (end: number, committed: number) => ({
  topics: { orders: { ends: [end] } },
  groups: { billing: { commits: { orders: [committed] } } },
});

describe('readLagHistory', () => {
  test('one point per round, also of rounds in which nothing changed', async () => {
    await rig.append(describeRounds(30, (index) => steady(100 + Math.floor(index / 20), 90)));
    const history = await read({ fromMs: T0, toMs: T0 + 290 * SECOND });
    expect(history.stepMs).toBe(10 * SECOND);
    expect(history.collectingSinceMs).toBe(T0);
    expect(history.points).toHaveLength(30);
    expect(history.points[0]).toMatchObject({ t: T0, committed: 90, end: 100, lag: 10 });
    expect(history.points[19]).toMatchObject({ t: T0 + 190 * SECOND, committed: 90, end: 100, lag: 10 });
    expect(history.points[20]).toMatchObject({ t: T0 + 200 * SECOND, committed: 90, end: 101, lag: 11 });
    const stored = await rig.database.query(
      'SELECT 1 FROM history.lag_sample s JOIN history.lag_series d ON d.id = s.series_id WHERE cluster_id = $1',
      [rig.lease().clusterId],
    );
    expect(stored.length).toBeLessThan(8);
  });

  test('a group sums its topics, a topic its partitions; a partition stands alone', async () => {
    await rig.append(
      describeRounds(3, () => ({
        topics: { orders: { ends: [10, 20] }, mails: { ends: [5] } },
        groups: { billing: { commits: { orders: [1, 20], mails: [2] } } },
      })),
    );
    const range = { fromMs: T0, toMs: T0 + MINUTE };
    expect((await read(range)).points[0]).toMatchObject({ committed: 23, end: 35, lag: 12 });
    expect((await read({ ...range, topic: 'orders' })).points[0]).toMatchObject({ committed: 21, end: 30, lag: 9 });
    expect((await read({ ...range, topic: 'orders', partition: 1 })).points[0]).toMatchObject({
      committed: 20,
      end: 20,
      lag: 0,
    });
    expect((await read({ ...range, groupId: 'nobody' })).points).toEqual([]);
    expect((await read({ ...range, groupId: 'nobody' })).collectingSinceMs).toBeNull();
  });

  test('a collector that was stopped for 3 minutes leaves nulls, nothing bridged and nothing zero', async () => {
    const before = describeRounds(12, () => steady(100, 90));
    const after = before.map((round) => ({ ...round, capturedAtMs: round.capturedAtMs + 110 * SECOND + 3 * MINUTE }));
    await rig.append([...before, ...after]);
    const { points } = await read({ fromMs: T0, toMs: T0 + 10 * MINUTE });
    const holeFrom = T0 + 110 * SECOND;
    const inHole = points.filter(({ t }) => t > holeFrom && t < holeFrom + 3 * MINUTE);
    expect(inHole.length).toBeGreaterThan(10);
    expect(inHole.every(({ lag, end, committed }) => lag === null && end === null && committed === null)).toBe(true);
    const known = points.filter(({ lag }) => lag !== null);
    expect(known).toHaveLength(24);
    expect(known.every(({ lag }) => lag === 10)).toBe(true);
    const afterLast = points.filter(({ t }) => t > holeFrom + 3 * MINUTE + 110 * SECOND);
    expect(afterLast.length).toBeGreaterThan(0);
    expect(afterLast.every(({ lag }) => lag === null)).toBe(true);
  });

  test('a topic made again cuts the line, whatever the offsets are', async () => {
    const rounds = [
      ...describeRounds(10, (index) => steady(1_000 + index, 900)),
      ...describeRounds(10, (index) => ({
        topics: { orders: { id: describeTestTopicId(2), ends: [5_000 + index] } },
        groups: { billing: { commits: { orders: [4_000] } } },
      })).map((round) => ({ ...round, capturedAtMs: round.capturedAtMs + 100 * SECOND })),
    ];
    await rig.append(rounds);
    for (const topic of [null, 'orders']) {
      const { points } = await read({ fromMs: T0, toMs: T0 + 190 * SECOND, topic });
      const cut = points.findIndex(({ end }) => end === null);
      expect(points.filter(({ end }) => end === null)).toHaveLength(1);
      expect(points[cut - 1]).toMatchObject({ t: T0 + 90 * SECOND, end: 1_009 });
      expect(points[cut + 1]).toMatchObject({ t: T0 + 100 * SECOND, end: 5_000, lag: 1_000 });
    }
  });

  test('a log that was truncated cuts the line at the fall', async () => {
    await rig.append(describeRounds(10, (index) => steady(index < 5 ? 1_000 + index : 500 + index, 400)));
    const { points } = await read({ fromMs: T0, toMs: T0 + 90 * SECOND });
    expect(points.map(({ end }) => end)).toEqual([1000, 1001, 1002, 1003, 1004, null, 505, 506, 507, 508, 509]);
  });

  test('an unread partition makes the sum null, never smaller', async () => {
    await rig.append(
      describeRounds(6, (index) => ({
        topics: { orders: { ends: index === 3 ? [10, null] : [10, 20] } },
        groups: { billing: { commits: { orders: [1, 2] }, isUnread: index === 4 } },
      })),
    );
    const { points } = await read({ fromMs: T0, toMs: T0 + 50 * SECOND });
    expect(points.map(({ lag }) => lag)).toEqual([27, 27, 27, null, null, 27]);
    expect(points.map(({ committed }) => committed)).toEqual([3, 3, 3, 3, null, 3]);
    const alone = await read({ fromMs: T0, toMs: T0 + 50 * SECOND, topic: 'orders', partition: 0 });
    expect(alone.points.map(({ lag }) => lag)).toEqual([9, 9, 9, 9, null, 9]);
  });

  test('a deleted group ends; what it was stays readable', async () => {
    await rig.append(describeRounds(8, (index) => (index < 4 ? steady(10, 5) : { ...steady(10, 5), groups: {} })));
    const { points } = await read({ fromMs: T0, toMs: T0 + 70 * SECOND });
    expect(points.map(({ lag }) => lag)).toEqual([5, 5, 5, 5, null, null, null, null]);
  });

  test('a topic that leaves the group leaves the sum, without a fall that is drawn', async () => {
    await rig.append(
      describeRounds(6, (index) => ({
        topics: { orders: { ends: [10] }, mails: { ends: [100] } },
        groups: { billing: { commits: index < 3 ? { orders: [5], mails: [50] } : { orders: [5] } } },
      })),
    );
    const { points } = await read({ fromMs: T0, toMs: T0 + 50 * SECOND });
    expect(points.map(({ lag }) => lag)).toEqual([55, 55, 55, null, 5, 5, 5]);
  });

  test('records deleted before they were read are not lag; a share group has the lag it reports', async () => {
    await rig.append(
      describeRounds(2, () => ({
        topics: { orders: { ends: [100], starts: [40] } },
        groups: { billing: { commits: { orders: [5] } }, share: { commits: { orders: [50] }, reportedLag: [30] } },
      })),
    );
    expect((await read({ fromMs: T0, toMs: T0 + MINUTE })).points[0]).toMatchObject({
      committed: 5,
      end: 100,
      lag: 60,
    });
    expect((await read({ fromMs: T0, toMs: T0 + MINUTE, groupId: 'share' })).points[0]).toMatchObject({
      committed: 50,
      end: 100,
      lag: 30,
    });
  });

  test('names of any content keep their history', async () => {
    const groupId = `a/b\\0\0"'${'x'.repeat(4_000)}é`;
    await rig.append(
      describeRounds(3, () => ({
        topics: { orders: { ends: [10] } },
        groups: { [groupId]: { commits: { orders: [4] } } },
      })),
    );
    expect((await read({ fromMs: T0, toMs: T0 + 20 * SECOND, groupId })).points.map(({ lag }) => lag)).toEqual([
      6, 6, 6,
    ]);
  });

  test('a round that is written twice is there once', async () => {
    const rounds = describeRounds(5, (index) => steady(10 + index, 5));
    await rig.append(rounds);
    await rig.append(rounds);
    expect((await read({ fromMs: T0, toMs: T0 + 40 * SECOND })).points).toHaveLength(5);
  });
});

describe('points', () => {
  test('a spike of one sample survives every reduction, and so does a dip', async () => {
    const rounds = describeRounds(400, (index) =>
      steady(10_000 + index, index === 150 ? 10_000 : index === 250 ? 10_000 + index : 9_000 + index),
    );
    await rig.append(rounds);
    const range = { fromMs: T0, toMs: T0 + 399 * 10 * SECOND };
    for (const isRolledUp of [false, true]) {
      if (isRolledUp) await rig.rollUp();
      for (const points of [600, 200, 20]) {
        for (const what of [{}, { topic: 'orders' }, { topic: 'orders', partition: 0 }]) {
          const history = await read({ ...range, ...what, points });
          expect(history.points.length).toBeLessThanOrEqual(points);
          expect(history.points).toContainEqual(
            expect.objectContaining({ t: T0 + 1_500 * SECOND, committed: 10_000, end: 10_150, lag: 150 }),
          );
          expect(history.points).toContainEqual(
            expect.objectContaining({ t: T0 + 2_500 * SECOND, committed: 10_250, end: 10_250, lag: 0 }),
          );
        }
      }
    }
  });

  test('days of history answer from the coarser roll-ups, spike and hole included', async () => {
    const isHole = (index: number) => index >= 75 && index < 85;
    const rounds = describeRounds(
      192,
      (index) => steady(10_000 + index, index === 30 ? 0 : 9_000 + index),
      60 * MINUTE,
    ).filter((_, index) => !isHole(index));
    await rig.append(rounds);
    await rig.rollUp();
    const history = await readLagHistory(
      rig.database,
      {
        clusterId: rig.lease().clusterId,
        groupId: 'billing',
        topic: null,
        partition: null,
        fromMs: T0,
        toMs: T0 + 8 * 24 * 60 * MINUTE,
        points: 300,
      },
      { nowMs: T0 + 8 * 24 * 60 * MINUTE, retentionDays: 90 },
    );
    expect(history.points.length).toBeLessThanOrEqual(300);
    expect(history.stepMs).toBeGreaterThanOrEqual(10 * MINUTE);
    expect(history.points).toContainEqual(
      expect.objectContaining({ t: T0 + 30 * 60 * MINUTE, committed: 0, end: 10_030, lag: 10_030 }),
    );
    const inHole = history.points.filter(({ t }) => t > T0 + 74 * 60 * MINUTE && t < T0 + 85 * 60 * MINUTE);
    expect(inHole.length).toBeGreaterThan(0);
    expect(inHole.every(({ lag }) => lag === null)).toBe(true);
    expect(history.points.filter(({ lag }) => lag === null)).toHaveLength(inHole.length);
  });

  test('rolling up again changes nothing; rows are as many as buckets', async () => {
    await rig.append(describeRounds(100, (index) => steady(10_000 + index, 9_000)));
    await rig.rollUp();
    const dump = () =>
      rig.database.query(
        `SELECT r.* FROM history.lag_1m r JOIN history.lag_series d ON d.id = r.series_id WHERE cluster_id = $1 ORDER BY 1, 2`,
        [rig.lease().clusterId],
      );
    const first = await dump();
    expect(first).toHaveLength(2 * 16);
    await rig.database.query('DELETE FROM history.rollup WHERE cluster_id = $1', [rig.lease().clusterId]);
    await rig.rollUp();
    expect(await dump()).toEqual(first);
  });
});

/** What a group does in one round of a random history. */
interface RandomRound {
  readonly waitRounds: number;
  readonly produced: readonly number[];
  readonly consumed: readonly number[];
  readonly event: 'none' | 'unread' | 'no-end' | 'gone' | 'other-topic-gone';
}

const randomRound: fc.Arbitrary<RandomRound> = fc.record({
  waitRounds: fc.oneof(
    { weight: 12, arbitrary: fc.constant(1) },
    { weight: 1, arbitrary: fc.integer({ min: 3, max: 20 }) },
  ),
  produced: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9 })), { minLength: 3, maxLength: 3 }),
  consumed: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9 })), { minLength: 3, maxLength: 3 }),
  event: fc.oneof(
    { weight: 12, arbitrary: fc.constant('none' as const) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('unread' as const, 'no-end' as const, 'gone' as const, 'other-topic-gone' as const),
    },
  ),
});

/** The same history as rounds, and as the sums that every single round must answer. */
function describeRandomHistory(steps: readonly RandomRound[]): {
  rounds: TestRound[];
  expected: Map<number, { committed: number | null; lag: number | null }>;
} {
  const ends = [100, 100, 100];
  const commits = [50, 50, 50];
  const rounds: TestRound[] = [];
  const expected = new Map<number, { committed: number | null; lag: number | null }>();
  let t = T0;
  for (const { waitRounds, produced, consumed, event } of steps) {
    t += waitRounds * 10 * SECOND;
    for (let index = 0; index < 3; index++) {
      ends[index] = (ends[index] ?? 0) + (produced[index] ?? 0);
      commits[index] = Math.min(ends[index] ?? 0, (commits[index] ?? 0) + (consumed[index] ?? 0));
    }
    const [a = 0, b = 0, c = 0] = ends;
    const [x = 0, y = 0, z = 0] = commits;
    const isOtherGone = event === 'other-topic-gone';
    const groups =
      event === 'gone'
        ? {}
        : {
            billing: {
              commits: isOtherGone ? { orders: [x, y] } : { orders: [x, y], mails: [z] },
              isUnread: event === 'unread',
            },
          };
    rounds.push({
      capturedAtMs: t,
      topics: { orders: { ends: [a, event === 'no-end' ? null : b] }, mails: { ends: [c] } },
      groups,
    });
    const committed = event === 'gone' || event === 'unread' ? null : isOtherGone ? x + y : x + y + z;
    const lag = committed === null || event === 'no-end' ? null : a + b - x - y + (isOtherGone ? 0 : c - z);
    expected.set(t, { committed, lag });
  }
  return { rounds, expected };
}

test('sparse rows read back as the dense history they stand for', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(randomRound, { minLength: 5, maxLength: 45 }), async (steps) => {
      await rig.nextCluster();
      const { rounds, expected } = describeRandomHistory(steps);
      await rig.append(rounds);
      const lastMs = rounds.at(-1)?.capturedAtMs ?? T0;
      const { points, collectingSinceMs } = await read({ fromMs: T0, toMs: lastMs });
      // Before its first sample there is nothing to tell about a group.
      for (const t of expected.keys()) if (t < (collectingSinceMs ?? Number.POSITIVE_INFINITY)) expected.delete(t);
      const told = new Map(
        points.filter(({ t }) => expected.has(t)).map(({ t, committed, lag }) => [t, { committed, lag }]),
      );
      expect(told).toEqual(expected);
      expect(
        points.filter(({ t }) => !expected.has(t)).every(({ lag, committed }) => lag === null && committed === null),
      ).toBe(true);
    }),
    { numRuns: 25 },
  );
});
