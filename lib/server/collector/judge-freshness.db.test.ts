import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { FRESHNESS_SETTING, type FreshnessObjective } from '@/lib/operations/objectives/freshness-objectives';
import { writeClusterSetting } from '@/lib/server/store/cluster-settings';
import { readFreshness, readMinutes } from '@/lib/server/store/freshness';
import { applyRetention } from '@/lib/server/store/retention';
import { createHistoryRig, type HistoryRig } from './history-rig';
import { judgeFreshnessOfCluster } from './judge-freshness';
import type { TestRound } from './test-snapshot';

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Rounds around a midnight, so that two days of minutes are written. */
const T0 = Date.UTC(2026, 2, 1, 23, 30);
const OBJECTIVE: FreshnessObjective = { group: 'billing', targetPercent: 99, limitSeconds: 60, windowDays: 2 };

let rig: HistoryRig;

beforeAll(async () => {
  rig = await createHistoryRig(inject('databaseUrl'));
});
afterAll(() => rig.drop());
beforeEach(async () => {
  await rig.nextCluster();
  await set([OBJECTIVE]);
});

async function set(objectives: readonly FreshnessObjective[]): Promise<void> {
  await writeClusterSetting(rig.database, rig.lease().clusterId, FRESHNESS_SETTING, { objectives });
}

const endAt = (t: number) => 100_000 + Math.floor((5 * (t - T0)) / SECOND);

/** Rounds every 10 s from minute to minute in which the group is `delayAt` seconds behind. */
function describeRounds(fromMinute: number, untilMinute: number, delayAt: (minute: number) => number): TestRound[] {
  const count = (untilMinute - fromMinute) * 6;
  return Array.from({ length: count }, (_, index) => {
    const t = T0 + fromMinute * MINUTE + index * 10 * SECOND;
    const committed = endAt(t - delayAt(Math.floor((t - T0) / MINUTE)) * SECOND);
    return {
      capturedAtMs: t,
      topics: { orders: { ends: [endAt(t)] } },
      groups: { billing: { commits: { orders: [committed] } } },
    };
  });
}

const judge = (minute: number) =>
  judgeFreshnessOfCluster(rig.database, rig.lease(), { retentionDays: 90, nowMs: T0 + minute * MINUTE });

async function readVerdicts(limitSeconds: number, fromMinute: number, untilMinute: number): Promise<string> {
  const series = { clusterId: rig.lease().clusterId, groupId: 'billing', limitSeconds };
  return [...(await readMinutes(rig.database, series, T0 + fromMinute * MINUTE, T0 + untilMinute * MINUTE))].join('');
}

/** Far behind in minutes 20 and 40 to 44. */
const delayAt = (minute: number) => (minute === 20 || (minute >= 40 && minute < 45) ? 200 : 15);

test('minutes are judged once they are over: good, bad, and unknown where nothing was collected', async () => {
  await rig.append([...describeRounds(0, 30, delayAt), ...describeRounds(35, 50, delayAt)]);
  await judge(50);
  // The first minute cannot be told: its commit is older than the history. Minute 49 is not over.
  const expected = `0${'1'.repeat(19)}2${'1'.repeat(9)}${'0'.repeat(5)}${'1'.repeat(5)}${'2'.repeat(5)}${'1'.repeat(4)}00`;
  // What was appended in the hole is a lower bound until the group has read past it.
  expect((await readVerdicts(60, 0, 51)).replace(/^(.{35})./, '$11')).toBe(expected);
  const [summary] = await readFreshness(
    rig.database,
    rig.lease().clusterId,
    [{ groupId: 'billing', ...OBJECTIVE }],
    T0 + 51 * MINUTE,
  );
  expect(summary?.window.bad).toBe(6);
  expect(summary?.oneHour).toEqual(summary?.window);
  expect(summary?.judgedUntilMs).toBe(T0 + 49 * MINUTE);
});

test('judging goes on where it stood, and comes out the same in pieces as at once', async () => {
  const rounds = describeRounds(0, 60, delayAt);
  for (const until of [7, 33, 60]) {
    await rig.append(rounds.filter(({ capturedAtMs }) => capturedAtMs < T0 + until * MINUTE));
    await judge(until);
  }
  const inPieces = await readVerdicts(60, 0, 60);
  await rig.nextCluster();
  await set([OBJECTIVE]);
  await rig.append(rounds);
  await judge(60);
  expect(await readVerdicts(60, 0, 60)).toBe(inPieces);
  expect(inPieces.match(/2/g)).toHaveLength(6);
});

test('another limit is judged anew from the history that is left, and the former one keeps its minutes', async () => {
  await rig.append(describeRounds(0, 60, delayAt));
  await judge(60);
  await set([{ ...OBJECTIVE, limitSeconds: 10 }]);
  await judge(60);
  expect(await readVerdicts(10, 5, 55)).toBe('2'.repeat(50));
  expect((await readVerdicts(60, 5, 55)).match(/1/g)).toHaveLength(44);
});

test('a new objective reaches back to the one-minute roll-up where rounds are gone', async () => {
  await rig.append(describeRounds(0, 60, delayAt));
  await rig.rollUp();
  const nowMs = T0 + 4 * DAY;
  await rig.append([{ ...(describeRounds(59, 60, delayAt)[5] as TestRound), capturedAtMs: nowMs }]);
  await rig.database.query('DELETE FROM history.lag_sample WHERE captured_at_ms < $1', [T0 + DAY]);
  await set([{ ...OBJECTIVE, windowDays: 30 }]);
  await judgeFreshnessOfCluster(rig.database, rig.lease(), { retentionDays: 90, nowMs });
  const verdicts = await readVerdicts(60, 0, 60);
  expect(verdicts.match(/2/g)).toHaveLength(6);
  expect(verdicts.match(/1/g)?.length).toBeGreaterThan(45);
});

test('counts of whole days and of parts of days add up, whatever the window', async () => {
  await rig.append(describeRounds(0, 60, delayAt));
  await judge(60);
  const series = { groupId: 'billing', limitSeconds: 60 };
  const all = await readVerdicts(60, 0, 60);
  for (const ahead of [0, 10, 45, 24 * 60 - 40, 24 * 60 - 10]) {
    const nowMs = T0 + (60 + ahead) * MINUTE;
    const [one] = await readFreshness(rig.database, rig.lease().clusterId, [{ ...series, windowDays: 1 }], nowMs);
    const kept = all.slice(Math.max(0, 60 + ahead - 24 * 60));
    expect(one?.window).toEqual({ good: kept.match(/1/g)?.length ?? 0, bad: kept.match(/2/g)?.length ?? 0 });
    const lastHour = all.slice(ahead);
    expect(one?.oneHour).toEqual({ good: lastHour.match(/1/g)?.length ?? 0, bad: lastHour.match(/2/g)?.length ?? 0 });
  }
});

test('days that no window reaches are forgotten', async () => {
  await rig.append(describeRounds(0, 10, delayAt));
  await judge(10);
  await applyRetention(rig.database, 90, T0 + 80 * DAY);
  expect(await readVerdicts(60, 2, 9)).toBe('1'.repeat(7));
  await applyRetention(rig.database, 90, T0 + 93 * DAY);
  expect(await readVerdicts(60, 2, 9)).toBe('0'.repeat(7));
});
