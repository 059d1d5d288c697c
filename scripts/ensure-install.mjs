// Plain JavaScript without packages: it runs before any are there.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MINIMUM_NODE = [20, 19];
const root = join(import.meta.dirname, '..');
const lockfile = join(root, 'package-lock.json');
const installed = join(root, 'node_modules', '.package-lock.json');
const stamp = join(root, 'node_modules', '.highwater-install');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor < MINIMUM_NODE[1])) {
  console.error(`Highwater needs Node ${MINIMUM_NODE.join('.')} or later; this is ${process.versions.node}.`);
  process.exit(1);
}

const wanted = createHash('sha256').update(readFileSync(lockfile)).digest('hex');
if (!isCurrent()) install();

function isCurrent() {
  if (!existsSync(installed)) return false;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true;
  return statSync(installed).mtimeMs >= statSync(lockfile).mtimeMs;
}

function install() {
  const startedAtMs = performance.now();
  process.stdout.write('Installing packages (npm ci) … ');
  const env = { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' };
  const options = {
    cwd: root,
    env,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    maxBuffer: 64 * 1024 * 1024,
  };
  const { status, stdout, stderr } = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], options);
  if (status !== 0) {
    console.error(`failed\n${stdout ?? ''}${stderr ?? ''}`);
    process.exit(status ?? 1);
  }
  writeFileSync(stamp, wanted);
  console.log(`${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`);
}
