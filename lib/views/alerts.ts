import { z } from 'zod';
import { trackKey } from '@/lib/domain/alerts/alert-memory';
import { ALERT_SEVERITIES, ALERT_UNITS, type AlertRule } from '@/lib/domain/alerts/alert-rule';
import { findQuietTime, isWindowOpen } from '@/lib/domain/alerts/quiet-times';
import { alertRuleInput, maintenanceWindowInput, storedSilence } from '@/lib/operations/alerts/alert-inputs';
import { storedChannel } from '@/lib/operations/alerts/channel-input';
import type { StoredAlertState } from './alert-source';
import { listParams, listResponse } from './list';
import { columnNames, type ListShape, listPage } from './list-page';
import { clusterParam, epochMsParam, groupParam, isRange, rangeProblem } from './params';
import {
  type AlertChannelItem,
  type AlertCounts,
  type AlertIncidentItem,
  type AlertItem,
  type AlertRuleItem,
  alertChannelItem,
  alertCounts,
  alertIncidentItem,
  alertItem,
  alertRuleItem,
  type MaintenanceWindowItem,
  maintenanceWindowItem,
  type SilenceItem,
  silenceItem,
} from './schemas/alert';
import { roundOf } from './source';
import { defineView, type ViewSource } from './view';

const parseAll = <Schema extends z.ZodType>(schema: Schema, bodies: readonly unknown[]): z.output<Schema>[] =>
  bodies.flatMap((body) => {
    const parsed = schema.safeParse(body);
    return parsed.success ? [parsed.data] : [];
  });

/** The rules of a cluster. */
const rulesOf = ({ settings }: StoredAlertState): AlertRule[] => parseAll(alertRuleInput, settings.rule);

/** Rank of the states and severities: the worst first. */
const STATE_RANK = { firing: 0, 'no-data': 1, pending: 2 } as const;
const severityRank = (severity: AlertItem['severity']) => ALERT_SEVERITIES.length - ALERT_SEVERITIES.indexOf(severity);

/** Everything that fires or is about to, told or silenced. */
export function alertItems(state: StoredAlertState, nowMs: number): AlertItem[] {
  const rules = new Map(rulesOf(state).map((rule) => [rule.rule, rule]));
  const quiet = {
    silences: parseAll(storedSilence, state.settings.silence),
    windows: parseAll(maintenanceWindowInput, state.settings.window),
  };
  return state.tracks.flatMap((track) => {
    const rule = rules.get(track.rule);
    if (rule === undefined) return [];
    const id = trackKey(track.rule, track.subject);
    return {
      id,
      state: track.noDataSinceMs === null ? track.phase : ('no-data' as const),
      rule: rule.rule,
      kind: rule.kind,
      severity: rule.severity,
      subjectKind: track.subject.kind,
      subjectName: track.subject.name,
      topicPattern: rule.topicPattern,
      sinceMs: track.sinceMs,
      firedAtMs: track.firedAtMs,
      value: track.value,
      worstValue: track.worst,
      threshold: rule.threshold,
      unit: ALERT_UNITS[rule.kind],
      silencedBy: findQuietTime(quiet, rule, track.subject, nowMs),
      isAnnounced: track.isAnnounced,
      channels: [...rule.channels],
      note: rule.note,
      incidentId: state.incidentIds.get(id) ?? null,
    };
  });
}

/** Alerts by what they ask of a reader. */
export function countAlerts(items: readonly AlertItem[]): AlertCounts {
  const loud = items.filter(({ silencedBy }) => silencedBy === null);
  const count = (state: AlertItem['state']) => loud.filter((item) => item.state === state).length;
  return {
    firing: count('firing'),
    pending: count('pending'),
    noData: count('no-data'),
    silenced: items.length - loud.length,
  };
}

const alertShape = {
  columns: {
    urgency: (item) =>
      (item.silencedBy === null ? 0 : 10_000) + STATE_RANK[item.state] * 100 + 10 - (10 - severityRank(item.severity)),
    state: (item) => STATE_RANK[item.state],
    severity: (item) => severityRank(item.severity),
    rule: (item) => item.rule,
    subject: (item) => item.subjectName,
    sinceMs: (item) => item.sinceMs,
    value: (item) => item.value,
  },
  searchText: (item) => `${item.rule} ${item.subjectName} ${item.kind}`,
  defaultSort: 'urgency',
} satisfies ListShape<AlertItem>;

