import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePorts } from '@/demo/free-ports';
import { startHighwater } from '@/demo/highwater-process';

/** Far beyond what an end may take, so that one that takes too long is seen. */
const KILL_AFTER_MS = 60_000;

export interface AnotherHighwater {
  readonly url: string;
  /** Of the supervisor. */
  readonly pid: number;
  /** Asks it to end, as an init system does, and starts it again on the same data; resolves with how long the end took. */
  restart(): Promise<{ readonly endedAfterMs: number }>;
  /** Ends the collector as a crash does; the supervisor starts another. */
  killCollector(): void;
  stop(): Promise<void>;
}

/** Children of a process that run a program of that name. */
export function readChildren(pid: number, program: string): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  return children.map(Number).filter((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes(program));
}

/** A Highwater of one test's own on the shared brokers, with a database of its own, e.g. one that asks who you are. */
export async function startAnotherHighwater(env: Readonly<Record<string, string>>): Promise<AnotherHighwater> {
  const dataDir = await mkdtemp(join(tmpdir(), 'highwater-another-'));
  await chmod(dataDir, 0o755);
  const [port = 0] = await findFreePorts([undefined]);
  const own = { HIGHWATER_CLUSTER_NAME: 'demo', HIGHWATER_DATA_DIR: dataDir, HIGHWATER_POLL_INTERVAL: '2', ...env };
  const start = () => startHighwater({ port, logPath: join(dataDir, 'highwater.log'), env: own });
  let highwater = await start();
  return {
    url: highwater.url,
    get pid() {
      return highwater.pid;
    },
    async restart() {
      const startedMs = performance.now();
      await highwater.stop(KILL_AFTER_MS);
      const endedAfterMs = performance.now() - startedMs;
      highwater = await start();
      return { endedAfterMs };
    },
    killCollector() {
      const collectors = readChildren(highwater.pid, 'collector.mjs');
      if (collectors.length !== 1) throw new Error(`${collectors.length} collectors run below ${highwater.pid}`);
      process.kill(collectors[0] as number, 'SIGKILL');
    },
    async stop() {
      await highwater.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
