/**
 * A lag round against the physical limit and Kafka's own tool, interleaved on one cluster with 500 topics × 10 partitions
 * and 300 groups × 5 topics: `npx tsx bench/lag-round.ts --lag-bench <directory> [--brokers host:port,…] [--cycles 30]`.
 * The directory holds the Go yardsticks `go/genload`, `go/limit` and `go/storm`; LAG_BENCH_DIR may name it instead.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findFreePorts } from '@/demo/free-ports';
import { startKafkaCluster } from '@/demo/kafka-cluster';
import { printGoal } from './figures/print-goal';
import { median } from './figures/statistics';
import { measureBrokerCpu } from './lag-round/broker-cpu';
import { COMMIT_RATES, measureUnderCommits } from './lag-round/commit-storm';
import { type Competitor, createToolCompetitor, startLimit, startWorker } from './lag-round/competitors';
import { measureDistantRound, ROUND_TRIP_MS } from './lag-round/distant-round';

const { values: flags } = parseArgs({
  options: {
    'lag-bench': { type: 'string' },
    brokers: { type: 'string' },
    cycles: { type: 'string', default: '30' },
    'tool-runs': { type: 'string', default: '3' },
  },
});
const warmUpCycles = 10;
const pauseMs = 100;

interface Figures {
  readonly name: string;
  readonly wallMs: readonly number[];
  /** Mean of a round; null where it cannot be had. */
  readonly cpuMs: number | null;
  readonly rows: number;
  readonly requests: number | null;
  /** Of the last round, when connections were open; null where it cannot be had. */
  readonly kilobytes: number | null;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** One round of each in turn, so that all of them meet the same weather. */