const clusterOnly = { cluster: clusterParam };

async function readState(source: ViewSource, cluster: string) {
  const round = roundOf(source, cluster);
  return { round, state: await source.readAlerts(cluster) };
}

export const alertsView = defineView({
  name: 'alerts',
  path: '/clusters/{cluster}/alerts',
  summary: 'Alerts that fire or are about to, the worst first; search matches rule, kind and subject',
  permission: 'alert:view',
  params: z.strictObject({
    ...clusterOnly,
    ...listParams(columnNames(alertShape.columns)),
    state: z.enum(['firing', 'pending', 'no-data']).optional(),
    group: groupParam.optional(),
  }),
  response: listResponse(alertItem).extend({
    counts: alertCounts,
    /** Epoch ms of the round that was judged last; null before the first. */
    evaluatedAtMs: z.number().nullable(),
  }),
  read: async (source, { cluster, ...request }) => {
    const { round, state } = await readState(source, cluster);
    const items = alertItems(state, source.nowMs());
    const filter = (item: AlertItem) =>
      (request.state === undefined || item.state === request.state) &&
      (request.group === undefined || (item.subjectKind === 'group' && item.subjectName === request.group));
    const page = listPage({ shape: alertShape, items, request, filter, round, gaps: [] });
    return { ...page, counts: countAlerts(items), evaluatedAtMs: state.evaluatedAtMs };
  },
});

const incidentShape = {
  columns: {
    openedAtMs: (item) => item.openedAtMs,
    closedAtMs: (item) => item.closedAtMs,
    severity: (item) => severityRank(item.severity),
    rule: (item) => item.rule,
    subject: (item) => item.subjectName,
  },
  searchText: (item) => `${item.rule} ${item.subjectName} ${item.kind}`,
  defaultSort: '-openedAtMs',
} satisfies ListShape<AlertIncidentItem>;

const WEEK_MS = 7 * 86_400_000;

export const alertIncidentsView = defineView({
  name: 'alertIncidents',
  path: '/clusters/{cluster}/alerts/incidents',
  summary:
    'Alerts that fired, open or closed, and who was told; the last seven days unless asked otherwise, at most 5000',
  permission: 'alert:view',
  params: z
    .strictObject({
      ...clusterOnly,
      ...listParams(columnNames(incidentShape.columns)),
      group: groupParam.optional(),
      from: epochMsParam.optional(),
      to: epochMsParam.optional(),
    })
    .refine(isRange, rangeProblem),
  response: listResponse(alertIncidentItem),
  read: async (source, { cluster, group, from, to, ...request }) => {
    const round = roundOf(source, cluster);
    const toMs = to ?? source.nowMs();
    const query = { clusterId: cluster, groupId: group ?? null, fromMs: from ?? toMs - WEEK_MS, toMs };
    const items = (await source.readAlertIncidents(query)).map(
      ({ definition, lastValue: _, sinceMs: __, ...incident }): AlertIncidentItem => ({
        ...incident,
        kind: definition.kind,
        threshold: definition.threshold,
        unit: ALERT_UNITS[definition.kind],
        messages: [...incident.messages],
      }),
    );
    return listPage({ shape: incidentShape, items, request, round, gaps: [] });
  },
});

const ruleShape = {
  columns: {
    rule: (item) => item.rule,
    kind: (item) => item.kind,
    severity: (item) => severityRank(item.severity),
    firing: (item) => item.state?.firingCount ?? null,
    subjects: (item) => item.state?.subjectCount ?? null,
  },
  searchText: (item) => `${item.rule} ${item.kind} ${item.pattern} ${item.channels.join(' ')}`,
  defaultSort: 'rule',
} satisfies ListShape<AlertRuleItem>;

export const alertRulesView = defineView({
  name: 'alertRules',
  path: '/clusters/{cluster}/alerts/rules',
  summary: 'Alert rules, and what each covered in the last round',
  permission: 'alert:view',
  params: z.strictObject({ ...clusterOnly, ...listParams(columnNames(ruleShape.columns)) }),
  response: listResponse(alertRuleItem),
  read: async (source, { cluster, ...request }) => {
    const { round, state } = await readState(source, cluster);
    const items = parseAll(alertRuleInput, state.settings.rule).map((rule): AlertRuleItem => {
      const found = state.ruleStates.find((one) => one.rule === rule.rule);
      const { rule: _, ...counts } = found ?? {
        rule: '',
        subjectCount: 0,
        noDataCount: 0,
        pendingCount: 0,
        firingCount: 0,
      };
      return { id: rule.rule, ...rule, unit: ALERT_UNITS[rule.kind], state: found && rule.isEnabled ? counts : null };
    });
    return listPage({ shape: ruleShape, items, request, round, gaps: [] });
  },
});

