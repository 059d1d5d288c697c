import { createHash } from 'node:crypto';
import { chown, cp, mkdir, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { AppError } from '@/lib/domain/errors';

/** Whom root runs Postgres as. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/** Where root may put what the unprivileged user must reach; the first that can be made is used. */
const OPEN_FOLDERS = ['/var/lib/highwater', join(tmpdir(), 'highwater-root')];

/**
 * The nearest folder above `file` that an ordinary user may not walk through, as root's home often is; null when the
 * way is free.
 */
export async function readClosedParent(file: string, { uid }: RunAs): Promise<string | null> {
  for (let folder = dirname(await realpath(file)); ; folder = dirname(folder)) {
    const facts = await stat(folder);
    const isOpen = (facts.mode & 0o001) !== 0 || (facts.uid === uid && (facts.mode & 0o100) !== 0);
    if (!isOpen) return folder;
    if (folder === dirname(folder)) return null;
  }
}

/** A folder of our own for data that would stand behind a closed one; the same for the same `folder` at each start. */
export async function createOpenFolder(folder: string, runAs: RunAs): Promise<string> {
  const name = `${basename(folder)}-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;
  const open = join(await createOpenRoot(folder, runAs), name);
  await mkdir(open, { recursive: true, mode: 0o700 });
  await chown(open, runAs.uid, runAs.gid);
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'MOVED'),
    `Postgres does not run as root, and its user cannot enter ${folder}.\nThe data is in ${open}.\n`,
  );
  return open;
}

/** A copy of `folder` that the unprivileged user can read; made once for each `version`. */
export async function copyToOpenFolder(folder: string, version: string, runAs: RunAs): Promise<string> {
  const copy = join(await createOpenRoot(folder, runAs), version);
  if (await stat(copy).catch(() => null)) return copy;
  const draft = `${copy}.${process.pid}`;
  await rm(draft, { recursive: true, force: true });
  await cp(folder, draft, { recursive: true, verbatimSymlinks: true });
  await giveTo(draft, runAs);
  await rename(draft, copy).catch(async (error) => {
    await rm(draft, { recursive: true, force: true });
    // Another process was faster.
    if (!(await stat(copy).catch(() => null))) throw error;
  });
  return copy;
}

async function giveTo(folder: string, { uid, gid }: RunAs): Promise<void> {
  await chown(folder, uid, gid);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await chown(join(entry.parentPath, entry.name), uid, gid);
  }
}

async function createOpenRoot(wanted: string, runAs: RunAs): Promise<string> {
  for (const folder of OPEN_FOLDERS) {
    const isMade = await mkdir(folder, { recursive: true, mode: 0o755 }).then(
      () => true,
      () => false,
    );
    if (isMade && (await readClosedParent(folder, runAs)) === null && ((await stat(folder)).mode & 0o001) !== 0)
      return folder;
  }
  throw new AppError(
    'precondition_failed',
    `Postgres does not run as root, and the unprivileged user ${runAs.uid} cannot enter ${wanted}: ` +
      'move Highwater to a folder that everybody may enter, start it as an ordinary user, or set DATABASE_URL.',
  );
}
