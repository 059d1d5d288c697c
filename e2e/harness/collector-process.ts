import { type ChildProcess, fork } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { pollUntil } from '@/demo/poll-until';
import { type EncodedRound, parseRoundMessage } from '@/lib/server/store/round-codec';

/** A collector as the supervisor starts it, with the rounds that it published. */
export interface CollectorProcess {
  readonly child: ChildProcess;
  readonly rounds: EncodedRound[];
}

/** Runs the collector's entry point with these variables over the environment. */
export function startCollectorProcess(variables: Readonly<Record<string, string>>): CollectorProcess {
  const child = fork('lib/server/collector/main.ts', {
    env: { ...process.env, HIGHWATER_POLL_INTERVAL: '1', HIGHWATER_LOG_LEVEL: 'error', ...variables },
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const collector: CollectorProcess = { child, rounds: [] };
  child.on('message', (message) => {
    const round = parseRoundMessage(message);
    if (round) collector.rounds.push(round);
  });
  return collector;
}

/** Asks it to end, also when it is paused, and waits until it is gone. */
export async function stopCollectorProcess({ child }: CollectorProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGCONT');
  child.kill('SIGTERM');
  await exited;
}

/** Waits until something is so, at most a minute and a half. */
export async function waitFor(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  await pollUntil(what, async () => condition(), { timeoutMs: 90_000, intervalMs: 50 });
}

/** Files and sockets that the process holds open (Linux). */
export function countOpenFiles({ child }: CollectorProcess): number {
  return readdirSync(`/proc/${child.pid}/fd`).length;
}
