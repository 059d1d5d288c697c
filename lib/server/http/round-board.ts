import type { JudgedRound } from '@/lib/domain/evaluation';
import { isNewerRound } from '@/lib/server/store/round-codec';
import type { StoredRound } from '@/lib/server/store/round-store';

/** What a new round is told as. */
export interface RoundNotice {
  readonly clusterId: string;
  readonly capturedAtMs: number;
}

/** The newest round of each cluster, in memory: what every view is served from. */
export interface RoundBoard {
  /** Takes a round unless a newer one is here already. */
  post(stored: StoredRound): void;
  latest(clusterId: string): StoredRound | null;
  round(clusterId: string): JudgedRound | null;
  rounds(): readonly JudgedRound[];
  /** Tells that something stored beside the cluster's rounds changed. */
  renew(clusterId: string): void;
  /** Calls back with each new round until the answer is called. */
  subscribe(onRound: (notice: RoundNotice) => void): () => void;
}

export function createRoundBoard(): RoundBoard {
  const latest = new Map<string, StoredRound>();
  const subscribers = new Set<(notice: RoundNotice) => void>();
  return {
    post: (stored) => {
      const { clusterId, capturedAtMs } = stored.round.snapshot;
      if (!isNewerRound(stored, latest.get(clusterId) ?? null)) return;
      latest.set(clusterId, stored);
      for (const tell of subscribers) tell({ clusterId, capturedAtMs });
    },
    renew: (clusterId) => {
      const capturedAtMs = latest.get(clusterId)?.round.snapshot.capturedAtMs;
      if (capturedAtMs !== undefined) for (const tell of subscribers) tell({ clusterId, capturedAtMs });
    },
    latest: (clusterId) => latest.get(clusterId) ?? null,
    round: (clusterId) => latest.get(clusterId)?.round ?? null,
    rounds: () => [...latest.values()].map((stored) => stored.round),
    subscribe: (onRound) => {
      subscribers.add(onRound);
      return () => subscribers.delete(onRound);
    },
  };
}
