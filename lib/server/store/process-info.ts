import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

export interface ProcessInfo {
  readonly command: string;
  /** Dead, but not yet collected by its parent: it still has its pid and holds nothing else. */
  readonly isZombie: boolean;
}

/** What runs under a pid; null when nothing does. */
export async function readProcessInfo(pid: number): Promise<ProcessInfo | null> {
  if (!isAlive(pid)) return null;
  return existsSync('/proc/self/stat') ? readFromProc(pid) : readFromPs(pid);
}

async function readFromProc(pid: number): Promise<ProcessInfo | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
    return { command: command.replaceAll('\0', ' ').trim(), isZombie: state === 'Z' || state === 'X' };
  } catch {
    return null;
  }
}

async function readFromPs(pid: number): Promise<ProcessInfo | null> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-p', String(pid), '-o', 'stat=,command=']);
    const [state = '', ...command] = stdout.trim().split(/\s+/);
    return { command: command.join(' '), isZombie: state.startsWith('Z') };
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
