import { runRounds } from '@/lib/domain/testing/run-rounds';
import { installTestRuntime } from '@/lib/server/http/testing/route-harness';
import { METRIC_PROFILES } from '@/lib/server/metric-profiles';
import { printGoal } from './figures/print-goal';
import { median } from './figures/statistics';
import { watchTurns } from './figures/turn-watch';

/**
 * CPU of the Prometheus page for 500 topics of 10 partitions and 300 groups that read 5 of them each, which is 15,000
 * rows of lag, in each profile, and the CPU of its longest turn of the event loop. Each page is of a round that no page was made of yet. The process has no way to a broker.
 */
const TOPICS = 500;
const PARTITIONS = 10;
const GROUPS = 300;
const TOPICS_OF_GROUP = 5;
const ROUNDS = 15;
const WARM_UP = 5;
const LIMIT_MS = 40;
const TURN_LIMIT_MS = 50;
const LINE_FEED = 10;

const partitions = Array.from({ length: PARTITIONS }, (_, partition) => partition);
const rounds = runRounds(WARM_UP + ROUNDS, (round) => ({
  topics: Array.from({ length: TOPICS }, (_, topic) => ({
    name: `topic-${topic}`,
    ends: partitions.map((p) => 1_000_000 + 100 * round + p),
  })),
  groups: Array.from({ length: GROUPS }, (_, group) => ({
    groupId: `group-${group}`,
    positions: Array.from({ length: TOPICS_OF_GROUP }, (__, index) => ({
      topic: `topic-${(group * TOPICS_OF_GROUP + index) % TOPICS}`,
      committed: Object.fromEntries(partitions.map((p) => [p, 999_000 + 100 * round + p])),
    })),
  })),
}));

for (const profile of METRIC_PROFILES) {
  const { board, metrics, source } = installTestRuntime('off');
  const turns = watchTurns();
  const cpuMs: number[] = [];
  const turnMs: number[] = [];
  let page: Uint8Array = new Uint8Array();
  for (const [index, round] of rounds.entries()) {
    // A copy: what is derived of a round is kept with it.
    board.post({ epoch: 1, roundNumber: index + 1, round: { ...round, snapshot: { ...round.snapshot } } });
    // What each round adds to Burrow's window is not the page's.
    await source.burrowWindow(round.snapshot.clusterId);
    turns.takeLongestMs();
    const cpu = process.cpuUsage();
    page = await metrics.formatPage({ profiles: [profile], clusterId: null });
    const { user, system } = process.cpuUsage(cpu);
    if (index < WARM_UP) continue;
    cpuMs.push((user + system) / 1_000);
    turnMs.push(turns.takeLongestMs());
  }
  const lines = page.reduce((count, byte) => (byte === LINE_FEED ? count + 1 : count), 0);
  const note = `least ${Math.min(...cpuMs).toFixed(1)} ms, ${lines} lines, ${(page.length / 1e6).toFixed(1)} MB`;
  printGoal({ name: `P9 CPU of the page, ${profile}`, value: median(cpuMs), limit: LIMIT_MS, unit: 'ms', note });
  const name = `longest turn of the page, ${profile}`;
  // The most of all pages holds what the garbage of twenty rounds costs too, on other threads.
  const most = `most ${Math.max(...turnMs).toFixed(1)} ms`;
  printGoal({ name, value: median(turnMs), limit: TURN_LIMIT_MS, unit: 'ms', note: most });
  turns.stop();
}
process.exit();
