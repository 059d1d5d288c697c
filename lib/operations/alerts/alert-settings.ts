import { z } from 'zod';
import { USUAL_THRESHOLDS } from '@/lib/domain/alerts/alert-rule';
import { alertName, alertRuleInput, maintenanceWindowInput, silenceInput } from './alert-inputs';
import { defineRemoving, defineSaving } from './define-saving';

const MINUTE_MS = 60_000;

/** Makes a rule, or changes the one of that name. Alerts that fire under it go on with what it says from the next round on. */
export const saveAlertRule = defineSaving({
  name: 'save-alert-rule',
  undoneBy: 'delete-alert-rule',
  permission: 'alert:edit',
  kind: 'rule',
  input: alertRuleInput,
  field: 'rule',
  summary: 'saveAlertRule',
  pin: (rule) => ({ ...rule, threshold: rule.threshold || (USUAL_THRESHOLDS[rule.kind] ?? 0) }),
  make: (rule, { channels }) => {
    const missing = rule.channels.filter((channel) => !channels.includes(channel));
    return missing.length === 0 ? rule : { key: 'noSuchChannel', values: { names: missing.join(', ') } };
  },
});

/** Removes a rule; what fires under it is closed. */
export const deleteAlertRule = defineRemoving({
  name: 'delete-alert-rule',
  undoneBy: 'save-alert-rule',
  permission: 'alert:edit',
  kind: 'rule',
  input: z.strictObject({ rule: alertName }),
  field: 'rule',
  summary: 'deleteAlertRule',
});

/** Keeps alerts from being told for a while. They go on being judged and shown. */
export const silenceAlerts = defineSaving({
  name: 'silence-alerts',
  undoneBy: 'end-silence',
  permission: 'alert:silence',
  kind: 'silence',
  input: silenceInput,
  field: 'silence',
  summary: 'silenceAlerts',
  pin: (input, { nowMs }) => ({
    ...input,
    silence: input.silence ?? `s-${nowMs.toString(36)}`,
    untilMs: input.untilMs ?? nowMs + input.minutes * MINUTE_MS,
  }),
  make: ({ silence = '', rulePattern, subjectPattern, untilMs = 0, note }, { nowMs }) =>
    untilMs > nowMs ? { silence, rulePattern, subjectPattern, untilMs, note } : { key: 'silenceHasEnded' },
});

/** Ends a silence before its time: what still fires is told then. */
export const endSilence = defineRemoving({
  name: 'end-silence',
  undoneBy: 'silence-alerts',
  permission: 'alert:silence',
  kind: 'silence',
  input: z.strictObject({ silence: alertName }),
  field: 'silence',
  summary: 'endSilence',
});

/** Hours in which alerts are not told, once or every week. */
export const saveMaintenanceWindow = defineSaving({
  name: 'save-maintenance-window',
  undoneBy: 'delete-maintenance-window',
  permission: 'alert:silence',
  kind: 'window',
  input: maintenanceWindowInput,
  field: 'window',
  summary: 'saveMaintenanceWindow',
  make: (window) => window,
});

export const deleteMaintenanceWindow = defineRemoving({
  name: 'delete-maintenance-window',
  undoneBy: 'save-maintenance-window',
  permission: 'alert:silence',
  kind: 'window',
  input: z.strictObject({ window: alertName }),
  field: 'window',
  summary: 'deleteMaintenanceWindow',
});
