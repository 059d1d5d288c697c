import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Time from `npm run demo` to its ready line: on a fresh clone, and the second time. Limits: 300 s and 40 s. */
const FRESH_LIMIT_SECONDS = 300;
const AGAIN_LIMIT_SECONDS = 40;

async function untilReady(child: ChildProcess): Promise<void> {
  const { stdout } = child;
  if (stdout === null) throw new Error('the demo has no output');
  for await (const line of createInterface({ input: stdout })) {
    console.log(`  ${line}`);
    if (line.startsWith('Highwater is ready on ')) return;
  }
  throw new Error('the demo ended before it was ready');
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGINT');
  });
}

async function measure(checkout: string, limitSeconds: number): Promise<boolean> {
  const started = performance.now();
  const child = spawn('npm', ['run', 'demo'], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PORT: process.env.PORT ?? '9300' },
  });
  await untilReady(child);
  const seconds = (performance.now() - started) / 1000;
  await stop(child);
  const ratio = seconds / limitSeconds;
  console.log(`ready after ${seconds.toFixed(1)} s = ${ratio.toFixed(2)} of the limit of ${limitSeconds} s`);
  return ratio <= 1;
}

const checkout = mkdtempSync(join(tmpdir(), 'highwater-demo-'));
try {
  execFileSync('git', ['clone', '--quiet', join(import.meta.dirname, '..'), checkout]);
  const fresh = await measure(checkout, FRESH_LIMIT_SECONDS);
  const again = await measure(checkout, AGAIN_LIMIT_SECONDS);
  process.exitCode = fresh && again ? 0 : 1;
} finally {
  rmSync(checkout, { recursive: true, force: true });
}
