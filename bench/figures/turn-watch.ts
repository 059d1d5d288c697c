const TURN_EVERY_MS = 2;

/** How long the event loop is held up. */
export interface TurnWatch {
  /** Most CPU between two turns since the call before, a few ms too much at the most. */
  takeLongestMs(): number;
  stop(): void;
}

/** CPU and not wall time: what else the machine does holds up nothing of ours. */
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

function readCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
