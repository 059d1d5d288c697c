import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parsePlaywrightReport, parseVitestReport, sumOf } from './test-suite';

describe('a vitest report', () => {
  const fileOf = (status: string, statuses: readonly string[]) => ({
    name: join(process.cwd(), 'lib/lag.test.ts'),
    status,
    assertionResults: statuses.map((one, index) => ({ fullName: `test ${index}`, status: one })),
  });

  it('counts by file and names what failed', () => {
    const testResults = [fileOf('failed', ['passed', 'failed', 'pending', 'todo'])];
    expect(parseVitestReport({ testResults })).toEqual([
      {
        file: 'lib/lag.test.ts',
        counts: { passed: 1, failed: 1, skipped: 2 },
        failures: ['lib/lag.test.ts › test 1'],
      },
    ]);
  });

  it('holds a file that failed outside its tests as one failure', () => {
    const [file] = parseVitestReport({ testResults: [fileOf('failed', ['passed'])] });
    expect(file?.counts).toEqual({ passed: 1, failed: 1, skipped: 0 });
    expect(parseVitestReport({ testResults: [fileOf('failed', [])] })[0]?.counts.failed).toBe(1);
  });
});

describe('a Playwright report', () => {
  it('counts the tests of nested suites; flaky is failed', () => {
    const specOf = (title: string, status: string) => ({ title, tests: [{ status }] });
    const nested = { file: 'lag.e2e.ts', specs: [specOf('zooms', 'unexpected'), specOf('shifts', 'flaky')] };
    const suite = { file: 'lag.e2e.ts', specs: [specOf('opens', 'expected'), specOf('later', 'skipped')] };
    expect(parsePlaywrightReport({ suites: [{ ...suite, suites: [nested] }] })).toEqual([
      {
        file: 'lag.e2e.ts',
        counts: { passed: 1, failed: 2, skipped: 1 },
        failures: ['lag.e2e.ts › zooms', 'lag.e2e.ts › shifts'],
      },
    ]);
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
