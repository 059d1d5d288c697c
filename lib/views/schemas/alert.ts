import { z } from 'zod';
import { ALERT_KINDS, ALERT_SEVERITIES } from '@/lib/domain/alerts/alert-rule';
import { REPLAYED_KINDS } from '@/lib/domain/alerts/replay-rule';
import { alertRuleInput, maintenanceWindowInput, storedSilence } from '@/lib/operations/alerts/alert-inputs';
import { storedChannel } from '@/lib/operations/alerts/channel-input';

const unit = z.enum(['records', 'seconds', 'recordsPerSecond', 'partitions', 'percent', 'moves', 'state']);
const subjectFields = {
  subjectKind: z.enum(['group', 'broker', 'log-dir', 'cluster']),
  subjectName: z.string(),
};

/** A rule on one subject that fires or is about to. */
export const alertItem = z.object({
  id: z.string(),
  /** `no-data`: nothing can be read of a subject that was pending or firing. */
  state: z.enum(['firing', 'pending', 'no-data']),
  rule: z.string(),
  kind: z.enum(ALERT_KINDS),
  severity: z.enum(ALERT_SEVERITIES),
  ...subjectFields,
  topicPattern: z.string().nullable(),
  /** Epoch ms since when the condition holds. */
  sinceMs: z.number(),
  /** Null while pending. */
  firedAtMs: z.number().nullable(),
  /** Last value that was read, in `unit`; null when none was. */
  value: z.number().nullable(),
  worstValue: z.number().nullable(),
  threshold: z.number(),
  unit,
  /** Nobody is told, because of this silence or window; null when somebody is. */
  silencedBy: z.object({ kind: z.enum(['silence', 'window']), name: z.string() }).nullable(),
  /** Messages that it fires were handed to the channels; the history tells what became of each. */
  isAnnounced: z.boolean(),
  channels: z.array(z.string()),
  note: z.string().nullable(),
  incidentId: z.string().nullable(),
});
export type AlertItem = z.output<typeof alertItem>;

export const alertCounts = z.object({
  /** Firing and told; those that are silenced are counted apart. */
  firing: z.number().int(),
  pending: z.number().int(),
  noData: z.number().int(),
  silenced: z.number().int(),
});
export type AlertCounts = z.output<typeof alertCounts>;

export const alertIncidentItem = z.object({
  id: z.string(),
  rule: z.string(),
  kind: z.enum(ALERT_KINDS),
  severity: z.enum(ALERT_SEVERITIES),
  ...subjectFields,
  openedAtMs: z.number(),
  /** Null while open, as `closeReason`. */
  closedAtMs: z.number().nullable(),
  closeReason: z.enum(['resolved', 'gone', 'rule-removed']).nullable(),
  worstValue: z.number().nullable(),
  threshold: z.number(),
  unit,
  messages: z.array(
    z.object({
      channel: z.string(),
      kind: z.enum(['open', 'close']),
      state: z.enum(['waiting', 'sent', 'failed']),
      answer: z.string().nullable(),
    }),
  ),
});
export type AlertIncidentItem = z.output<typeof alertIncidentItem>;

export const alertRuleItem = z.object({
  id: z.string(),
  ...alertRuleInput.shape,
  unit,
  /** What the last round found; null before the first, and for a rule that is off. */
  state: z
    .object({
      subjectCount: z.number().int(),
      noDataCount: z.number().int(),
      pendingCount: z.number().int(),
      firingCount: z.number().int(),
    })
    .nullable(),
});
export type AlertRuleItem = z.output<typeof alertRuleItem>;

/** A channel; of its secrets only which are set. */
export const alertChannelItem = z.object({
  id: z.string(),
  ...storedChannel.omit({ secretRef: true }).shape,
  /** Messages of the last seven days. */
  waitingCount: z.number().int(),
  sentCount: z.number().int(),
  failedCount: z.number().int(),
  lastAtMs: z.number().nullable(),
  lastState: z.enum(['sent', 'failed']).nullable(),
  lastAnswer: z.string().nullable(),
  usedBy: z.array(z.string()),
});
export type AlertChannelItem = z.output<typeof alertChannelItem>;

export const silenceItem = z.object({ id: z.string(), ...storedSilence.shape, isActive: z.boolean() });
export type SilenceItem = z.output<typeof silenceItem>;

export const maintenanceWindowItem = z.object({
  id: z.string(),
  ...maintenanceWindowInput.shape,
  isOpen: z.boolean(),
});
export type MaintenanceWindowItem = z.output<typeof maintenanceWindowItem>;

/** A rule tried against stored history. */
export const alertTrial = z.object({
  kind: z.enum(REPLAYED_KINDS),
  fromMs: z.number(),
  toMs: z.number(),
  /** Times it would have fired, over the groups that were tried. */
  firedCount: z.number().int(),
  /** Groups that the pattern fits now. */
  groupCount: z.number().int(),
  /** The topic pattern has a star: the history is of the whole group. */
  isWholeGroup: z.boolean(),
  /** Those with the most lag. */
  groups: z.array(
    z.object({
      groupId: z.string(),
      /** Width of the samples in ms: what is shorter is not seen. */
      stepMs: z.number(),
      collectingSinceMs: z.number().nullable(),
      values: z.array(z.object({ t: z.number(), value: z.number().nullable() })),
      spans: z.array(z.object({ fromMs: z.number(), toMs: z.number().nullable() })),
    }),
  ),
});
export type AlertTrial = z.output<typeof alertTrial>;
