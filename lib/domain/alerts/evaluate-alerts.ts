import type { JudgedRound } from '../evaluation';
import { type AlertMemory, type LagSampleAt, trackKey } from './alert-memory';
import { ALERT_SUBJECTS, type AlertRule, type AlertSubject, type Measurement } from './alert-rule';
import { measureCluster, trackPartitions } from './measure-cluster';
import { measureGroups } from './measure-groups';
import { findQuietTime, type QuietTimes } from './quiet-times';
import {
  type AlertStep,
  type AlertTrack,
  type CloseReason,
  stepAlert,
  stepMissing,
  stepRuleRemoved,
} from './step-alert';

/** What is evaluated: the rules of one cluster, and when they are not told. */
export interface AlertSettings extends QuietTimes {
  readonly rules: readonly AlertRule[];
}

/** Something that happened to an alert in a round. `announced`: whoever is to be told is told now. */
export interface AlertTransition {
  readonly kind: 'opened' | 'announced' | 'closed';
  readonly track: AlertTrack;
  readonly rule: AlertRule | null;
  readonly atMs: number;
  /** Set when closed. */
  readonly reason: CloseReason | null;
}

/** What a rule found in a round. */
export interface AlertRuleState {
  readonly rule: string;
  /** Subjects that it covers; 0 tells that its pattern fits nothing. */
  readonly subjectCount: number;
  /** Of these, those of which nothing could be read. */
  readonly noDataCount: number;
  readonly pendingCount: number;
  readonly firingCount: number;
}

export interface EvaluatedAlerts {
  readonly memory: AlertMemory;
  readonly transitions: readonly AlertTransition[];
  readonly ruleStates: readonly AlertRuleState[];
}

/**
 * Judges every rule in one round. Pure: the same round, memory and settings give the same answer. `isRead` is false for
 * a round in which no broker answered: of everything but `broker-down` and `collector-silent` there is no data then.
 */
export function evaluateAlerts(
  settings: AlertSettings,
  round: JudgedRound,
  isRead: boolean,
  before: AlertMemory,
): EvaluatedAlerts {
  const { snapshot } = round;
  const nowMs = snapshot.capturedAtMs;
  const rules = new Map(settings.rules.filter(({ isEnabled }) => isEnabled).map((rule) => [rule.rule, rule]));
  const memory = isRead ? { ...before, lastReadMs: nowMs } : { ...before, lastReadMs: before.lastReadMs ?? nowMs };
  const partitions = isRead ? trackPartitions(memory, snapshot, rules) : memory.partitions;
  const samples = new Map<string, readonly LagSampleAt[]>();
  const topics = new Map(snapshot.topics.map((topic) => [topic.name, topic]));
  const run: Run = { tracks: new Map(), transitions: [], settings, nowMs };
  const ruleStates: AlertRuleState[] = [];
  for (const rule of rules.values()) {
    const measured = hasData(rule, isRead)
      ? measureRule(rule, () =>
          ALERT_SUBJECTS[rule.kind] === 'group'
            ? measureGroups(rule, round, topics, memory, samples)
            : measureCluster(rule, round, memory, partitions ?? NO_PARTITIONS),
        )
      : describeUnread(rule, before, snapshot.clusterId);
    ruleStates.push(judgeRule(run, rule, measured, before));
  }
  const live = new Set(rules.keys());
  for (const [key, track] of before.tracks) {
    if (live.has(track.rule)) continue;
    settle(run, key, track, stepRuleRemoved(track), settings.rules.find(({ rule }) => rule === track.rule) ?? null);
  }
  return {
    memory: {
      tracks: run.tracks,
      lastReadMs: memory.lastReadMs,
      partitions,
      lagSamples: isRead ? samples : before.lagSamples,
      groupsSinceMs: isRead ? watchGroups(before.groupsSinceMs, round, rules) : before.groupsSinceMs,
    },
    transitions: run.transitions,
    ruleStates,
  };
}

