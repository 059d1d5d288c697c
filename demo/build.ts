import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readLogTail, startProcess } from './child-process';
import { withDirectoryLock } from './directory-lock';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const cacheDir = join(root, 'node_modules', '.cache');
const stampPath = join(root, 'dist', '.build-stamp');
const SOURCES = [
  'app',
  'components',
  'lib',
  'prisma',
  'public',
  'scripts/build.ts',
  'next.config.ts',
  'package-lock.json',
  'postcss.config.mjs',
  'prisma.config.ts',
  'tsconfig.json',
];
/** Tests are not built in; the Prisma client is written by the build itself. */
const NOT_A_SOURCE = /\.(test|e2e)\.tsx?$|^lib\/server\/store\/prisma\//;

/** The file that starts Highwater, present once the build is. */
export const highwaterEntry = join(root, 'dist', 'highwater.mjs');

/** Whether dist/ was built from the sources as they are. */
export function isBuildCurrent(): boolean {
  return existsSync(highwaterEntry) && existsSync(stampPath) && readFileSync(stampPath, 'utf8') === hashSources();
}

/** Runs `npm run build` unless what it would make is there already. */
export async function ensureBuild(): Promise<void> {
  if (isBuildCurrent()) return;
  await withDirectoryLock(join(cacheDir, 'highwater-build.lock'), async () => {
    if (isBuildCurrent()) return;
    const hash = hashSources();
    await runBuild();
    writeFileSync(stampPath, hash);
  });
}

function hashSources(): string {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap(listFiles).sort()) {
    if (!NOT_A_SOURCE.test(path)) hash.update(path).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

function listFiles(source: string): string[] {
  const path = join(root, source);
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [source];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

async function runBuild(): Promise<void> {
  const logPath = join(cacheDir, 'highwater-build.log');
  mkdirSync(cacheDir, { recursive: true });
  rmSync(logPath, { force: true });
  rmSync(stampPath, { force: true });
  const build = startProcess('npm', ['run', 'build'], { logPath, cwd: root });
  const exitCode = await build.exited;
  if (exitCode !== 0) throw new Error(`npm run build failed:\n${readLogTail(logPath, 40)}`);
}
