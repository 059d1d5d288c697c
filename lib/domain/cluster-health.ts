import type { GroupEvaluation } from './evaluation';
import type { ClusterSnapshot } from './snapshot';
import { isUnderReplicated } from './topic-spread';
import type { GroupStatus } from './verdict/verdicts';

export type ClusterHealth = 'ok' | 'degraded' | 'critical' | 'unreachable' | 'unknown';

/** One thing that is wrong: a message key of the catalogues (`healthFinding.<key>`) and how many there are. */
export interface HealthFinding {
  readonly key:
    | 'clusterUnreachable'
    | 'brokersDown'
    | 'noController'
    | 'offlinePartitions'
    | 'underReplicatedPartitions'
    | 'logDirsFailed'
    | 'groupsStopped'
    | 'groupsStalled'
    | 'groupsFallingBehind'
    | 'notRead';
  readonly severity: 'warning' | 'critical';
  readonly count: number;
}

/** Partitions and replicas by what is wrong with them. A partition without a leader counts as offline and as under-replicated. */
export interface PartitionCounts {
  readonly partitionCount: number;
  readonly underReplicatedCount: number;
  readonly offlinePartitionCount: number;
  /** Of all partitions together. */
  readonly replicaCount: number;
  /** Replicas that are not in the ISR. */
  readonly outOfSyncReplicaCount: number;
}

/** Counts over all topics, internal ones included. */
export function countPartitions(snapshot: ClusterSnapshot): PartitionCounts {
  let partitionCount = 0;
  let underReplicatedCount = 0;
  let offlinePartitionCount = 0;
  let replicaCount = 0;
  let inSyncReplicaCount = 0;
  for (const topic of snapshot.topics) {
    partitionCount += topic.partitionCount;
    for (let p = 0; p < topic.partitionCount; p++) {
      if (isUnderReplicated(topic, p)) underReplicatedCount++;
      if ((topic.leaders[p] as number) < 0) offlinePartitionCount++;
      replicaCount += topic.replicas[p]?.length ?? 0;
      inSyncReplicaCount += topic.isr[p]?.length ?? 0;
    }
  }
  const outOfSyncReplicaCount = replicaCount - inSyncReplicaCount;
  return { partitionCount, underReplicatedCount, offlinePartitionCount, replicaCount, outOfSyncReplicaCount };
}

/** Groups by status; every status has an entry. */
export function countGroupStatuses(groups: Iterable<GroupEvaluation>): Record<GroupStatus, number> {
  const counts = { ok: 0, slow: 0, stalled: 0, stopped: 0, unknown: 0 };
  for (const { status } of groups) counts[status]++;
  return counts;
}

/** What is wrong with a cluster, the worst first; empty when nothing is. */
export function evaluateFindings(
  snapshot: ClusterSnapshot,
  partitions: PartitionCounts,
  groups: Readonly<Record<GroupStatus, number>>,
): readonly HealthFinding[] {
  const failedDirs = snapshot.brokers.flatMap((broker) => broker.logDirs ?? []).filter((dir) => dir.errorName !== null);
  const isUnreachable = snapshot.brokers.every((broker) => !broker.isReachable);
  const down = snapshot.brokers.filter((broker) => !broker.isRegistered).length;
  const findings: HealthFinding[] = [
    { key: 'clusterUnreachable', severity: 'critical', count: isUnreachable ? 1 : 0 },
    { key: 'offlinePartitions', severity: 'critical', count: partitions.offlinePartitionCount },
    { key: 'noController', severity: 'critical', count: !isUnreachable && snapshot.controllerId === null ? 1 : 0 },
    { key: 'brokersDown', severity: 'warning', count: down },
    { key: 'logDirsFailed', severity: 'warning', count: failedDirs.length },
    { key: 'underReplicatedPartitions', severity: 'warning', count: partitions.underReplicatedCount },
    { key: 'groupsStopped', severity: 'warning', count: groups.stopped },
    { key: 'groupsStalled', severity: 'warning', count: groups.stalled },
    { key: 'groupsFallingBehind', severity: 'warning', count: groups.slow },
    { key: 'notRead', severity: 'warning', count: snapshot.gaps.length },
  ];
  return findings.filter((finding) => finding.count > 0);
}

const ABOUT_GROUPS: ReadonlySet<HealthFinding['key']> = new Set([
  'groupsStopped',
  'groupsStalled',
  'groupsFallingBehind',
]);

/** Health of the cluster itself: findings about its consumers, and gaps, do not count against it. */
export function evaluateHealth(findings: readonly HealthFinding[]): ClusterHealth {
  if (findings.some((finding) => finding.key === 'clusterUnreachable')) return 'unreachable';
  if (findings.some((finding) => finding.severity === 'critical')) return 'critical';
  const own = findings.filter((finding) => !ABOUT_GROUPS.has(finding.key) && finding.key !== 'notRead');
  return own.length > 0 ? 'degraded' : 'ok';
}
