import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { readLogHistory } from '@/lib/server/store/read-log-history';
import { applyRetention } from '@/lib/server/store/retention';
import type { LogHistoryQuery } from '@/lib/views/log-history';
import { createHistoryRig, type HistoryRig } from './history-rig';
import { describeTestTopicId, type TestRound, type TestTopic } from './test-snapshot';

const START = Date.UTC(2026, 4, 4, 10);
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 86_400_000;

let rig: HistoryRig;

beforeAll(async () => {
  rig = await createHistoryRig(inject('databaseUrl'));
});
afterAll(() => rig.drop());
beforeEach(() => rig.nextCluster());

/** A round each ten seconds; nobody reads any of it. */
function roundsOf(topicAt: (index: number) => TestTopic | null, count: number, from = 0): TestRound[] {
  return Array.from({ length: count }, (_, index) => {
    const topic = topicAt(from + index);
    return {
      capturedAtMs: START + (from + index) * 10 * SECOND,
      topics: (topic === null ? {} : { orders: topic }) as Readonly<Record<string, TestTopic>>,
      groups: {},
    };
  });
}

async function read(fromS: number, toS: number, query: Partial<LogHistoryQuery> = {}) {
  const range = { fromMs: START + fromS * SECOND, toMs: START + toS * SECOND };
  const asked = {
    clusterId: rig.lease().clusterId,
    kind: 'topic',
    name: 'orders',
    points: 600,
    ...range,
    ...query,
  } as const;
  const history = await readLogHistory(rig.database, asked, { nowMs: range.toMs + SECOND });
  return { ...history, points: history.points.map((point) => ({ ...point, s: (point.t - START) / SECOND })) };
}

async function countRows(table = 'log_sample', kind = 'topic'): Promise<number> {
  const rows = await rig.database.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM history.${table} JOIN history.log_series ON id = series_id WHERE cluster_id = $1 AND kind = $2`,
    [rig.lease().clusterId, kind],
  );
  return rows[0]?.count ?? 0;
}

test('a topic that no group reads has its offsets and its rate', async () => {
  await rig.append(roundsOf((i) => ({ ends: [100 * i, 50 * i], starts: [0, 5] }), 4));
  const { points, collectingSinceMs, stepMs } = await read(0, 30);
  expect(collectingSinceMs).toBe(START);
  expect(stepMs).toBe(10_000);
  expect(points.map(({ s, logStart, logEnd, recordsPerSecond }) => [s, logStart, logEnd, recordsPerSecond])).toEqual([
    [0, 5, 0, null],
    [10, 5, 150, 15],
    [20, 5, 300, 15],
    [30, 5, 450, 15],
  ]);
  expect(points[3]).toMatchObject({ partitionCount: 2, knownPartitions: 2, logEndIsAtLeast: false, peakPerSecond: 15 });
});

test('an idle topic costs next to nothing, and its rate is 0, not unknown', async () => {
  await rig.append(roundsOf((i) => ({ ends: [i === 2 ? 20 : i > 2 ? 20 : 0], starts: [0] }), 361));
  // The first round and the one that moved.
  expect(await countRows()).toBe(2);
  const { points } = await read(0, 60);
  expect(points.map(({ recordsPerSecond }) => recordsPerSecond)).toEqual([null, 0, 2, 0, 0, 0, 0]);
  const later = await read(3_500, 3_590);
  expect(later.points).toHaveLength(10);
  expect(new Set(later.points.map(({ logEnd, recordsPerSecond }) => `${logEnd} ${recordsPerSecond}`))).toEqual(
    new Set(['20 0']),
  );
});

test('heartbeats of what began together do not come together', async () => {
  const topics = Object.fromEntries(
    Array.from({ length: 90 }, (_, index) => [`t${index}`, { ends: [7], starts: [0] }]),
  );
  await rig.append(
    Array.from({ length: 361 }, (_, index) => ({
      capturedAtMs: START + index * MINUTE,
      pollIntervalMs: MINUTE,
      topics,
      groups: {},
    })),
  );
  const rows = await rig.database.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM history.log_sample JOIN history.log_series ON id = series_id
      WHERE cluster_id = $1 AND captured_at_ms > $2 GROUP BY captured_at_ms ORDER BY count DESC`,
    [rig.lease().clusterId, START],
  );
  expect(rows[0]?.count).toBeLessThanOrEqual(3);
  expect(rows.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(90);
});

