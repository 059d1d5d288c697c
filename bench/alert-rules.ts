import { createAlertMemory } from '@/lib/domain/alerts/alert-memory';
import type { AlertKind, AlertRule } from '@/lib/domain/alerts/alert-rule';
import { evaluateAlerts } from '@/lib/domain/alerts/evaluate-alerts';
import { buildRule } from '@/lib/domain/alerts/testing/build-rule';
import { runRounds } from '@/lib/domain/testing/run-rounds';
import { printGoal } from './figures/print-goal';
import { median } from './figures/statistics';

/** CPU of judging a rule over ten thousand groups, against the limit of one second. */
const GROUPS = 10_000;
const LIMIT_MS = 1_000;
const ROUNDS = 6;

const KINDS: readonly AlertKind[] = [
  'group-lag',
  'group-lag-seconds',
  'group-lag-growth',
  'group-no-commit',
  'group-verdict',
];

const rounds = runRounds(ROUNDS, (round) => ({
  topics: Array.from({ length: 100 }, (_, topic) => ({
    name: `topic-${topic}`,
    ends: Array.from({ length: 12 }, () => 1_000 * (round + 1)),
  })),
  groups: Array.from({ length: GROUPS }, (_, group) => ({
    groupId: `group-${group}`,
    positions: [
      {
        topic: `topic-${group % 100}`,
        committed: Object.fromEntries(Array.from({ length: 12 }, (_, p) => [p, group % 900])),
      },
    ],
  })),
}));

/** Median of the rounds. */
function measure(rules: readonly AlertRule[]): number {
  let memory = createAlertMemory();
  const cpuMs: number[] = [];
  for (const round of rounds) {
    const cpu = process.cpuUsage();
    memory = evaluateAlerts({ rules, silences: [], windows: [] }, round, true, memory).memory;
    const { user, system } = process.cpuUsage(cpu);
    cpuMs.push((user + system) / 1_000);
  }
  return median(cpuMs);
}

for (const kind of KINDS) {
  for (const topicPattern of [null, 'topic-*']) {
    const rule = buildRule({ kind, topicPattern, threshold: 10, verdicts: ['LAGGING'] });
    const name = `${kind}${topicPattern === null ? '' : ' by topic'}, ${GROUPS} groups`;
    printGoal({ name, value: measure([rule]), limit: LIMIT_MS, unit: 'ms' });
  }
}