const NO_PARTITIONS = { underReplicated: new Map(), offline: new Map(), reassigning: new Map() };

interface Run {
  readonly tracks: Map<string, AlertTrack>;
  readonly transitions: AlertTransition[];
  readonly settings: AlertSettings;
  readonly nowMs: number;
}

function hasData({ kind }: AlertRule, isRead: boolean): boolean {
  return isRead || kind === 'broker-down' || kind === 'collector-silent';
}

function measureRule(rule: AlertRule, measure: () => Measurement[]): Measurement[] {
  return rule.kind === 'group-verdict' && rule.verdicts.length === 0 ? [] : measure();
}

/** When nothing was read, what was tracked has no data; for rules that alert on that, the cluster stands for the rest. */
function describeUnread(rule: AlertRule, before: AlertMemory, clusterId: string): Measurement[] {
  const subjects: AlertSubject[] = [];
  for (const track of before.tracks.values()) if (track.rule === rule.rule) subjects.push(track.subject);
  const isAlone = rule.noData === 'alert' && !subjects.some(({ kind }) => kind === 'cluster');
  if (isAlone) subjects.push({ kind: 'cluster', name: clusterId });
  return subjects.map((subject) => ({ subject, value: null, isAtLeast: false }));
}

function judgeRule(run: Run, rule: AlertRule, measured: readonly Measurement[], before: AlertMemory): AlertRuleState {
  const seen = new Set<string>();
  let noDataCount = 0;
  const counts = { pending: 0, firing: 0 };
  const count = (track: AlertTrack | null) => {
    if (track !== null) counts[track.phase]++;
  };
  for (const one of measured) {
    const key = trackKey(rule.rule, one.subject);
    seen.add(key);
    if (one.value === null) noDataCount++;
    const track = before.tracks.get(key) ?? null;
    count(settle(run, key, track, stepAlert(rule, track, one, run.nowMs), rule));
  }
  for (const [key, track] of before.tracks) {
    if (track.rule === rule.rule && !seen.has(key)) count(settle(run, key, track, stepMissing(track), rule));
  }
  return {
    rule: rule.rule,
    subjectCount: measured.length,
    noDataCount,
    pendingCount: counts.pending,
    firingCount: counts.firing,
  };
}

/** Writes down what a step did, and who is to be told of it. */
function settle(
  run: Run,
  key: string,
  before: AlertTrack | null,
  step: AlertStep,
  rule: AlertRule | null,
): AlertTrack | null {
  const { nowMs: atMs } = run;
  if (step.closed !== null && before !== null) {
    run.transitions.push({ kind: 'closed', track: before, rule, atMs, reason: step.closed });
  }
  if (step.track === null) return null;
  const isFiring = step.track.phase === 'firing';
  const isSilenced = findQuietTime(run.settings, { rule: step.track.rule }, step.track.subject, atMs) !== null;
  const isAnnounced = step.track.isAnnounced || (isFiring && !isSilenced);
  const track = { ...step.track, isSilenced, isAnnounced };
  run.tracks.set(key, track);
  if (step.hasFired) run.transitions.push({ kind: 'opened', track, rule, atMs, reason: null });
  if (isAnnounced && !step.track.isAnnounced) {
    run.transitions.push({ kind: 'announced', track, rule, atMs, reason: null });
  }
  return track;
}

/** Since when each group is watched, for the rules that ask how long it has been silent. */
function watchGroups(
  before: ReadonlyMap<string, number>,
  { snapshot }: JudgedRound,
  rules: ReadonlyMap<string, AlertRule>,
): ReadonlyMap<string, number> {
  if (![...rules.values()].some(({ kind }) => kind === 'group-no-commit'))
    return before.size === 0 ? before : new Map();
  return new Map(
    snapshot.groups.map(({ groupId }) => [groupId, before.get(groupId) ?? snapshot.capturedAtMs] as const),
  );
}