test('a topic made again under its name is a break, and no rate is negative', async () => {
  await rig.append(roundsOf((i) => (i < 3 ? { ends: [1000 + i] } : { ends: [i], id: describeTestTopicId(2) }), 6));
  const { points } = await read(0, 50);
  const rates = points.map(({ recordsPerSecond }) => recordsPerSecond);
  expect(rates).toEqual([null, 0.1, 0.1, null, null, 0.1, 0.1]);
  expect(points[3]).toMatchObject({ logEnd: null, partitionCount: null });
  expect(points[4]).toMatchObject({ s: 30, logEnd: 3, recordsPerSecond: null });
});

test('a log that was cut is a break as well: brokers without topic ids tell it so', async () => {
  await rig.append(roundsOf((i) => ({ ends: [i < 3 ? 1000 : i], id: null }), 5));
  const { points } = await read(0, 40);
  expect(points.map(({ logEnd }) => logEnd)).toEqual([1000, 1000, 1000, null, 3, 4]);
  expect(points.map(({ recordsPerSecond }) => recordsPerSecond)).toEqual([null, 0, 0, null, null, 0.1]);
});

test('while the collector stood still nothing is drawn, and the first rate after it is unknown', async () => {
  await rig.append(roundsOf((i) => ({ ends: [100 * i] }), 3));
  await rig.append(roundsOf((i) => ({ ends: [100 * i] }), 3, 30));
  const { points } = await read(0, 320);
  const between = points.filter(({ s }) => s > 20 && s < 300);
  expect(between.length).toBeGreaterThan(0);
  expect(between.every(({ logEnd, recordsPerSecond }) => logEnd === null && recordsPerSecond === null)).toBe(true);
  expect(points.find(({ s }) => s === 300)).toMatchObject({ logEnd: 3000, recordsPerSecond: null });
  expect(points.find(({ s }) => s === 310)).toMatchObject({ recordsPerSecond: 10 });
  // Rolled up, the hole stays, and what was appended in it is in no rate.
  await rig.rollUp();
  const rolled = await read(0, 320, { points: 12 });
  expect(rolled.points.some(({ recordsPerSecond }) => recordsPerSecond === null)).toBe(true);
  expect(Math.max(...rolled.points.map(({ recordsPerSecond }) => recordsPerSecond ?? 0))).toBe(10);
});

test('records of a partition that was added count from its first', async () => {
  await rig.append(roundsOf((i) => ({ ends: i < 2 ? [10 * i] : [10 * i, 70] }), 4));
  const { points } = await read(0, 30);
  expect(points.map(({ recordsPerSecond }) => recordsPerSecond)).toEqual([null, 1, 8, 1]);
  expect(points.map(({ partitionCount }) => partitionCount)).toEqual([1, 1, 2, 2]);
});

test('a partition that is not read makes the figures lower bounds, and never a spike', async () => {
  // The end that is carried over is 1.
  const ends = (i: number) => (i === 2 || i === 3 ? [100 * i, null] : [100 * i, i < 2 ? 1 : 1 + 1000 * i]);
  await rig.append(roundsOf((i) => ({ ends: ends(i) }), 6));
  const { points } = await read(0, 50);
  expect(points.map(({ recordsPerSecond, recordsPerSecondIsAtLeast: isBound }) => [recordsPerSecond, isBound])).toEqual(
    [
      [null, false],
      [10, false],
      [10, true],
      [10, true],
      // What came while it was not read is not told apart by time.
      [10, true],
      [110, false],
    ],
  );
  expect(points.map(({ knownPartitions }) => knownPartitions)).toEqual([2, 2, 1, 1, 2, 2]);
  expect(points[2]?.logEndIsAtLeast).toBe(true);
});

test('nothing read of a topic: its rate is unknown, not 0', async () => {
  await rig.append(roundsOf((i) => ({ ends: [i >= 2 ? null : 1] }), 5));
  const { points } = await read(0, 40);
  expect(points.map(({ recordsPerSecond }) => recordsPerSecond)).toEqual([null, 0, null, null, null]);
});

