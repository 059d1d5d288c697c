import { createAlertMemory } from '@/lib/domain/alerts/alert-memory';
import type { AlertKind, AlertRule } from '@/lib/domain/alerts/alert-rule';
import { evaluateAlerts } from '@/lib/domain/alerts/evaluate-alerts';
import { buildRule } from '@/lib/domain/alerts/testing/build-rule';
import { runRounds } from '@/lib/domain/testing/run-rounds';

/** Time to judge a rule over ten thousand groups, against the limit of one second. */
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

function measure(rules: readonly AlertRule[]): number {
  let memory = createAlertMemory();
  let worstMs = 0;
  for (const round of rounds) {
    const startedMs = performance.now();
    memory = evaluateAlerts({ rules, silences: [], windows: [] }, round, true, memory).memory;
    worstMs = Math.max(worstMs, performance.now() - startedMs);
  }
  return worstMs;
}

for (const kind of KINDS) {
  for (const topicPattern of [null, 'topic-*']) {
    const rule = buildRule({ kind, topicPattern, threshold: 10, verdicts: ['LAGGING'] });
    const tookMs = measure([rule]);
    const name = `${kind}${topicPattern === null ? '' : ' by topic'}`.padEnd(28);
    console.log(
      `${name} ${GROUPS} groups ${tookMs.toFixed(0).padStart(5)} ms, ${(tookMs / LIMIT_MS).toFixed(2)} of the limit`,
    );
  }
}
