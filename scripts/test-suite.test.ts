import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countTests, mergeRuns, parsePlaywrightReport, parseVitestReport, type SuiteFile, sumOf } from './test-suite';

describe('a vitest report', () => {
  const fileOf = (status: string, statuses: readonly string[]) => ({
    name: join(process.cwd(), 'lib/lag.test.ts'),
    status,
    assertionResults: statuses.map((one, index) => ({ fullName: `test ${index}`, status: one })),
  });

  it('counts by file and names what failed', () => {
    const testResults = [fileOf('failed', ['passed', 'failed', 'pending', 'todo'])];
    const [file] = parseVitestReport({ testResults });
    expect(file?.file).toBe('lib/lag.test.ts');
    expect(file?.tests.map(({ outcome }) => outcome)).toEqual(['passed', 'failed', 'skipped', 'skipped']);
  });

  it('holds a file that failed outside its tests as one failure', () => {
    const [file] = parseVitestReport({ testResults: [fileOf('failed', ['passed'])] });
    expect(countTests(file?.tests ?? [])).toEqual({ passed: 1, failed: 1, skipped: 0 });
    const [empty] = parseVitestReport({ testResults: [fileOf('failed', [])] });
    expect(countTests(empty?.tests ?? []).failed).toBe(1);
  });
});

describe('a Playwright report', () => {
  it('counts the tests of nested suites; flaky is failed', () => {
    const specOf = (title: string, status: string) => ({ title, tests: [{ status }] });
    const nested = {
      file: 'lag.e2e.ts',
      title: 'a chart',
      specs: [specOf('zooms', 'unexpected'), specOf('shifts', 'flaky')],
    };
    const suite = {
      file: 'lag.e2e.ts',
      title: 'lag.e2e.ts',
      specs: [specOf('opens', 'expected'), specOf('later', 'skipped')],
    };
    expect(parsePlaywrightReport({ suites: [{ ...suite, suites: [nested] }] })).toEqual([
      {
        file: 'lag.e2e.ts',
        tests: [
          { title: 'opens', outcome: 'passed' },
          { title: 'later', outcome: 'skipped' },
          { title: 'a chart › zooms', outcome: 'failed' },
          { title: 'a chart › shifts', outcome: 'failed' },
        ],
      },
    ]);
  });
});

describe('a file that was run twice', () => {
  const runOf = (outcomes: Readonly<Record<string, 'passed' | 'failed' | 'skipped'>>): SuiteFile => ({
    file: 'lag.e2e.ts',
    tests: Object.entries(outcomes).map(([title, outcome]) => ({ title, outcome })),
  });
  const merged = (first: Parameters<typeof runOf>[0], again: Parameters<typeof runOf>[0] | null) =>
    Object.fromEntries(
      mergeRuns(runOf(first), again === null ? undefined : runOf(again)).tests.map((test) => [
        test.title,
        test.outcome,
      ]),
    );

  it('has failed where it failed and never passed', () => {
    const first = { a: 'failed', b: 'failed', c: 'passed', d: 'skipped', e: 'skipped' } as const;
    const again = { a: 'failed', b: 'passed', c: 'failed', d: 'failed', e: 'skipped' } as const;
    expect(merged(first, again)).toEqual({ a: 'failed', b: 'passed', c: 'passed', d: 'failed', e: 'skipped' });
  });

  it('keeps its failures when the second run told nothing', () => {
    expect(merged({ a: 'failed', b: 'passed' }, null)).toEqual({ a: 'failed', b: 'passed' });
  });

  it('is what its tests are, once it could be loaded', () => {
    expect(merged({ 'the file itself': 'failed' }, { a: 'passed' })).toEqual({ a: 'passed' });
    expect(merged({ 'the file itself': 'failed' }, { 'the file itself': 'failed' })).toEqual({
      'the file itself': 'failed',
    });
  });
});

it('counts add up', () => {
  const counts = [
    { passed: 1, failed: 2, skipped: 3 },
    { passed: 10, failed: 20, skipped: 30 },
  ];
  expect(sumOf(counts)).toEqual({ passed: 11, failed: 22, skipped: 33 });
  expect(sumOf([])).toEqual({ passed: 0, failed: 0, skipped: 0 });
});