const channelShape = {
  columns: {
    channel: (item) => item.channel,
    kind: (item) => item.kind,
    destination: (item) => item.destination,
    lastAtMs: (item) => item.lastAtMs,
  },
  searchText: (item) => `${item.channel} ${item.kind} ${item.destination}`,
  defaultSort: 'channel',
} satisfies ListShape<AlertChannelItem>;

export const alertChannelsView = defineView({
  name: 'alertChannels',
  path: '/clusters/{cluster}/alerts/channels',
  summary: 'Where alerts are told, and how the last messages went; secrets are never answered',
  permission: 'alert:view',
  params: z.strictObject({ ...clusterOnly, ...listParams(columnNames(channelShape.columns)) }),
  response: listResponse(alertChannelItem),
  read: async (source, { cluster, ...request }) => {
    const { round, state } = await readState(source, cluster);
    const rules = rulesOf(state);
    const items = parseAll(storedChannel, state.settings.channel).map(
      ({ secretRef: _, ...channel }): AlertChannelItem => {
        const found = state.channelStates.find((one) => one.channel === channel.channel);
        return {
          id: channel.channel,
          ...channel,
          waitingCount: found?.waitingCount ?? 0,
          sentCount: found?.sentCount ?? 0,
          failedCount: found?.failedCount ?? 0,
          lastAtMs: found?.lastAtMs ?? null,
          lastState: found?.lastState ?? null,
          lastAnswer: found?.lastAnswer ?? null,
          usedBy: rules.filter(({ channels }) => channels.includes(channel.channel)).map(({ rule }) => rule),
        };
      },
    );
    return listPage({ shape: channelShape, items, request, round, gaps: [] });
  },
});

const silenceShape = {
  columns: {
    untilMs: (item) => item.untilMs,
    silence: (item) => item.silence,
    rulePattern: (item) => item.rulePattern,
  },
  searchText: (item) => `${item.silence} ${item.rulePattern} ${item.subjectPattern} ${item.note ?? ''}`,
  defaultSort: '-untilMs',
} satisfies ListShape<SilenceItem>;

export const silencesView = defineView({
  name: 'silences',
  path: '/clusters/{cluster}/alerts/silences',
  summary: 'Silences that hold, and those that ended within a day',
  permission: 'alert:view',
  params: z.strictObject({ ...clusterOnly, ...listParams(columnNames(silenceShape.columns)) }),
  response: listResponse(silenceItem),
  read: async (source, { cluster, ...request }) => {
    const { round, state } = await readState(source, cluster);
    const nowMs = source.nowMs();
    const items = parseAll(storedSilence, state.settings.silence).map(
      (one): SilenceItem => ({ id: one.silence, ...one, isActive: one.untilMs > nowMs }),
    );
    return listPage({ shape: silenceShape, items, request, round, gaps: [] });
  },
});

const windowShape = {
  columns: { window: (item) => item.window, rulePattern: (item) => item.rulePattern },
  searchText: (item) => `${item.window} ${item.rulePattern} ${item.subjectPattern} ${item.note ?? ''}`,
  defaultSort: 'window',
} satisfies ListShape<MaintenanceWindowItem>;

export const maintenanceWindowsView = defineView({
  name: 'maintenanceWindows',
  path: '/clusters/{cluster}/alerts/maintenance-windows',
  summary: 'Hours in which alerts are not told',
  permission: 'alert:view',
  params: z.strictObject({ ...clusterOnly, ...listParams(columnNames(windowShape.columns)) }),
  response: listResponse(maintenanceWindowItem),
  read: async (source, { cluster, ...request }) => {
    const { round, state } = await readState(source, cluster);
    const nowMs = source.nowMs();
    const items = parseAll(maintenanceWindowInput, state.settings.window).map(
      (one): MaintenanceWindowItem => ({ id: one.window, ...one, isOpen: isWindowOpen(one, nowMs) }),
    );
    return listPage({ shape: windowShape, items, request, round, gaps: [] });
  },
});
