import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { log } from '@/lib/server/log';
import { relayOutput } from './child-output';

const RESTART_MS = [500, 1_000, 2_000, 5_000, 10_000] as const;
/** A child that ran this long starts afresh with the shortest wait. */
const STABLE_MS = 60_000;
/** Exit code of a child whose settings are wrong: starting it again would not help. */
export const SETUP_EXIT_CODE = 2;

export interface ChildSpec {
  readonly name: 'web' | 'collector';
  readonly file: string;
  readonly args?: readonly string[];
  readonly execArgv?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

export interface SupervisedChild {
  /** Delivers a message when the child runs; false when it does not. */
  send(message: object, onSent: () => void): boolean;
  isRunning(): boolean;
  /** SIGTERM, then SIGKILL after `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

export interface ChildCallbacks {
  readonly onStart?: () => void;
  readonly onMessage?: (message: unknown) => void;
  /** The child ended with the code for wrong settings. */
  readonly onSetupProblem: (name: string) => void;
}

/** Runs a process and starts it again whenever it ends, waiting longer each time. */
export function startSupervisedChild(spec: ChildSpec, callbacks: ChildCallbacks): SupervisedChild {
  const stopping = new AbortController();
  let child: ChildProcess | null = null;
  const done = runForever();

  async function runForever(): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted; failures++) {
      const startedMs = performance.now();
      const exit = await runOnce();
      if (stopping.signal.aborted) return;
      if (exit === String(SETUP_EXIT_CODE)) {
        callbacks.onSetupProblem(spec.name);
        return;
      }
      if (performance.now() - startedMs > STABLE_MS) failures = 0;
      const waitMs = RESTART_MS[Math.min(failures, RESTART_MS.length - 1)];
      log.error({ process: spec.name, exit, restartInMs: waitMs }, 'a process ended and is started again');
      await sleep(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  async function runOnce(): Promise<string> {
    const running = fork(spec.file, [...(spec.args ?? [])], {
      env: spec.env,
      execArgv: [...(spec.execArgv ?? [])],
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child = running;
    relayOutput(running.stdout, 'stdout');
    relayOutput(running.stderr, 'stderr');
    running.on('message', (message) => callbacks.onMessage?.(message));
    running.on('error', (error) => log.error({ process: spec.name, err: error }, 'a process cannot be reached'));
    callbacks.onStart?.();
    const exit = await new Promise<string>((resolve) => {
      running.once('close', (code, signal) => resolve(String(code ?? signal)));
      running.once('error', () => running.pid === undefined && resolve('not started'));
    });
    child = null;
    return exit;
  }

  return {
    send: (message, onSent) => {
      if (!child?.connected) return false;
      child.send(message, undefined, undefined, onSent);
      return true;
    },
    isRunning: () => child !== null,
    stop: async (graceMs) => {
      stopping.abort();
      child?.kill('SIGTERM');
      const force = setTimeout(() => child?.kill('SIGKILL'), graceMs);
      await done;
      clearTimeout(force);
    },
  };
}
