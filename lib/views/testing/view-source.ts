import type { z } from 'zod';
import type { JudgedRound } from '@/lib/domain/evaluation';
import { roundAtMs } from '@/lib/domain/testing/build-snapshot';
import { windowOf } from '@/lib/domain/testing/burrow-window-of';
import { type RoundScript, runRounds } from '@/lib/domain/testing/run-rounds';
import type { View, ViewSource } from '../view';

/** A source with the cluster `test` in the last of `count` rounds of a script, and the cluster `new` that was never read. */
export function sourceOf(count: number, script: RoundScript): ViewSource {
  return sourceOfRounds(runRounds(count, script));
}

export function sourceOfRound(round: JudgedRound | null): ViewSource {
  return sourceOfRounds(round === null ? [] : [round]);
}

/** A source in the last of some rounds of the cluster `test`. */
export function sourceOfRounds(rounds: readonly JudgedRound[]): ViewSource {
  const round = rounds.at(-1) ?? null;
  const configured = (clusterId: string) => ({
    clusterId,
    clusterName: clusterId,
    isDemo: false,
    bootstrapServers: ['h:1'],
  });
  return {
    clusters: () => [configured('test'), configured('new')],
    round: (clusterId) => (clusterId === 'test' ? round : null),
    burrowWindow: async (clusterId) => (clusterId === 'test' ? windowOf(rounds) : null),
    readLagHistory: async () => ({ points: [], stepMs: 1, collectingSinceMs: null }),
    readClusterLagHistory: async () => ({ fromMs: 0, stepMs: 60_000, items: [] }),
    readLogHistory: async () => ({ points: [], stepMs: 1, collectingSinceMs: null }),
    readAuditEvents: async () => ({ items: [], total: 0, totalUnfiltered: 0 }),
    readEvents: async () => ({ items: [], total: 0, totalUnfiltered: 0 }),
    readWatchedSpans: async () => [],
    readOperationRuns: async () => ({ items: [], total: 0, totalUnfiltered: 0 }),
    readOperationRun: async () => null,
    readClusterSetting: async () => null,
    readAlerts: async () => ({
      settings: { rule: [], channel: [], silence: [], window: [] },
      tracks: [],
      incidentIds: new Map(),
      evaluatedAtMs: null,
      ruleStates: [],
      channelStates: [],
    }),
    readAlertIncidents: async () => [],
    readBrokerLoggers: async () => ({ items: [], readAtMs: roundAtMs(0), gaps: [] }),
    readBrokerReplicas: async () => ({ items: [], readAtMs: roundAtMs(0), gaps: [] }),
    readTopicProducers: async () => ({ items: [], readAtMs: roundAtMs(0), gaps: [] }),
    readFreshness: async () => [],
    readFreshnessMinutes: async () => new Uint8Array(0),
    nowMs: () => round?.snapshot.completedAtMs ?? roundAtMs(0),
  };
}

/** Reads a view as a request would: parameters as texts, the answer checked against its own schema. */
export async function readView<Params extends z.ZodType, Response extends z.ZodType>(
  view: View<Params, Response>,
  source: ViewSource,
  params: Readonly<Record<string, string>>,
): Promise<z.output<Response>> {
  const answer = await view.read(source, view.params.parse(params));
  return view.response.parse(answer);
}
