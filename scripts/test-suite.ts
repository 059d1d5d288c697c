import { existsSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { runCommand } from './run-command';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

type Outcome = 'passed' | 'failed' | 'skipped';

export interface SuiteFile {
  /** As the command takes it. */
  readonly file: string;
  /** By title; a file that could not be loaded is a failed test of its own. */
  readonly tests: readonly { readonly title: string; readonly outcome: Outcome }[];
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
  const failed = first.files.filter(({ tests }) => tests.some(isFailed));
  if (failed.length === 0 || failed.length > MOST_FILES_RUN_AGAIN) return countWhole(first);
  console.log(`\nRunning again what failed: ${failed.map(({ file }) => file).join(', ')}`);
  const again = await runOnce(
    suite,
    failed.map(({ file }) => file),
  );
  const files = first.files.map((file) =>
    mergeRuns(
      file,
      again.files.find((one) => one.file === file.file),
    ),
  );
  for (const { file, tests } of failed) {
    const still = new Set(
      files
        .find((one) => one.file === file)
        ?.tests.filter(isFailed)
        .map(({ title }) => title),
    );
    for (const { title } of tests.filter((test) => isFailed(test) && !still.has(test.title))) {
      console.log(`Passed only when run again: ${file} › ${title}`);
    }
  }
  // A second run that fails beside its tests, e.g. while it cleans up, has failed all the same.
  const isExplained = again.files.some(({ tests }) => tests.some(isFailed));
  return countWhole({ exitCode: isExplained ? 0 : again.exitCode, files });
}

const isFailed = ({ outcome }: { readonly outcome: Outcome }) => outcome === 'failed';

/** What passed in one of two runs has passed; what failed and did not pass has failed. */
export function mergeRuns(first: SuiteFile, again: SuiteFile | undefined): SuiteFile {
  const later = new Map(again?.tests.map(({ title, outcome }) => [title, outcome]));
  const merge = (one: Outcome, other: Outcome | undefined): Outcome => {
    if (one === 'passed' || other === 'passed') return 'passed';
    return one === 'failed' || other === 'failed' ? 'failed' : 'skipped';
  };
  const tests = first.tests.map(({ title, outcome }) => ({ title, outcome: merge(outcome, later.get(title)) }));
  const isWhole = again !== undefined && again.tests.length > 0 && !again.tests.some(({ title }) => title === BROKEN);
  // Loaded the second time: its tests stand for the file.
  if (isWhole && first.tests.some(({ title }) => title === BROKEN)) return again;
  return { file: first.file, tests };
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
  const counts = countTests(files.flatMap(({ tests }) => tests));
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

export function sumOf(counts: readonly Counts[]): Counts {
  const add = (left: Counts, right: Counts) => ({
    passed: left.passed + right.passed,
    failed: left.failed + right.failed,
    skipped: left.skipped + right.skipped,
  });
  return counts.reduce(add, { passed: 0, failed: 0, skipped: 0 });
}

export function countTests(tests: SuiteFile['tests']): Counts {
  const count = (outcome: Outcome) => tests.filter((test) => test.outcome === outcome).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
}

/** Title of the failure of a file outside its tests. */
const BROKEN = 'the file itself';

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
    const isBroken = status === 'failed' && !tests.some(isFailed);
    const file = relative(process.cwd(), name);
    return { file, tests: isBroken ? [...tests, { title: BROKEN, outcome: 'failed' as const }] : tests };
  });
}

interface PlaywrightSuite {
  readonly file: string;
  readonly title: string;
  readonly specs: readonly { readonly title: string; readonly tests: readonly { readonly status: string }[] }[];
  readonly suites?: readonly PlaywrightSuite[];
}

const PLAYWRIGHT_OUTCOMES: Readonly<Record<string, Outcome>> = { expected: 'passed', skipped: 'skipped' };

export function parsePlaywrightReport({ suites }: { readonly suites: readonly PlaywrightSuite[] }): SuiteFile[] {
  return suites.map((suite) => ({ file: suite.file, tests: testsOf(suite) }));
}

/** The outermost suite is the file itself; titles of the others tell tests of one name apart. */
function testsOf(suite: PlaywrightSuite, within = ''): { title: string; outcome: Outcome }[] {
  const own = suite.specs.flatMap(({ title, tests }) =>
    tests.map(({ status }) => ({ title: within + title, outcome: PLAYWRIGHT_OUTCOMES[status] ?? ('failed' as const) })),
  );
  return [...own, ...(suite.suites ?? []).flatMap((inner) => testsOf(inner, `${within}${inner.title} › `))];
}
