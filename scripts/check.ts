import { pathToFileURL } from 'node:url';
import { checkCatalogues } from './check-catalogues';
import { checkDocs } from './check-docs';
import { checkFloors } from './check-floors';
import { checkHomes } from './check-homes';
import { checkPaths } from './check-paths';
import { checkPins } from './check-pins';
import { checkSizes } from './check-sizes';
import { generateTypes } from './generate-types';
import { runCommand } from './run-command';

interface Check {
  readonly name: string;
  /** What is wrong, a line each; empty when nothing is. */
  readonly run: () => Promise<string[]> | string[];
}

const FOLDERS = ['app', 'components', 'lib', 'demo', 'e2e', 'bench', 'scripts'];

/** The slow ones first: two run at a time. */
const CHECKS: readonly Check[] = [
  { name: 'types', run: () => runTool('tsc', ['--noEmit', '--pretty', 'false']) },
  { name: 'dead exports', run: () => runTool('knip', ['--no-progress']) },
  { name: 'import rules', run: () => runTool('depcruise', [...FOLDERS, '--output-type', 'err-long']) },
  { name: 'format and lint', run: () => runTool('biome', ['ci', '--colors=off', '--diagnostic-level=error', '.']) },
  { name: 'file and function sizes', run: checkSizes },
  { name: 'homes of environment, fetch and clock', run: checkHomes },
  { name: 'minimum safe versions', run: checkFloors },
  { name: 'exact pins', run: checkPins },
  { name: 'same keys in each language', run: checkCatalogues },
  { name: 'both languages and links of the handbook', run: checkDocs },
  { name: 'no machine paths', run: checkPaths },
];
const AT_ONCE = 2;

async function runTool(command: string, args: readonly string[]): Promise<string[]> {
  const { exitCode, output } = await runCommand(command, args);
  return exitCode === 0 ? [] : [output.trim() || `${command} failed`];
}

/** Runs every static check, one line each; resolves with how many passed and failed. */
export async function runChecks(): Promise<{ passed: number; failed: number }> {
  await generateTypes();
  const waiting = [...CHECKS];
  let failed = 0;
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) if (!(await runCheck(check))) failed++;
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { passed: CHECKS.length - failed, failed };
}

async function runCheck({ name, run }: Check): Promise<boolean> {
  const startedAtMs = performance.now();
  const problems = await run();
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
  console.log(`${problems.length === 0 ? 'ok    ' : 'failed'}  ${name} (${seconds} s)`);
  for (const problem of problems) console.log(problem.replace(/^/gm, '        '));
  return problems.length === 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { failed } = await runChecks();
  process.exitCode = failed > 0 ? 1 : 0;
}
