import type { AlertRule, AlertSeverity, AlertSubjectKind } from '@/lib/domain/alerts/alert-rule';
import type { AlertRuleState } from '@/lib/domain/alerts/evaluate-alerts';
import type { AlertTrack, CloseReason } from '@/lib/domain/alerts/step-alert';
import type { AlertSettingKind } from '@/lib/operations/operation';

/** What is kept of the alerts of a cluster, as its views take it. */
export interface StoredAlertState {
  /** Bodies by kind; their schemas are those of the operations that save them. */
  readonly settings: Readonly<Record<AlertSettingKind, readonly unknown[]>>;
  /** Pending and firing. */
  readonly tracks: readonly AlertTrack[];
  /** Ids of the open incidents by the key of their track. */
  readonly incidentIds: ReadonlyMap<string, string>;
  /** Epoch ms of the round that was judged last; null before the first. */
  readonly evaluatedAtMs: number | null;
  readonly ruleStates: readonly AlertRuleState[];
  readonly channelStates: readonly ChannelState[];
}

/** Messages of a channel of the last seven days. */
export interface ChannelState {
  readonly channel: string;
  readonly waitingCount: number;
  readonly sentCount: number;
  readonly failedCount: number;
  /** Epoch ms of the last message that ended; null when none did. */
  readonly lastAtMs: number | null;
  readonly lastState: 'sent' | 'failed' | null;
  /** The receiver's last words. */
  readonly lastAnswer: string | null;
}

/** One firing, open or closed. */
export interface StoredIncident {
  readonly id: string;
  readonly rule: string;
  readonly subjectKind: AlertSubjectKind;
  readonly subjectName: string;
  readonly severity: AlertSeverity;
  /** The rule as it was when it fired. */
  readonly definition: AlertRule;
  readonly sinceMs: number;
  readonly openedAtMs: number;
  readonly closedAtMs: number | null;
  readonly closeReason: CloseReason | null;
  readonly lastValue: number | null;
  readonly worstValue: number | null;
  readonly messages: readonly {
    readonly channel: string;
    readonly kind: 'open' | 'close';
    readonly state: 'waiting' | 'sent' | 'failed';
    readonly answer: string | null;
  }[];
}

export interface IncidentQuery {
  readonly clusterId: string;
  /** Of this group alone; null: of everything. */
  readonly groupId: string | null;
  readonly fromMs: number;
  readonly toMs: number;
}
