import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { readClusterLagHistory } from '@/lib/server/store/read-cluster-lag-history';
import { createHistoryRig, type HistoryRig } from './history-rig';
import type { TestRound } from './test-snapshot';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const T0 = Date.UTC(2026, 2, 1, 20, 0);

let rig: HistoryRig;

beforeAll(async () => {
  rig = await createHistoryRig(inject('databaseUrl'));
});
afterAll(() => rig.drop());
beforeEach(() => rig.nextCluster());

/** Lag of two groups in minute n: `billing` has a spike in minute 30 and is not read in the third hour, `other` comes late. */
function describeMinute(minute: number): TestRound {
  const end = 10_000 + minute;
  const lag = minute === 30 ? 7_000 : 100 + (minute % 60);
  const billing = { commits: { orders: [end - lag] } };
  return {
    capturedAtMs: T0 + minute * MINUTE,
    pollIntervalMs: MINUTE,
    topics: { orders: { ends: [minute >= 120 && minute < 180 ? Number.NaN : end] }, late: { ends: [50] } },
    groups: minute < 200 ? { billing } : { billing, other: { commits: { late: [8] } } },
  };
}

function read(fromMs: number, toMs: number, buckets: number) {
  const { clusterId } = rig.lease();
  return readClusterLagHistory(rig.database, { clusterId, fromMs, toMs, buckets }, { nowMs: toMs, retentionDays: 90 });
}

test('lowest and highest of every group in each bucket, to the last whole minute', async () => {
  await rig.append(Array.from({ length: 246 }, (_, minute) => describeMinute(minute)));
  await rig.rollUp();
  const history = await read(T0, T0 + 245 * MINUTE, 5);
  expect(history).toEqual({
    fromMs: T0,
    stepMs: HOUR,
    items: [
      // The newest five minutes are in the finer roll-ups alone.
      { groupId: 'billing', low: [100, 100, null, 100, 100], high: [7_000, 159, null, 159, 104] },
      { groupId: 'other', low: [null, null, null, 42, 42], high: [null, null, null, 42, 42] },
    ],
  });
});

test('a short range has buckets of a minute; outside of the history there is nothing', async () => {
  await rig.append(Array.from({ length: 61 }, (_, minute) => describeMinute(minute)));
  await rig.rollUp();
  const { stepMs, items } = await read(T0 + 28 * MINUTE, T0 + 33 * MINUTE, 600);
  expect(stepMs).toBe(MINUTE);
  expect(items).toEqual([{ groupId: 'billing', low: [128, 129, 7_000, 131, 132], high: [128, 129, 7_000, 131, 132] }]);
  expect((await read(T0 - 30 * HOUR, T0 - HOUR, 84)).items).toEqual([]);
});

test('buckets are never more than asked for, wherever the range begins', async () => {
  for (const buckets of [2, 84, 600]) {
    for (const fromMs of [T0 - 168 * HOUR + 1, T0 - 6 * HOUR, T0 - 59 * MINUTE]) {
      const { fromMs: startMs, stepMs } = await read(fromMs, T0, buckets);
      expect(startMs).toBeLessThanOrEqual(fromMs);
      expect(Math.ceil((T0 - startMs) / stepMs)).toBeLessThanOrEqual(buckets);
    }
  }
});

test('groups of any name are stored and told by it', async () => {
  const names = ['a\0b', 'line\nbreak', 'a/b?c=d', '组😀', `'"\\u0000`, 'x'.repeat(249)];
  const groups = Object.fromEntries(names.map((name) => [name, { commits: { orders: [5] } }]));
  await rig.append(
    [0, 1, 2].map((minute) => ({ ...describeMinute(minute), topics: { orders: { ends: [9] } }, groups })),
  );
  await rig.rollUp();
  const { items } = await read(T0, T0 + 3 * MINUTE, 3);
  expect(items.map(({ groupId }) => groupId).sort()).toEqual([...names].sort());
  expect(items.map(({ high }) => high[0])).toEqual(names.map(() => 4));
});
