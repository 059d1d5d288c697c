'use client';

import { useQuery } from '@tanstack/react-query';
import { useNow } from '@/components/ui/use-now';
import { useLiveState } from '@/lib/client/live';
import { clusterQuery } from '@/lib/client/queries';
import { evaluateFreshness, type Freshness } from './data-freshness';

interface ClusterFreshness {
  readonly freshness: Freshness;
  readonly capturedAtMs: number | null;
  readonly pollIntervalMs: number | null;
  readonly ageSeconds: number;
}

/** Age of the data of a cluster, renewed every second; null until anything is known of it. */
export function useFreshness(clusterId: string): ClusterFreshness | null {
  const { data } = useQuery(clusterQuery(clusterId));
  const live = useLiveState();
  const nowMs = useNow();
  if (data === undefined) {
    return live === 'lost' ? { freshness: 'lost', capturedAtMs: null, pollIntervalMs: null, ageSeconds: 0 } : null;
  }
  const { pollIntervalMs } = data;
  const isAnswered = data.health !== 'unreachable';
  // While no broker answers, what is shown is as old as the last answer, however new the round.
  const capturedAtMs = isAnswered ? data.capturedAtMs : data.answeredAtMs;
  return {
    freshness: evaluateFreshness({ capturedAtMs: data.capturedAtMs, isAnswered, pollIntervalMs, live, nowMs }),
    capturedAtMs,
    pollIntervalMs,
    ageSeconds: capturedAtMs === null ? 0 : Math.max(0, (nowMs - capturedAtMs) / 1000),
  };
}
