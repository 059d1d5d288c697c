import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { readLagHistory } from '@/lib/server/store/read-lag-history';
import type { LagHistory, LagHistoryQuery } from '@/lib/views/lag-history';
import { createHistoryRig, type HistoryRig } from './history-rig';
import { describeTestTopicId, type TestRound } from './test-snapshot';

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const T0 = Date.UTC(2026, 2, 1, 20, 0);

let rig: HistoryRig;

beforeAll(async () => {
  rig = await createHistoryRig(inject('databaseUrl'));
});
afterAll(() => rig.drop());
beforeEach(() => rig.nextCluster());

function read(query: Partial<LagHistoryQuery> & { fromMs: number; toMs: number }, nowMs = query.toMs) {
  const { clusterId } = rig.lease();
  const asked = { clusterId, groupId: 'billing', topic: null, partition: null, points: 600, ...query };
  return readLagHistory(rig.database, asked, { nowMs, retentionDays: 90 });
}

/** Offset that a log of 3 records a second stands at. */
const endAt = (t: number) => 10_000 + Math.floor((3 * (t - T0)) / SECOND);

/** Rounds in which partition p of `orders` stands `delays[p]` seconds behind; `at` tells what differs. */
function describeRounds(
  count: number,
  stepMs: number,
  delaysAt: (t: number) => readonly number[],
  at: (t: number, round: TestRound) => TestRound | null = (_, round) => round,
): TestRound[] {
  return Array.from({ length: count }, (_, index) => T0 + index * stepMs).flatMap((t) => {
    const delays = delaysAt(t);
    const ends = delays.map(() => endAt(t));
    const commits = delays.map((delay) => Math.max(0, endAt(t - delay * SECOND)));
    const round = {
      capturedAtMs: t,
      pollIntervalMs: stepMs,
      topics: { orders: { ends } },
      groups: { billing: { commits: { orders: commits } } },
    };
    return at(t, round) ?? [];
  });
}

/** One record of 3 a second is a third of a second; figures are told to a tenth. */
const GRAIN = 0.45;

/** Holds every figure against the delay that was made; answers how many were exact, lower bounds and unknown. */
function holdAgainst(history: LagHistory, delayAt: (t: number) => number, grain = GRAIN) {
  const counts = { exact: 0, atLeast: 0, unknown: 0, worstWithin: 0 };
  for (const { t, seconds, secondsIsAtLeast, secondsWithin } of history.points) {
    if (seconds === null) counts.unknown++;
    else if (secondsIsAtLeast) {
      counts.atLeast++;
      expect(seconds).toBeLessThanOrEqual(delayAt(t) + grain);
    } else {
      counts.exact++;
      counts.worstWithin = Math.max(counts.worstWithin, secondsWithin ?? 0);
      expect(Math.abs(seconds - delayAt(t))).toBeLessThanOrEqual((secondsWithin ?? 0) + grain);
    }
  }
  return counts;
}

