import { z } from 'zod';
import { ALERT_SEVERITIES, type AlertRule } from '@/lib/domain/alerts/alert-rule';
import { REPLAYED_KINDS, type ReplayedValue, replayRule, replayValues } from '@/lib/domain/alerts/replay-rule';
import { matchesPattern } from '@/lib/domain/name-pattern';
import type { LagHistory } from './lag-history';
import { clusterParam, epochMsParam, isRange, rangeProblem } from './params';
import { type AlertTrial, alertTrial } from './schemas/alert';
import { requireRound } from './source';
import { defineView, type ViewSource } from './view';

const DAY_MS = 86_400_000;
const DEFAULT_RANGE_MS = 7 * DAY_MS;
const MAX_RANGE_MS = 31 * DAY_MS;
/** Groups that are tried; the history of one is some reads. */
const MAX_GROUPS = 5;
/** History is read in pieces of a day, so that its samples are fine enough for short spans. */
const POINTS_PER_PIECE = 600;
const MAX_SHOWN_VALUES = 600;

const number = z.coerce.number().min(0).max(Number.MAX_SAFE_INTEGER);
const params = z
  .strictObject({
    cluster: clusterParam,
    kind: z.enum(REPLAYED_KINDS),
    pattern: z.string().min(1).max(500),
    topicPattern: z.string().max(500).optional(),
    threshold: number,
    resolveThreshold: number.optional(),
    windowSeconds: number.default(300),
    forSeconds: number.default(0),
    keepSeconds: number.default(0),
    from: epochMsParam.optional(),
    to: epochMsParam.optional(),
  })
  .refine(isRange, rangeProblem);
type TrialParams = z.output<typeof params>;

export const alertTrialView = defineView({
  name: 'alertTrial',
  path: '/clusters/{cluster}/alerts/trial',
  summary: 'When a rule about lag would have fired over stored history; seven days unless asked otherwise',
  permission: 'alert:view',
  params,
  response: alertTrial,
  read: async (source, asked) => {
    const { snapshot, evaluation } = requireRound(source, asked.cluster);
    const toMs = Math.min(asked.to ?? source.nowMs(), source.nowMs());
    const fromMs = Math.max(asked.from ?? toMs - DEFAULT_RANGE_MS, toMs - MAX_RANGE_MS);
    const isWholeGroup = asked.topicPattern?.includes('*') ?? false;
    const fitting = snapshot.groups
      .filter(({ groupId }) => matchesPattern(asked.pattern, groupId))
      .sort((left, right) => lagOf(evaluation, right.groupId) - lagOf(evaluation, left.groupId));
    const groups: AlertTrial['groups'] = [];
    for (const { groupId } of fitting.slice(0, MAX_GROUPS)) {
      const history = await readPieces(source, { ...asked, groupId, fromMs, toMs, isWholeGroup });
      const values = replayValues(asked.kind, history.points, asked.windowSeconds);
      const spans = replayRule(ruleOf(asked), { kind: 'group', name: groupId }, values);
      const { stepMs, collectingSinceMs } = history;
      groups.push({ groupId, stepMs, collectingSinceMs, values: thin(values), spans: [...spans] });
    }
    return {
      kind: asked.kind,
      fromMs,
      toMs,
      firedCount: groups.reduce((count, { spans }) => count + spans.length, 0),
      groupCount: fitting.length,
      isWholeGroup,
      groups,
    };
  },
});

function lagOf(
  { groups }: { readonly groups: ReadonlyMap<string, { readonly totalLag: number | null }> },
  groupId: string,
): number {
  return groups.get(groupId)?.totalLag ?? -1;
}

async function readPieces(
  source: ViewSource,
  asked: TrialParams & {
    readonly groupId: string;
    readonly fromMs: number;
    readonly toMs: number;
    readonly isWholeGroup: boolean;
  },
): Promise<LagHistory> {
  const { cluster: clusterId, groupId, topicPattern, isWholeGroup } = asked;
  const topic = topicPattern === undefined || isWholeGroup ? null : topicPattern;
  const points: LagHistory['points'] = [];
  let stepMs = 1;
  let collectingSinceMs: number | null = null;
  for (let fromMs = asked.fromMs; fromMs < asked.toMs; fromMs += DAY_MS) {
    const toMs = Math.min(fromMs + DAY_MS, asked.toMs);
    const range = { fromMs, toMs, points: POINTS_PER_PIECE };
    const piece = await source.readLagHistory({ clusterId, groupId, topic, partition: null, ...range });
    const lastMs = points.at(-1)?.t ?? 0;
    points.push(...piece.points.filter(({ t }) => t > lastMs));
    stepMs = Math.max(stepMs, piece.stepMs);
    collectingSinceMs = piece.collectingSinceMs;
  }
  return { points, stepMs, collectingSinceMs };
}

function ruleOf(asked: TrialParams): AlertRule {
  const { kind, pattern, topicPattern = null, threshold, resolveThreshold = null } = asked;
  const { windowSeconds, forSeconds, keepSeconds } = asked;
  const measured = { kind, pattern, topicPattern, threshold, resolveThreshold, windowSeconds, forSeconds, keepSeconds };
  const told = { severity: ALERT_SEVERITIES[0], labels: {}, channels: [], note: null } as const;
  return { rule: '', verdicts: [], noData: 'keep', isEnabled: true, ...measured, ...told };
}

/** The highest value of each stretch, and one that is not known where there is one: peaks and gaps stay. */
function thin(values: readonly ReplayedValue[]): ReplayedValue[] {
  const width = Math.ceil((2 * values.length) / MAX_SHOWN_VALUES);
  if (width <= 1) return [...values];
  const shown: ReplayedValue[] = [];
  for (let at = 0; at < values.length; at += width) {
    const piece = values.slice(at, at + width);
    const known = piece.filter(({ value }) => value !== null);
    const highest = known.reduce((best, one) => ((one.value ?? 0) > (best?.value ?? -1) ? one : best), known[0]);
    const gap = piece.find(({ value }) => value === null);
    shown.push(...[highest, gap].flatMap((one) => one ?? []).sort((left, right) => left.t - right.t));
  }
  return shown;
}
