import { type BurrowWindow, createBurrowWindow } from '@/lib/domain/burrow/burrow-window';
import { log } from '@/lib/server/log';
import { runInSlices } from '@/lib/server/run-in-slices';
import type { RoundBoard } from './round-board';

/** What Burrow would remember of each cluster, from the rounds that this process was given since it started. */
export interface BurrowWindows {
  /** Resolves once the newest round is in it; null before the first. */
  read(clusterId: string): Promise<BurrowWindow | null>;
}

interface Filling {
  readonly window: BurrowWindow;
  done: Promise<void>;
}

export function createBurrowWindows(board: RoundBoard): BurrowWindows {
  const fillings = new Map<string, Filling>();
  board.subscribe(({ clusterId }) => {
    const round = board.round(clusterId);
    if (round === null) return;
    const filling = fillings.get(clusterId) ?? { window: createBurrowWindow(), done: Promise.resolve() };
    fillings.set(clusterId, filling);
    filling.done = filling.done
      .then(() => runInSlices(filling.window.append(round)))
      .catch((error: unknown) => log.error({ err: error, cluster: clusterId }, 'a round is not in the Burrow window'));
  });
  return {
    read: async (clusterId) => {
      const filling = fillings.get(clusterId);
      if (filling === undefined) return null;
      await filling.done;
      return filling.window;
    },
  };
}
