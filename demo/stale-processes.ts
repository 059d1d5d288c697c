import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { pollUntil } from './poll-until';

const execFileAsync = promisify(execFile);

/** What an earlier start of the same data directory wrote down about a process. */
export interface RecordedProcess {
  readonly pid: number;
  readonly parentPid: number;
  /** Text that the command line of ours must hold; a pid alone may belong to a stranger by now. */
  readonly marker: string;
}

/** Ends what an earlier start left behind; refuses when that start is still alive and using the data directory. */
export async function stopStaleProcesses(recorded: readonly RecordedProcess[]): Promise<void> {
  for (const { pid, parentPid, marker } of recorded) {
    const found = await readProcess(pid);
    if (found === null || !found.command.includes(marker)) continue;
    if (found.parentPid === parentPid) {
      throw new Error(`${marker} is in use by process ${parentPid}: stop that one first`);
    }
    await endProcess(pid);
  }
}

async function endProcess(pid: number): Promise<void> {
  const isGone = async () => (await readProcess(pid)) === null;
  // A paused process cannot end before it is woken.
  for (const name of ['SIGCONT', 'SIGTERM'] as const) process.kill(pid, name);
  try {
    await pollUntil(`process ${pid} to end`, isGone, { timeoutMs: 8_000 });
  } catch {
    process.kill(pid, 'SIGKILL');
    await pollUntil(`process ${pid} to end`, isGone, { timeoutMs: 8_000 });
  }
}

async function readProcess(pid: number): Promise<{ parentPid: number; command: string } | null> {
  try {
    const { stdout } = await execFileAsync('ps', ['-o', 'ppid=,stat=,command=', '-p', String(pid)]);
    const [, parentPid, stat, command] = /^\s*(\d+)\s+(\S+)\s+(.*)$/s.exec(stdout) ?? [];
    if (command === undefined || stat?.startsWith('Z')) return null;
    return { parentPid: Number(parentPid), command };
  } catch {
    return null;
  }
}
