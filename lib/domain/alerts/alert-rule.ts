import type { StatusReason } from '../verdict/describe-verdict';
import type { Verdict } from '../verdict/verdicts';

/** What a rule measures. The unit of its threshold follows from it: see `ALERT_UNITS`. */
export const ALERT_KINDS = [
  'group-lag',
  'group-lag-seconds',
  'group-lag-growth',
  'group-no-commit',
  'group-verdict',
  'under-replicated',
  'offline-partitions',
  'broker-down',
  'controller-flapping',
  'disk-usage',
  'reassignment-stuck',
  'collector-silent',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export const ALERT_SEVERITIES = ['info', 'warning', 'critical'] as const;
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

/** What the values and the threshold of a kind count. `state` is 1 while the state holds and 0 otherwise. */
export type AlertUnit = 'records' | 'seconds' | 'recordsPerSecond' | 'partitions' | 'percent' | 'moves' | 'state';

export const ALERT_UNITS: Readonly<Record<AlertKind, AlertUnit>> = {
  'group-lag': 'records',
  'group-lag-seconds': 'seconds',
  'group-lag-growth': 'recordsPerSecond',
  'group-no-commit': 'seconds',
  'group-verdict': 'state',
  'under-replicated': 'partitions',
  'offline-partitions': 'partitions',
  'broker-down': 'state',
  'controller-flapping': 'moves',
  'disk-usage': 'percent',
  'reassignment-stuck': 'seconds',
  'collector-silent': 'seconds',
};

/** What these kinds fire above where nothing else is asked for: above 0 they would always fire. */
export const USUAL_THRESHOLDS: Readonly<Partial<Record<AlertKind, number>>> = {
  'disk-usage': 85,
  'reassignment-stuck': 3_600,
  'collector-silent': 60,
};

/** What a kind looks at; `pattern` of a rule chooses among these by name. */
export type AlertSubjectKind = 'group' | 'broker' | 'log-dir' | 'cluster';

export const ALERT_SUBJECTS: Readonly<Record<AlertKind, AlertSubjectKind>> = {
  'group-lag': 'group',
  'group-lag-seconds': 'group',
  'group-lag-growth': 'group',
  'group-no-commit': 'group',
  'group-verdict': 'group',
  'under-replicated': 'cluster',
  'offline-partitions': 'cluster',
  'broker-down': 'broker',
  'controller-flapping': 'cluster',
  'disk-usage': 'log-dir',
  'reassignment-stuck': 'cluster',
  'collector-silent': 'cluster',
};

/** One rule of a cluster. Its name is its identity. */
export interface AlertRule {
  readonly rule: string;
  readonly kind: AlertKind;
  /** Glob over groups, broker ids or `broker:log dir`; of no meaning for kinds about the cluster. */
  readonly pattern: string;
  /** Glob over topics: narrows what is measured of a group, or which partitions are counted. Null: all. */
  readonly topicPattern: string | null;
  /** Fires above it. 0 for kinds that measure a state; see `USUAL_THRESHOLDS`. */
  readonly threshold: number;
  /** Resolves at or below it; null: the threshold. */
  readonly resolveThreshold: number | null;
  /** Verdicts that fire; for `group-verdict` alone. */
  readonly verdicts: readonly Verdict[];
  /** Time over which growth or moves of the controller are measured. */
  readonly windowSeconds: number;
  /** How long the condition must hold before it fires. Time without data does not count. */
  readonly forSeconds: number;
  /** How long the condition must be over before it resolves. */
  readonly keepSeconds: number;
  readonly severity: AlertSeverity;
  /** What a lack of data does: nothing, or fires after `forSeconds`. It never resolves. */
  readonly noData: 'keep' | 'alert';
  readonly labels: Readonly<Record<string, string>>;
  /** Names of channels. */
  readonly channels: readonly string[];
  readonly note: string | null;
  readonly isEnabled: boolean;
}

/** What an alert is about: a group, a broker by its id, `broker:path` for a log dir, the cluster by its id. */
export interface AlertSubject {
  readonly kind: AlertSubjectKind;
  readonly name: string;
}

/** What is wrong with a group beside the value that a rule measures: its verdict, and the sentence that led to it. */
export interface AlertEvidence {
  readonly verdict: Verdict;
  readonly reason: StatusReason;
}

/** The value of one subject in one round. Null: it could not be read. */
export interface Measurement {
  readonly subject: AlertSubject;
  readonly value: number | null;
  /** The true value may be higher: enough to fire, not enough to resolve. */
  readonly isAtLeast: boolean;
  /** The part of the value that held for `forSeconds`, for kinds that keep that time by partition. */
  readonly heldValue?: number;
  /** Of a group. */
  readonly evidence?: AlertEvidence;
}
