import { open, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readProcessInfo } from './process-info';

const STOP_STEPS = [
  { signal: 'SIGINT', waitMs: 10_000 },
  { signal: 'SIGQUIT', waitMs: 5_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
] as const;
const ZOMBIE_WAIT_MS = 5_000;

/** What a Postgres server writes about itself into its data folder. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly isReady: boolean;
}

/** Reads `postmaster.pid`; null when there is none or it is still being written. */
export async function readPostmaster(pgData: string): Promise<Postmaster | null> {
  const text = await readFile(join(pgData, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number.parseInt(lines[0] ?? '', 10);
  if (!Number.isInteger(pid)) return null;
  return { pid, port: Number.parseInt(lines[3] ?? '0', 10), isReady: lines[7]?.trim() === 'ready' };
}

/**
 * The server that already runs on this data folder, left behind by a launcher that was killed; null when none does.
 * A `postmaster.pid` whose process is gone, is a zombie that nobody collects, or is something else that got the
 * number again (a restarted container) is removed, since Postgres would refuse to start over it.
 */
export async function readRunningPostmaster(pgData: string): Promise<Postmaster | null> {
  const deadline = Date.now() + ZOMBIE_WAIT_MS;
  for (;;) {
    const postmaster = await readPostmaster(pgData);
    if (postmaster === null) return null;
    const info = await readProcessInfo(postmaster.pid);
    const isOurs = info?.command.includes(pgData) === true;
    if (info !== null && !info.isZombie && isOurs) return postmaster;
    if (info?.isZombie !== true || Date.now() > deadline) {
      await rm(join(pgData, 'postmaster.pid'), { force: true });
      return null;
    }
    await sleep(100);
  }
}

/** Ends a server: first politely (open connections are closed), then at once, then by force. */
export async function stopPostmaster(pid: number): Promise<void> {
  for (const { signal, waitMs } of STOP_STEPS) {
    const deadline = Date.now() + waitMs;
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    while (Date.now() < deadline) {
      const info = await readProcessInfo(pid);
      if (info === null || info.isZombie) return;
      await sleep(10);
    }
  }
}

/** A TCP port of the loopback interface that was free a moment ago. */
export function readFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** The last lines a server wrote, for the error message. */
export async function readLogTail(logFile: string): Promise<string> {
  const text = await readFile(logFile, 'utf8').catch(() => '');
  const lines = text.trim().split('\n');
  const telling = lines.filter((line) => /FATAL|PANIC|ERROR|could not|cannot/.test(line));
  return (telling.at(-1) ?? lines.at(-1) ?? '').trim();
}

/** Lock files of this process: one that bears our pid and is not among them was left by a namesake, as in containers. */
const heldLocks = new Set<string>();

/** Holds `file` while `run` runs, so that two launchers never prepare one data folder together. */
export async function withLockFile<T>(file: string, waitMs: number, run: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    const handle = await open(file, 'wx', 0o600).catch(() => null);
    if (handle) {
      heldLocks.add(file);
      await handle.writeFile(String(process.pid));
      await handle.close();
      break;
    }
    const owner = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
    const isStale =
      Number.isInteger(owner) &&
      (owner === process.pid ? !heldLocks.has(file) : (await readProcessInfo(owner)) === null);
    if (isStale || Date.now() > deadline) await rm(file, { force: true });
    else await sleep(50);
  }
  try {
    return await run();
  } finally {
    heldLocks.delete(file);
    await rm(file, { force: true });
  }
}
