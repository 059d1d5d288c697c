import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const PLACES = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const HINT =
  'The end-to-end tests need Chromium: install it (Debian: apt-get install chromium; macOS: brew install chromium) ' +
  'or set CHROMIUM_PATH to the program.';

/** Path of a Chromium: CHROMIUM_PATH, else an installed one, else one installed now where apt-get may do so. */
export function ensureChromium(): string {
  const given = process.env.CHROMIUM_PATH;
  if (given && !existsSync(given)) throw new Error(`CHROMIUM_PATH names ${given}, which does not exist`);
  const found = given ?? findChromium() ?? installChromium();
  if (!found) throw new Error(HINT);
  return found;
}

function findChromium(): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...PLACES];
  return candidates.find((path) => existsSync(path)) ?? null;
}

function installChromium(): string | null {
  const isRoot = process.getuid?.() === 0;
  const aptGet = isRoot ? ['apt-get'] : ['sudo', '-n', 'apt-get'];
  if (!succeeds(isRoot ? ['apt-get', '--version'] : ['sudo', '-n', 'true'])) return null;
  console.log('Installing Chromium (apt-get install chromium) …');
  succeeds([...aptGet, 'update', '-qq']);
  succeeds([...aptGet, 'install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  return findChromium();
}

function succeeds([command = '', ...args]: string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0;
}