describe('time lag of stored history', () => {
  test('the partition furthest behind speaks for topic and group; each alone tells its own', async () => {
    await rig.append(describeRounds(60, 10 * SECOND, () => [45, 12, 0]));
    const range = { fromMs: T0 + 2 * MINUTE, toMs: T0 + 590 * SECOND };
    for (const [what, delay] of [
      [{}, 45],
      [{ topic: 'orders' }, 45],
      [{ topic: 'orders', partition: 0 }, 45],
      [{ topic: 'orders', partition: 1 }, 12],
      [{ topic: 'orders', partition: 2 }, 0],
    ] as const) {
      const counts = holdAgainst(await read({ ...range, ...what }), () => delay);
      expect(counts).toMatchObject({ exact: 48, atLeast: 0, unknown: 0 });
      expect(counts.worstWithin).toBeLessThanOrEqual(delay === 0 ? 0 : 10);
    }
  });

  test('a commit older than the history is a lower bound, and nothing at the first sample', async () => {
    await rig.append(describeRounds(30, 10 * SECOND, () => [600]));
    const { points } = await read({ fromMs: T0, toMs: T0 + 290 * SECOND });
    expect(points[0]).toMatchObject({ seconds: null, secondsIsAtLeast: false, secondsWithin: null });
    expect(points[29]).toMatchObject({ seconds: 290, secondsIsAtLeast: true, secondsWithin: null });
  });

  test('a range shorter than the lag looks for the commit in the roll-ups before it', async () => {
    await rig.append(describeRounds(480, 30 * SECOND, () => [2 * 3600, 600]));
    await rig.rollUp();
    const range = { fromMs: T0 + 225 * MINUTE, toMs: T0 + 4 * HOUR - 30 * SECOND };
    const counts = holdAgainst(await read(range), () => 7200);
    expect(counts).toMatchObject({ exact: 30, atLeast: 0, unknown: 0 });
    expect(counts.worstWithin).toBeLessThanOrEqual(120);
    const alone = holdAgainst(await read({ ...range, topic: 'orders', partition: 1 }), () => 600);
    expect(alone).toMatchObject({ exact: 30, atLeast: 0, unknown: 0 });
  });

  test('every roll-up answers within the bound that it tells', async () => {
    const delayAt = (t: number) => (t < T0 + 26 * HOUR ? 900 : 1800 + 600 * Math.sin(t / HOUR));
    await rig.append(describeRounds(50 * 12, 5 * MINUTE, (t) => [delayAt(t), 5]));
    await rig.rollUp();
    const toMs = T0 + 50 * HOUR - 5 * MINUTE;
    // The lag at the instant of one sample of a bucket is drawn at another: at most a bucket apart, in which it moves by so much.
    for (const [hours, points, drift] of [
      [1, 600, 0],
      [6, 120, 60],
      [24, 120, 120],
      [49, 20, 700],
    ] as const) {
      const history = await read({ fromMs: toMs - hours * HOUR, toMs, points });
      const counts = holdAgainst(history, delayAt, GRAIN + drift);
      expect(counts.unknown + counts.atLeast).toBe(0);
      expect(counts.exact).toBeGreaterThanOrEqual(10);
    }
  });

  test('a spike in time survives every reduction', async () => {
    const delayAt = (t: number) => (t === T0 + 2_000 * SECOND ? 900 : 20);
    await rig.append(describeRounds(400, 10 * SECOND, (t) => [delayAt(t)]));
    for (const isRolledUp of [false, true]) {
      if (isRolledUp) await rig.rollUp();
      for (const points of [600, 100, 20]) {
        const history = await read({ fromMs: T0, toMs: T0 + 3_990 * SECOND, points });
        const highest = Math.max(...history.points.map(({ seconds }) => seconds ?? 0));
        expect(Math.abs(highest - 900)).toBeLessThan(isRolledUp ? 62 : 11);
      }
    }
  });

  test('what was appended while nothing was collected is told as a lower bound, and the hole as nothing', async () => {
    const isHole = (t: number) => t > T0 + 5 * MINUTE && t < T0 + 15 * MINUTE;
    await rig.append(
      describeRounds(
        120,
        10 * SECOND,
        () => [120],
        (t, round) => (isHole(t) ? null : round),
      ),
    );
    const { points } = await read({ fromMs: T0 + 3 * MINUTE, toMs: T0 + 1_190 * SECOND });
    expect(points.filter(({ t }) => isHole(t)).every(({ seconds }) => seconds === null)).toBe(true);
    const after = points.filter(({ t }) => t >= T0 + 15 * MINUTE);
    expect(after[0]).toMatchObject({ t: T0 + 15 * MINUTE, seconds: null });
    expect(after[6]).toMatchObject({ seconds: 60, secondsIsAtLeast: true });
    expect(after.at(-1)).toMatchObject({ secondsIsAtLeast: false });
    expect(after.at(-1)?.secondsWithin).toBeLessThanOrEqual(10);
    expect(Math.abs((after.at(-1)?.seconds ?? 0) - 120)).toBeLessThan(1);
  });

  test('a truncated log and a topic made again begin anew', async () => {
    const fallMs = T0 + 5 * MINUTE;
    const truncated = (t: number, round: TestRound): TestRound =>
      t < fallMs
        ? round
        : {
            ...round,
            topics: { orders: { ends: [endAt(t) - 500] } },
            groups: { billing: { commits: { orders: [endAt(t) - 545] } } },
          };
    await rig.append(describeRounds(40, 10 * SECOND, () => [120], truncated));
    const cut = (await read({ fromMs: T0, toMs: T0 + 390 * SECOND })).points.filter(({ t }) => t >= fallMs);
    expect(cut[0]).toMatchObject({ seconds: null });
    expect(cut[1]).toMatchObject({ seconds: 10, secondsIsAtLeast: true });
    expect(cut[2]).toMatchObject({ seconds: 14.8, secondsIsAtLeast: false, secondsWithin: 5.2 });
    await rig.nextCluster();
    const remade = (t: number, round: TestRound): TestRound =>
      t < fallMs ? round : { ...round, topics: { orders: { id: describeTestTopicId(2), ends: [endAt(t)] } } };
    await rig.append(describeRounds(40, 10 * SECOND, () => [120], remade));
    const { points } = await read({ fromMs: T0, toMs: T0 + 390 * SECOND });
    const anew = points.filter(({ t, lag }) => t >= fallMs && lag !== null);
    expect(anew[0]).toMatchObject({ lag: 360, seconds: null });
    expect(anew[3]).toMatchObject({ lag: 360, seconds: 30, secondsIsAtLeast: true });
  });

  test('a partition that was not read leaves a lower bound; a group past the log end has no time', async () => {
    await rig.append(
      describeRounds(
        40,
        10 * SECOND,
        () => [60, 30],
        (t, round) => {
          const ends = [endAt(t), t === T0 + 350 * SECOND ? null : endAt(t)];
          return { ...round, topics: { orders: { ends } } };
        },
      ),
    );
    const { points } = await read({ fromMs: T0 + 5 * MINUTE, toMs: T0 + 390 * SECOND });
    const unread = points.find(({ t }) => t === T0 + 350 * SECOND);
    expect(unread).toMatchObject({ lag: null, secondsIsAtLeast: true });
    expect(Math.abs((unread?.seconds ?? 0) - 60)).toBeLessThan(1);
    await rig.nextCluster();
    await rig.append(
      describeRounds(
        4,
        10 * SECOND,
        () => [0],
        (t, round) => ({
          ...round,
          groups: { billing: { commits: { orders: [endAt(t) + 5] } } },
        }),
      ),
    );
    const ahead = await read({ fromMs: T0, toMs: T0 + 30 * SECOND });
    expect(ahead.points.map(({ lag, seconds }) => ({ lag, seconds }))).toEqual(
      new Array(4).fill({ lag: 0, seconds: null }),
    );
  });
});
