import { expect, test } from 'vitest';
import { alertRuleInput } from './alert-inputs';
import { saveAlertRule } from './alert-settings';

const facts = { before: null, channels: [], usedBy: [], nowMs: 0 };

test.each([
  ['collector-silent', undefined, 60],
  ['disk-usage', 0, 85],
  ['reassignment-stuck', 0, 3_600],
  ['collector-silent', 5, 5],
  ['group-lag', 0, 0],
  ['broker-down', undefined, 0],
])('a rule of kind %s with threshold %s is saved with %s', (kind, threshold, saved) => {
  const input = alertRuleInput.parse({ rule: 'r', kind, ...(threshold === undefined ? {} : { threshold }) });
  expect(saveAlertRule.pin?.(input, facts)).toMatchObject({ kind, threshold: saved });
});
