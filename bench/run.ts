import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** `npm run bench [name …]`: runs every benchmark of this folder, or those named. Each prints its own ratios. */
/** Runs when it is named alone: it takes an hour. */
const LONG = 'soak';
const folder = import.meta.dirname;
const wanted = process.argv.slice(2);
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && entry.name !== 'run.ts')
  .map((entry) => entry.name.slice(0, -'.ts'.length))
  .filter((name) => (wanted.length === 0 ? name !== LONG : wanted.includes(name)));

const missing = wanted.filter((name) => !names.includes(name));
if (missing.length > 0) {
  console.error(`No benchmark is named ${missing.join(', ')}.`);
  process.exit(2);
}

let failed = 0;
for (const name of names) {
  console.log(`\n== ${name}`);
  if (spawnSync('npx', ['tsx', join(folder, `${name}.ts`)], { stdio: 'inherit' }).status !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
