import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pollUntil } from './poll-until';

const WAIT_MS = 600_000;

/** Lets one process at a time do the work; a lock left by a process that is gone does not count. */
export async function withDirectoryLock<T>(lockDir: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(lockDir), { recursive: true });
  await pollUntil(`another process to let go of ${lockDir}`, async () => tryLock(lockDir), { timeoutMs: WAIT_MS });
  try {
    return await work();
  } finally {
    rmSync(lockDir, { recursive: true, force: true });
  }
}

function tryLock(lockDir: string): boolean {
  const pidPath = join(lockDir, 'pid');
  try {
    mkdirSync(lockDir);
    writeFileSync(pidPath, String(process.pid));
    return true;
  } catch {
    const owner = existsSync(pidPath) ? Number(readFileSync(pidPath, 'utf8')) : null;
    if (owner !== null && !isAlive(owner)) rmSync(lockDir, { recursive: true, force: true });
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
