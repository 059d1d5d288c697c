import { readFileSync } from 'node:fs';

const TURN_EVERY_MS = 2;

/** How long the event loop is held up. */
export interface TurnWatch {
  /** Most CPU between two turns since the call before, a few ms too much at the most. */
  takeLongestMs(): number;
  stop(): void;
}

/** CPU of this thread and not wall time: what else the machine does, and zlib beside us, holds up nothing of ours. */
export function watchTurns(): TurnWatch {
  let lastMs = readCpuMs();
  let longestMs = 0;
  const notice = () => {
    const cpuMs = readCpuMs();
    longestMs = Math.max(longestMs, cpuMs - lastMs);
    lastMs = cpuMs;
  };
  const timer = setInterval(notice, TURN_EVERY_MS);
  return {
    takeLongestMs: () => {
      notice();
      const taken = longestMs;
      longestMs = 0;
      return taken;
    },
    stop: () => clearInterval(timer),
  };
}

/** Linux counts nanoseconds on a CPU for each thread; the main one has the number of the process. */
function readCpuMs(): number {
  return Number.parseInt(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8'), 10) / 1e6;
}
