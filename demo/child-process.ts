import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

export interface StartedProcess {
  readonly pid: number;
  /** Resolves with the exit code when the process is gone, null when a signal ended it; never rejects. */
  readonly exited: Promise<number | null>;
  isRunning(): boolean;
  /** Sends a signal, SIGKILL to all that the process started as well; does nothing when it is gone. */
  signal(name: NodeJS.Signals): void;
  /** One line to its standard input. */
  say(line: string): void;
  /** Asks it to end, insists after the grace, and resolves when it is gone. Works on a paused process, too. */
  stop(graceMs?: number): Promise<void>;
}

interface StartOptions {
  readonly logPath: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** `inherit` shows its output on our terminal instead of in the log. */
  readonly output?: 'log' | 'inherit';
  /** Takes each line of its standard output, which then is not in the log. */
  readonly onLine?: (line: string) => void;
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) killGroup(child);
});

/**
 * Starts a program in a process group of its own, so that ctrl-C reaches us alone and we decide the order of the end.
 * Its standard input is a pipe that closes when we die, however we die.
 */
export function startProcess(command: string, args: readonly string[], options: StartOptions): StartedProcess {
  const log = openSync(options.logPath, 'a');
  const output = options.output === 'inherit' ? 'inherit' : log;
  const child = spawn(command, args, {
    detached: true,
    stdio: ['pipe', options.onLine ? 'pipe' : output, output],
    env: options.env ?? process.env,
    cwd: options.cwd,
  });
  closeSync(log);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} could not be started`);
  running.add(child);
  if (options.onLine && child.stdout) createInterface({ input: child.stdout }).on('line', options.onLine);
  // Writing to a process that has just gone is no fault of ours.
  child.stdin?.on('error', () => undefined);
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (exitCode) => {
      running.delete(child);
      resolve(exitCode);
    });
  });
  const signal = (name: NodeJS.Signals) => {
    if (!running.has(child)) return;
    if (name === 'SIGKILL') killGroup(child);
    else child.kill(name);
  };
  return {
    pid,
    exited,
    isRunning: () => running.has(child),
    signal,
    say: (line) => child.stdin?.write(`${line}\n`),
    async stop(graceMs = 10_000) {
      signal('SIGCONT');
      signal('SIGTERM');
      const insist = setTimeout(() => signal('SIGKILL'), graceMs);
      await exited;
      clearTimeout(insist);
    },
  };
}

/** The process and whatever it started: nobody is left to end those. */
function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Gone between the look and the signal.
  }
}

/** Last lines of a log, for the message that tells why a process ended. */
export function readLogTail(logPath: string, lines = 12): string {
  return readFileSync(logPath, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}
