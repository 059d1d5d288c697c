import { z } from 'zod';
import {
  allowedBadMinutes,
  budgetRemainingPercent,
  burnRate,
  describeBudgetLine,
  findBadRuns,
  MINUTE_MS,
} from '@/lib/domain/freshness';
import {
  FRESHNESS_SETTING,
  type FreshnessObjective,
  freshnessObjectives,
} from '@/lib/operations/objectives/freshness-objectives';
import type { FreshnessSummary } from './freshness';
import { listParams, listResponse } from './list';
import { type ListShape, listPage } from './list-page';
import { clusterParam, groupParam } from './params';
import {
  type FreshnessObjectiveItem,
  freshnessObjectiveDetail,
  freshnessObjectiveItem,
} from './schemas/freshness-objective';
import { requireCluster, roundOf, roundOrNull } from './source';
import { defineView, type ViewSource } from './view';

const DAY_MINUTES = 1_440;
const MAX_BUDGET_POINTS = 180;
const MAX_BAD_RUNS = 100;
const COLUMNS = [
  'groupId',
  'targetPercent',
  'limitSeconds',
  'windowDays',
  'badMinutes',
  'unknownMinutes',
  'budgetRemainingPercent',
  'burnRate1h',
  'burnRate6h',
  'burnRateWindow',
] as const;

async function readSet(source: ViewSource, clusterId: string): Promise<readonly FreshnessObjective[]> {
  const parsed = freshnessObjectives.safeParse(await source.readClusterSetting(clusterId, FRESHNESS_SETTING));
  return parsed.success ? parsed.data.objectives : [];
}

/** Every objective of a cluster with how it stands, as the metrics and the list tell it. */
export async function readFreshnessItems(source: ViewSource, clusterId: string): Promise<FreshnessObjectiveItem[]> {
  return describeItems(source, clusterId, await readSet(source, clusterId));
}

async function describeItems(
  source: ViewSource,
  clusterId: string,
  objectives: readonly FreshnessObjective[],
): Promise<FreshnessObjectiveItem[]> {
  if (objectives.length === 0) return [];
  const queries = objectives.map(({ group, ...rest }) => ({ groupId: group, ...rest }));
  const summaries = await source.readFreshness(clusterId, queries);
  return objectives.map((objective, index) => describeItem(objective, summaries[index] as FreshnessSummary));
}

function describeItem(objective: FreshnessObjective, summary: FreshnessSummary): FreshnessObjectiveItem {
  const { group, targetPercent, limitSeconds, windowDays } = objective;
  const { good, bad } = summary.window;
  const known = good + bad;
  return {
    id: group,
    groupId: group,
    targetPercent,
    limitSeconds,
    windowDays,
    goodMinutes: good,
    badMinutes: bad,
    unknownMinutes: Math.max(0, windowDays * DAY_MINUTES - known),
    freshPercent: known === 0 ? null : roundOrNull((100 * good) / known, 4),
    budgetRemainingPercent: roundOrNull(budgetRemainingPercent(summary.window, targetPercent), 2),
    allowedBadMinutes: known === 0 ? null : roundOrNull(allowedBadMinutes(summary.window, targetPercent), 2),
    burnRate1h: roundOrNull(burnRate(summary.oneHour, targetPercent), 3),
    burnRate6h: roundOrNull(burnRate(summary.sixHours, targetPercent), 3),
    burnRateWindow: roundOrNull(burnRate(summary.window, targetPercent), 3),
    judgedUntilMs: summary.judgedUntilMs,
  };
}

const shape: ListShape<FreshnessObjectiveItem> = {
  columns: Object.fromEntries(COLUMNS.map((column) => [column, (item: FreshnessObjectiveItem) => item[column]])),
  searchText: (item) => item.groupId,
  defaultSort: 'budgetRemainingPercent',
};

export const freshnessObjectivesView = defineView({
  name: 'freshnessObjectives',
  path: '/clusters/{cluster}/freshness-objectives',
  summary: 'Freshness objectives of the groups with budget, burn rates and minutes; the worst budget first',
  permission: 'lag:view',
  params: z.strictObject({ cluster: clusterParam, ...listParams(COLUMNS) }),
  response: listResponse(freshnessObjectiveItem),
  read: async (source, { cluster, ...request }) => {
    const round = roundOf(source, cluster);
    const items = await readFreshnessItems(source, cluster);
    return listPage({ shape, items, request, round, gaps: [] });
  },
});

export const freshnessObjectiveView = defineView({
  name: 'freshnessObjective',
  path: '/clusters/{cluster}/groups/{group}/freshness-objective',
  summary: "A group's freshness objective, how its budget was spent over the window, and its bad minutes",
  permission: 'lag:view',
  params: z.strictObject({ cluster: clusterParam, group: groupParam }),
  response: freshnessObjectiveDetail,
  read: async (source, { cluster, group }) => {
    requireCluster(source, cluster);
    const objective = (await readSet(source, cluster)).find((one) => one.group === group);
    if (objective === undefined) {
      return { objective: null, windowFromMs: null, budget: [], badRuns: [], badRunCount: 0 };
    }
    const untilMs = Math.floor(source.nowMs() / MINUTE_MS) * MINUTE_MS;
    const windowFromMs = untilMs - objective.windowDays * DAY_MINUTES * MINUTE_MS;
    const { limitSeconds, targetPercent } = objective;
    const [items, minutes] = await Promise.all([
      describeItems(source, cluster, [objective]),
      source.readFreshnessMinutes(cluster, { groupId: group, limitSeconds }, windowFromMs, untilMs),
    ]);
    const runs = findBadRuns(minutes, windowFromMs);
    return {
      objective: items[0] ?? null,
      windowFromMs,
      budget: describeBudgetLine(minutes, windowFromMs, targetPercent, MAX_BUDGET_POINTS).map(
        ({ t, remainingPercent }) => ({
          t,
          remainingPercent: roundOrNull(remainingPercent, 2),
        }),
      ),
      badRuns: runs.slice(-MAX_BAD_RUNS).reverse(),
      badRunCount: runs.length,
    };
  },
});
