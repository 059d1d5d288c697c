import { existsSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { runCommand } from './run-command';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface SuiteFile {
  /** Relative to the working directory. */
  readonly file: string;
  readonly counts: Counts;
  /** Titles of the tests that failed; of a file that could not be loaded its own name. */
  readonly failures: readonly string[];
}

export interface Suite {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Parts of paths; none: all files. */
  readonly files: readonly string[];
  /** Where the command writes its JSON report. */
  readonly report: string;
  /** What a report says of each file. */
  readonly parseReport: (report: never) => readonly SuiteFile[];
}

/** With more files that fail, something is broken that a second run would only repeat. */
const MOST_FILES_RUN_AGAIN = 6;

/**
 * Runs a suite on real parts. A file with failures is run once more, by itself and on parts started anew: on a busy
 * machine a broker or a browser may miss a deadline. What passes only then is named, what fails twice has failed.
 */
export async function runSuite(suite: Suite): Promise<Counts> {
  const first = await runOnce(suite, suite.files);
  const failed = first.files.filter(({ counts }) => counts.failed > 0);
  if (failed.length === 0 || failed.length > MOST_FILES_RUN_AGAIN) return countWhole(first);
  console.log(`\nRunning again what failed: ${failed.map(({ file }) => file).join(', ')}`);
  const again = await runOnce(
    suite,
    failed.map(({ file }) => file),
  );
  for (const title of passedOnlyAgain(failed, again.files)) console.log(`Passed only when run again: ${title}`);
  const others = first.files.filter((file) => !failed.includes(file));
  return countWhole({ exitCode: again.exitCode, files: [...others, ...again.files] });
}

interface SuiteRun {
  readonly exitCode: number;
  readonly files: readonly SuiteFile[];
}

/** An old report must not speak for a run that wrote none. */
async function runOnce({ command, args, env, report, parseReport }: Suite, files: readonly string[]) {
  rmSync(report, { force: true });
  const { exitCode } = await runCommand(command, [...args, ...files], { isShown: true, env });
  const parsed: unknown = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null;
  return { exitCode, files: parsed === null ? [] : parseReport(parsed as never) };
}

/** A suite that fails outside any test, e.g. while it loads or cleans up, has failed all the same. */
function countWhole({ exitCode, files }: SuiteRun): Counts {
  const counts = sumOf(files.map((file) => file.counts));
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function passedOnlyAgain(first: readonly SuiteFile[], again: readonly SuiteFile[]): string[] {
  const failedTwice = new Set(again.flatMap(({ failures }) => failures));
  return first.flatMap(({ failures }) => failures.filter((title) => !failedTwice.has(title)));
}

export function sumOf(counts: readonly Counts[]): Counts {
  const add = (left: Counts, right: Counts) => ({
    passed: left.passed + right.passed,
    failed: left.failed + right.failed,
    skipped: left.skipped + right.skipped,
  });
  return counts.reduce(add, { passed: 0, failed: 0, skipped: 0 });
}

type Outcome = 'passed' | 'failed' | 'skipped';

function fileOf(file: string, tests: readonly { readonly title: string; readonly outcome: Outcome }[]): SuiteFile {
  const count = (outcome: Outcome) => tests.filter((test) => test.outcome === outcome).length;
  return {
    file,
    counts: { passed: count('passed'), failed: count('failed'), skipped: count('skipped') },
    failures: tests.filter(({ outcome }) => outcome === 'failed').map(({ title }) => `${file} › ${title}`),
  };
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

export function parseVitestReport({ testResults }: VitestReport): SuiteFile[] {
  return testResults.map(({ name, status, assertionResults }) => {
    const tests = assertionResults.map(({ fullName, status: result }) => ({
      title: fullName,
      outcome: result === 'passed' || result === 'failed' ? (result as Outcome) : 'skipped',
    }));
    const isBroken = status === 'failed' && tests.every(({ outcome }) => outcome !== 'failed');
    const file = relative(process.cwd(), name);
    return fileOf(file, isBroken ? [...tests, { title: 'the file itself', outcome: 'failed' }] : tests);
  });
}

interface PlaywrightSuite {
  readonly file: string;
  readonly specs: readonly { readonly title: string; readonly tests: readonly { readonly status: string }[] }[];
  readonly suites?: readonly PlaywrightSuite[];
}

const PLAYWRIGHT_OUTCOMES: Readonly<Record<string, Outcome>> = { expected: 'passed', skipped: 'skipped' };

export function parsePlaywrightReport({ suites }: { readonly suites: readonly PlaywrightSuite[] }): SuiteFile[] {
  return suites.map((suite) => fileOf(suite.file, testsOf(suite)));
}

function testsOf(suite: PlaywrightSuite): { title: string; outcome: Outcome }[] {
  const own = suite.specs.flatMap(({ title, tests }) =>
    tests.map(({ status }) => ({ title, outcome: PLAYWRIGHT_OUTCOMES[status] ?? ('failed' as const) })),
  );
  return [...own, ...(suite.suites ?? []).flatMap(testsOf)];
}
