import { AppError } from '@/lib/domain/errors';
import type { JudgedRound } from '@/lib/domain/evaluation';
import type { GapFact, GroupFacts, TopicFacts } from '@/lib/domain/snapshot';
import type { GapItem } from './list';
import { groupsById, topicsByName } from './round-memo';
import type { ConfiguredCluster, ViewSource } from './view';

/** The configured cluster of a path. Throws `not_found`. */
export function requireCluster(source: ViewSource, clusterId: string): ConfiguredCluster {
  const cluster = source.clusters().find((one) => one.clusterId === clusterId);
  if (cluster === undefined) throw new AppError('not_found', `There is no cluster "${clusterId}"`);
  return cluster;
}

/** The latest round of a cluster, null before the first. Throws `not_found` for an unknown cluster. */
export function roundOf(source: ViewSource, clusterId: string): JudgedRound | null {
  requireCluster(source, clusterId);
  return source.round(clusterId);
}

/** The latest round of a cluster. Throws `not_found`, or `cluster_unreachable` before the first round. */
export function requireRound(source: ViewSource, clusterId: string): JudgedRound {
  const round = roundOf(source, clusterId);
  if (round !== null) return round;
  throw new AppError('cluster_unreachable', `Nothing has been read of cluster "${clusterId}" yet; try again shortly`, {
    retryable: true,
  });
}

/** Throws `not_found`. */
export function requireTopic(round: JudgedRound, name: string): TopicFacts {
  const topic = topicsByName(round).get(name);
  if (topic === undefined) throw new AppError('not_found', `There is no topic "${name}"`);
  return topic;
}

/** Throws `not_found`. */
export function requireGroup(round: JudgedRound, groupId: string): GroupFacts {
  const group = groupsById(round).get(groupId);
  if (group === undefined) throw new AppError('not_found', `There is no group "${groupId}"`);
  return group;
}

/** Gaps shown beside one answer are at most this many. */
const MAX_GAPS = 100;

/** What narrows the gaps of a round to those that touch an answer; what is absent does not narrow. */
export interface GapScope {
  readonly facts: readonly GapFact[];
  readonly brokerId?: number;
  readonly topics?: ReadonlySet<string>;
  readonly groupId?: string;
}

/** The gaps of a round that touch an answer, at most 100. */
export function gapsWithin(round: JudgedRound | null, scope: GapScope): GapItem[] {
  const touching = (round?.snapshot.gaps ?? []).filter(
    (gap) =>
      scope.facts.includes(gap.fact) &&
      (scope.brokerId === undefined || gap.brokerId === null || gap.brokerId === scope.brokerId) &&
      (scope.topics === undefined || gap.topic === null || scope.topics.has(gap.topic)) &&
      (scope.groupId === undefined || gap.groupId === null || gap.groupId === scope.groupId),
  );
  return touching.slice(0, MAX_GAPS);
}

/** Null for NaN, which stands for "never read" in the columns of a snapshot. */
export function numberOrNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

/** Rounded to so many decimals: measured figures carry no more meaning than that. Null stays null, NaN becomes it. */
export function roundOrNull(value: number | null | undefined, decimals: number): number | null {
  if (value === null || value === undefined || Number.isNaN(value)) return null;
  const factor = 10 ** decimals;
  return Math.round(value * factor) / factor;
}