async function interleave(competitors: readonly Competitor[], cycles: number): Promise<Figures[]> {
  const runs = competitors.map(() => [] as Awaited<ReturnType<Competitor['run']>>[]);
  for (let cycle = -warmUpCycles; cycle < cycles; cycle++) {
    for (const [index, competitor] of competitors.entries()) {
      const run = await competitor.run();
      if (cycle >= 0) runs[index]?.push(run);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
  return competitors.map((competitor, index) => describeRuns(competitor.name, runs[index] ?? []));
}

function describeRuns(name: string, runs: readonly Awaited<ReturnType<Competitor['run']>>[]): Figures {
  const cpu = runs.map((run) => run.cpuMs).filter((cpuMs) => cpuMs !== null);
  return {
    name,
    wallMs: runs.map((run) => run.wallMs),
    cpuMs: cpu.length > 0 ? mean(cpu) : null,
    rows: runs.at(-1)?.rows ?? 0,
    requests: runs.at(-1)?.requests ?? null,
    kilobytes: (runs.at(-1)?.bytes ?? Number.NaN) / 1_000,
  };
}

function buildYardsticks(lagBenchDir: string, binDir: string) {
  const build = (name: string) => {
    const binary = path.join(binDir, name);
    execFileSync('go', ['build', '-o', binary, `./${name}`], { cwd: path.join(lagBenchDir, 'go'), stdio: 'inherit' });
    return binary;
  };
  return { genload: build('genload'), limit: build('limit'), storm: build('storm') };
}

function printFigures(all: readonly Figures[]): void {
  const cell = (value: number | null, digits = 1) => (value === null ? '–' : value.toFixed(digits)).padStart(9);
  console.log(
    `${''.padEnd(24)}${['wall ms', 'min', 'max', 'CPU ms', 'rows', 'requests'].map((title) => title.padStart(9)).join('')}`,
  );
  for (const one of all) {
    const cells = [
      cell(median(one.wallMs)),
      cell(Math.min(...one.wallMs)),
      cell(Math.max(...one.wallMs)),
      cell(one.cpuMs),
    ];
    console.log(one.name.padEnd(24) + cells.join('') + cell(one.rows, 0) + cell(one.requests, 0));
  }
}

/** Prints each goal with its ratio; true when all are met. */
function judge(limit: Figures, full: Figures, cached: Figures, tool: Figures, brokerCount: number): boolean {
  const ratio = (ours: number | null, theirs: number | null) => (ours ?? Number.NaN) / (theirs ?? Number.NaN);
  const mostRequests = 3 * brokerCount + 2;
  const goals: readonly [goal: string, value: number, most: number][] = [
    ['P1 wall of a full round / limit', ratio(median(full.wallMs), median(limit.wallMs)), 1.5],
    ['P1 wall with cached metadata / limit', ratio(median(cached.wallMs), median(limit.wallMs)), 1],
    ['P2 CPU of a full round / limit', ratio(full.cpuMs, limit.cpuMs), 1.5],
    [`P3 requests of a full round (3B + 2 = ${mostRequests})`, full.requests ?? Number.NaN, mostRequests],
    ['   wall of a full round / kafka-consumer-groups', ratio(median(full.wallMs), median(tool.wallMs)), 1 / 50],
    ['P5 kilobytes of a full round', full.kilobytes ?? Number.NaN, 755],
    ['P5 kilobytes with cached metadata', cached.kilobytes ?? Number.NaN, 605],
    ['   rows that differ from the limit', Math.abs(full.rows - limit.rows) + Math.abs(cached.rows - limit.rows), 0],
  ];
  let isMet = true;
  for (const [goal, value, most] of goals) {
    const verdict = value <= most ? 'met' : 'MISSED';
    if (value > most || Number.isNaN(value)) isMet = false;
    console.log(`${goal.padEnd(50)} ${value.toFixed(3).padStart(8)}  goal ≤ ${most.toFixed(3)}  ${verdict}`);
  }
  return isMet;
}

/** What a round costs others, and what far brokers and busy groups cost us. */
async function judgeCost(
  cluster: Awaited<ReturnType<typeof startKafkaCluster>> | null,
  brokers: string,
  storm: string,
  [limit, full]: readonly Competitor[],
): Promise<void> {
  if (!limit || !full) return;
  if (cluster) {
    const [ofLimit = Number.NaN, ofUs = Number.NaN] = await measureBrokerCpu(cluster, [limit, full]);
    const note = `${ofUs.toFixed(1)} ms of the brokers' CPU against ${ofLimit.toFixed(1)} ms`;
    printGoal({ name: 'P4 CPU of the brokers a round / limit', value: ofUs / ofLimit, limit: 1.3, unit: '', note });
  }
  const distantMs = await measureDistantRound();
  const name = `P7 a round ${ROUND_TRIP_MS} ms away (4 round trips and 10 %)`;
  printGoal({ name, value: distantMs, limit: 4 * ROUND_TRIP_MS * 1.1, unit: 'ms' });
  const [idleMs = Number.NaN, ...busyMs] = await measureUnderCommits(storm, brokers, full);
  for (const [index, cpuMs] of busyMs.entries()) {
    const note = `${cpuMs.toFixed(1)} ms of our CPU against ${idleMs.toFixed(1)} ms without commits`;
    const rate = COMMIT_RATES[index + 1];
    printGoal({
      name: `P10 CPU of a round at ${rate} commits a second / none`,
      value: cpuMs / idleMs,
      limit: 1.1,
      unit: '',
      note,
    });
  }
}

async function main(): Promise<void> {
  const lagBenchDir = flags['lag-bench'] ?? process.env.LAG_BENCH_DIR;
  if (!lagBenchDir)
    throw new Error('name the directory with go/genload and go/limit: --lag-bench <directory> or LAG_BENCH_DIR');
  const workDir = mkdtempSync(path.join(tmpdir(), 'lag-round-'));
  const competitors: Competitor[] = [];
  const cluster = flags.brokers ? null : await startKafkaCluster({ dataDir: path.join(workDir, 'kafka') });
  const brokers = flags.brokers ?? cluster?.bootstrapServers ?? '';
  try {
    const { genload, limit, storm } = buildYardsticks(lagBenchDir, workDir);
    execFileSync(genload, ['-brokers', brokers, '-prefix', 'lg-w2-', '-topics', '500', '-groups', '300'], {
      stdio: 'inherit',
    });
    const [port = 0] = await findFreePorts([undefined]);
    competitors.push(
      await startLimit(limit, brokers, port),
      startWorker(brokers, 'full'),
      startWorker(brokers, 'cached'),
    );
    const [limitFigures, full, cached] = (await interleave(competitors, Number(flags.cycles))) as [
      Figures,
      Figures,
      Figures,
    ];
    const tool = createToolCompetitor(brokers);
    const toolRuns = [];
    for (let run = 0; run < Number(flags['tool-runs']); run++) toolRuns.push(await tool.run());
    const toolFigures = describeRuns(tool.name, toolRuns);
    printFigures([limitFigures, full, cached, toolFigures]);
    if (!judge(limitFigures, full, cached, toolFigures, brokers.split(',').length)) process.exitCode = 1;
    await judgeCost(cluster, brokers, storm, competitors);
  } finally {
    for (const competitor of competitors) competitor.stop();
    await cluster?.discard();
    rmSync(workDir, { recursive: true, force: true });
  }
}

await main();
