import type { AlertRule } from '../alert-rule';

/** A rule that fires above 0 at once unless told otherwise. */
export function buildRule(changes: Partial<AlertRule> & Pick<AlertRule, 'kind'>): AlertRule {
  return {
    rule: 'test',
    pattern: '*',
    topicPattern: null,
    threshold: 0,
    resolveThreshold: null,
    verdicts: [],
    windowSeconds: 300,
    forSeconds: 0,
    keepSeconds: 0,
    severity: 'warning',
    noData: 'keep',
    labels: {},
    channels: [],
    note: null,
    isEnabled: true,
    ...changes,
  };
}
