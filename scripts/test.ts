import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureBuild } from '@/demo/build';
import { ensureKafkaJars } from '@/demo/kafka-jars';
import { runChecks } from './check';
import { ensureChromium } from './ensure-chromium';
import { generateTypes } from './generate-types';
import { runCommand } from './run-command';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const RESULTS = 'test-results';

/** In the order of their speed: what fails soon is known soon. */
const STAGES: Readonly<Record<string, () => Promise<Counts>>> = {
  check: async () => ({ ...(await runChecks()), skipped: 0 }),
  unit: () => runVitest('unit'),
  kafka: () => ensureKafkaJars().then(() => runVitest('kafka')),
  db: () => runVitest('db'),
  build: () => ensureBuild().then(() => ({ passed: 1, failed: 0, skipped: 0 })),
  e2e: runPlaywright,
};

await main(process.argv.slice(2));

/** Runs the stages named, all when none is; the last line is the count of the whole run. */
async function main(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !(name in STAGES));
  if (unknown.length > 0) {
    console.error(`Unknown stage ${unknown.join(', ')}; there are ${Object.keys(STAGES).join(', ')}`);
    process.exit(2);
  }
  mkdirSync(RESULTS, { recursive: true });
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const [name, run] of Object.entries(STAGES)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const { passed, failed, skipped } = await runStage(name, run);
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  process.exitCode = total.failed > 0 ? 1 : 0;
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
}

async function runStage(name: string, run: () => Promise<Counts>): Promise<Counts> {
  console.log(`\n=== ${name}`);
  const startedAtMs = performance.now();
  const counts = await run().catch((error: Error) => {
    console.error(error.message);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
  console.log(
    `=== ${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped in ${seconds} s`,
  );
  return counts;
}

async function runVitest(project: string): Promise<Counts> {
  await generateTypes();
  const report = `${RESULTS}/${project}.json`;
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const exitCode = await runSuite(report, 'vitest', ['run', '--project', project, ...reporters]);
  const read = readReport(report);
  return countWhole(exitCode, {
    passed: Number(read.numPassedTests ?? 0),
    failed: Number(read.numFailedTests ?? 0),
    skipped: Number(read.numPendingTests ?? 0) + Number(read.numTodoTests ?? 0),
  });
}

async function runPlaywright(): Promise<Counts> {
  const report = `${RESULTS}/e2e.json`;
  const env = { CHROMIUM_PATH: ensureChromium(), PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const exitCode = await runSuite(report, 'playwright', ['test', '--reporter=list,json'], env);
  const stats = (readReport(report).stats ?? {}) as Record<string, number | undefined>;
  return countWhole(exitCode, {
    passed: stats.expected ?? 0,
    failed: (stats.unexpected ?? 0) + (stats.flaky ?? 0),
    skipped: stats.skipped ?? 0,
  });
}

/** An old report must not speak for a run that wrote none. */
async function runSuite(report: string, command: string, args: readonly string[], env = {}): Promise<number> {
  rmSync(report, { force: true });
  const { exitCode } = await runCommand(command, args, { isShown: true, env });
  return exitCode;
}

function readReport(path: string): Record<string, unknown> {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>) : {};
}

/** A suite that fails outside any test, e.g. while it loads or cleans up, has failed all the same. */
function countWhole(exitCode: number, counts: Counts): Counts {
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
