import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { runRounds } from '@/lib/domain/testing/run-rounds';
import { FRESHNESS_SETTING } from '@/lib/operations/objectives/freshness-objectives';
import { createHistoryRig, type HistoryRig } from '@/lib/server/collector/history-rig';
import { writeClusterSetting } from '@/lib/server/store/cluster-settings';
import { appendMinutes } from '@/lib/server/store/freshness';
import { freshnessObjectivesView, freshnessObjectiveView } from '@/lib/views/freshness-objectives';
import { readView } from '@/lib/views/testing/view-source';
import type { ViewSource } from '@/lib/views/view';
import { createBurrowWindows } from './burrow-windows';
import { createClusterAccesses } from './cluster-access';
import { createMetrics } from './metrics';
import { createRoundBoard } from './round-board';
import { createViewSource } from './view-source';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 5, 10, 12, 0, 30);
const UNTIL = NOW - 30_000;

let rig: HistoryRig;
let source: ViewSource;
let clusterId: string;
const board = createRoundBoard();
const burrowWindows = createBurrowWindows(board);

beforeAll(async () => {
  rig = await createHistoryRig(inject('databaseUrl'));
  await rig.nextCluster();
  clusterId = rig.lease().clusterId;
  const [round] = runRounds(1, () => ({ clusterId, topics: [{ name: 't', ends: [1] }] }));
  if (round) board.post({ epoch: 1, roundNumber: 1, round });
  const accesses = createClusterAccesses({ clusters: [], secret: null, publicUrl: null }, rig.database);
  source = createViewSource(
    { clusters: [], retentionDays: 90 },
    { board, burrowWindows },
    rig.database,
    accesses,
    () => NOW,
  );
  const set = (group: string, limitSeconds: number) => ({ group, targetPercent: 90, limitSeconds, windowDays: 1 });
  await writeClusterSetting(rig.database, clusterId, FRESHNESS_SETTING, {
    objectives: [set('new', 60), set('good', 60), set('bad', 30)],
  });
  const write = (groupId: string, limitSeconds: number, minutes: number[]) =>
    appendMinutes(
      rig.database,
      rig.lease(),
      { clusterId, groupId, limitSeconds },
      UNTIL - minutes.length * MINUTE,
      Uint8Array.from(minutes),
    );
  await write('good', 60, [
    ...new Array<number>(190).fill(1),
    ...new Array<number>(10).fill(2),
    ...new Array<number>(60).fill(1),
  ]);
  await write('bad', 30, [1, 1, 2, 0, 2, 2, 1]);
  await write('bad', 60, new Array<number>(50).fill(1));
});
afterAll(() => rig.drop());

test('the list: the worst budget first, what is not known last and null', async () => {
  const { items } = await readView(freshnessObjectivesView, source, { cluster: clusterId });
  expect(items.map(({ groupId }) => groupId)).toEqual(['bad', 'good', 'new']);
  expect(items[0]).toMatchObject({
    goodMinutes: 3,
    badMinutes: 3,
    unknownMinutes: 1434,
    budgetRemainingPercent: -400,
    burnRate1h: 5,
  });
  expect(items[1]).toMatchObject({
    badMinutes: 10,
    freshPercent: 96.1538,
    budgetRemainingPercent: 61.54,
    allowedBadMinutes: 26,
    burnRate1h: 0,
  });
  expect(items[1]?.judgedUntilMs).toBe(UNTIL);
  expect(items[2]).toMatchObject({
    budgetRemainingPercent: null,
    burnRate1h: null,
    judgedUntilMs: null,
    unknownMinutes: 1440,
  });
});

test('one group: the budget as a line that ends at what is left, and its bad minutes', async () => {
  const { objective, budget, badRuns, badRunCount } = await readView(freshnessObjectiveView, source, {
    cluster: clusterId,
    group: 'bad',
  });
  expect(objective?.budgetRemainingPercent).toBe(-400);
  expect(budget[0]).toEqual({ t: UNTIL - 7 * MINUTE, remainingPercent: 100 });
  expect(budget.at(-1)).toEqual({ t: UNTIL, remainingPercent: -400 });
  expect(badRuns).toEqual([
    { fromMs: UNTIL - 3 * MINUTE, untilMs: UNTIL - MINUTE },
    { fromMs: UNTIL - 5 * MINUTE, untilMs: UNTIL - 4 * MINUTE },
  ]);
  expect(badRunCount).toBe(2);
  const none = await readView(freshnessObjectiveView, source, { cluster: clusterId, group: 'other' });
  expect(none.objective).toBeNull();
});

test('metrics tell what is left and how fast it goes; what is not known has no sample', async () => {
  const page = await createMetrics({ board, burrowWindows, views: source, nowMs: () => NOW }).formatPage({
    profiles: ['highwater'],
    clusterId: null,
  });
  const lines = new TextDecoder()
    .decode(page)
    .split('\n')
    .filter((line) => line.startsWith('highwater_freshness'));
  const of = (group: string) => `{cluster="${clusterId}",group="${group}"}`;
  expect(lines).toContain(`highwater_freshness_budget_remaining${of('bad')} -4`);
  expect(lines).toContain(`highwater_freshness_budget_remaining${of('good')} 0.6154`);
  expect(lines).toContain(`highwater_freshness_burn_rate{cluster="${clusterId}",group="bad",over="1h"} 5`);
  expect(lines.some((line) => line.includes('"new"'))).toBe(false);
});
