import { log } from '@/lib/server/log';
import { describeClockSkew, readClockSkewMs } from '@/lib/server/store/clock-skew';
import type { Database } from '@/lib/server/store/database';

const WATCH_INTERVAL_MS = 60_000;

/** Warns when the clocks of this machine and of Postgres differ too much, and tells when they agree again. */
export function startClockWatch(database: Database): { stop(): Promise<void> } {
  let hasWarned = false;
  let running: Promise<void> = Promise.resolve();
  const look = async () => {
    const problem = describeClockSkew(await readClockSkewMs(database));
    if (problem !== null && !hasWarned) log.warn(problem);
    if (problem === null && hasWarned) log.info('the clocks of Postgres and of this machine agree again');
    hasWarned = problem !== null;
  };
  // A database that is away is told of by whoever needs it.
  const start = () => {
    running = look().catch(() => undefined);
  };
  start();
  const timer = setInterval(start, WATCH_INTERVAL_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