test('brokers and the cluster have the sum over the partitions they lead', async () => {
  const topics = (i: number) => ({ a: { ends: [10 * i] }, b: { ends: [20 * i, 30 * i] } });
  await rig.append([0, 1, 2].map((i) => ({ capturedAtMs: START + i * 10 * SECOND, topics: topics(i), groups: {} })));
  for (const [kind, name] of [
    ['broker', '1'],
    ['cluster', ''],
  ] as const) {
    const { points } = await read(0, 20, { kind, name });
    expect(points.map(({ recordsPerSecond }) => recordsPerSecond)).toEqual([null, 6, 6]);
    expect(points[1]).toMatchObject({ logEnd: null, partitionCount: 3, knownPartitions: 3 });
  }
});

test('rolled up, the average and the highest of each step stay as they were', async () => {
  let end = 0;
  const ends = Array.from({ length: 720 }, (_, i) => {
    end += i === 100 ? 5000 : i < 360 ? 10 : 0;
    return end;
  });
  await rig.append(roundsOf((i) => ({ ends: [ends[i] as number], starts: [0] }), 720));
  await rig.rollUp();
  const { points, stepMs } = await read(0, 7_190, { points: 60 });
  expect(stepMs).toBeGreaterThanOrEqual(120_000);
  expect(points.length).toBeLessThanOrEqual(60);
  expect(Math.max(...points.map(({ peakPerSecond }) => peakPerSecond ?? 0))).toBe(500);
  expect(points.at(-1)).toMatchObject({ logEnd: end, recordsPerSecond: 0 });
  const total = points.reduce((sum, { recordsPerSecond }, index) => {
    const overS =
      index === 0 ? 0 : ((points[index] as { t: number }).t - (points[index - 1] as { t: number }).t) / 1000;
    return sum + (recordsPerSecond ?? 0) * overS;
  }, 0);
  const firstEnd = points[0]?.logEnd ?? 0;
  expect(Math.abs(total - (end - firstEnd)) / end).toBeLessThan(0.05);
  // An hour in which nothing came has no row.
  expect(await countRows('log_1m')).toBe(60);
  const again = await countRows('log_10m');
  await rig.rollUp();
  expect(await countRows('log_10m')).toBe(again);
});

test('a topic that is gone keeps its history, until that is too old', async () => {
  await rig.append(roundsOf((i) => (i < 3 ? { ends: [i] } : null), 5));
  const { points } = await read(0, 40);
  expect(points.filter(({ logEnd }) => logEnd !== null).map(({ s }) => s)).toEqual([0, 10, 20]);
  const [series] = await rig.database.query<{ ended_ms: number }>(
    `SELECT ended_ms FROM history.log_series WHERE cluster_id = $1 AND name = 'orders'`,
    [rig.lease().clusterId],
  );
  expect(series?.ended_ms).toBe(START + 30 * SECOND);
  await applyRetention(rig.database, 90, START + 4 * DAY);
  expect(await countRows()).toBe(0);
  await applyRetention(rig.database, 90, START + 92 * DAY);
  expect((await read(0, 40)).collectingSinceMs).toBeNull();
});

test('a process that takes over ends the series of topics that went meanwhile', async () => {
  await rig.append(roundsOf((i) => ({ ends: [i] }), 3));
  await rig.append(roundsOf(() => null, 2, 3));
  const rows = await rig.database.query<{ name: string }>(
    `SELECT name FROM history.log_series WHERE cluster_id = $1 AND kind = 'topic' AND ended_ms IS NULL`,
    [rig.lease().clusterId],
  );
  expect(rows).toEqual([]);
});

test('a range of days answers from the coarsest roll-up that is fine enough', async () => {
  await rig.append(roundsOf((i) => ({ ends: [i * 10] }), 400));
  await rig.rollUp();
  const { points, stepMs } = await read(0, 4_000, { points: 20, toMs: START + 4_000 * SECOND + 5 * MINUTE });
  expect(stepMs % 60_000).toBe(0);
  const rates = points.map(({ recordsPerSecond }) => recordsPerSecond).filter((rate) => rate !== null);
  expect(Math.min(...rates)).toBeGreaterThan(0.9);
  expect(Math.max(...rates)).toBeLessThan(1.1);
});

test('nothing is carried over a hole whose first round behind it was dropped', async () => {
  await rig.append(roundsOf(() => ({ ends: [7] }), 3));
  await rig.append(roundsOf(() => ({ ends: [7] }), 3, 30));
  await rig.database.query('DELETE FROM history.log_sample WHERE captured_at_ms = $1', [START + 300 * SECOND]);
  const { points } = await read(0, 320);
  expect(points.filter(({ logEnd }) => logEnd !== null).map(({ s }) => s)).toEqual([0, 10, 20]);
});
