import {
  countGroupStatuses,
  countPartitions,
  evaluateFindings,
  evaluateHealth,
  type PartitionCounts,
} from '@/lib/domain/cluster-health';
import type { JudgedRound } from '@/lib/domain/evaluation';
import { addKnown } from '@/lib/domain/group-lag';
import { KAFKA_FEATURES } from '@/lib/domain/kafka-features';
import type { BrokerFacts } from '@/lib/domain/snapshot';
import { isUnderReplicated } from '@/lib/domain/topic-spread';
import { type GroupStatus, isBad, verdictCode } from '@/lib/domain/verdict/verdicts';
import { brokerItems } from './broker-items';
import { groupItems, groupUrgency } from './group-items';
import { toPathId } from './path-id';
import { memoOnRound } from './round-memo';
import type { ClusterDetail, ClusterItem } from './schemas/cluster';
import type { GroupItem } from './schemas/group';
import { numberOrNull, roundOrNull } from './source';
import type { ConfiguredCluster } from './view';

const MAX_TROUBLED_PARTITIONS = 50;
const WORST_GROUPS = 5;
const WORST_GROUPS_OF_LIST = 3;

interface ClusterJudgement {
  readonly partitions: PartitionCounts;
  readonly groupStatusCounts: Record<GroupStatus, number>;
  readonly findings: ClusterItem['findings'];
}

const clusterJudgement = memoOnRound((round): ClusterJudgement => {
  const partitions = countPartitions(round.snapshot);
  const groupStatusCounts = countGroupStatuses(round.evaluation.groups.values());
  return {
    partitions,
    groupStatusCounts,
    findings: [...evaluateFindings(round.snapshot, partitions, groupStatusCounts)],
  };
});

/** A round older than this many poll intervals no longer tells how the cluster is. */
const STALE_INTERVALS = 3;

/** A cluster of the list. `health` is `unknown` before the first round and when the last one is long ago. */
export function clusterItem(cluster: ConfiguredCluster, round: JudgedRound | null, nowMs: number): ClusterItem {
  if (round === null) return neverRead(cluster);
  const { snapshot } = round;
  const { partitions, findings, groupStatusCounts } = clusterJudgement(round);
  const up = snapshot.brokers.filter((broker) => broker.isRegistered).length;
  const produced = producedPerSecond(round);
  const size = sizeBytes(round);
  const isStale = nowMs - snapshot.completedAtMs > Math.max(30_000, STALE_INTERVALS * snapshot.pollIntervalMs);
  return {
    id: cluster.clusterId,
    name: cluster.clusterName,
    isDemo: cluster.isDemo,
    bootstrapServers: [...cluster.bootstrapServers],
    kafkaClusterId: snapshot.kafkaClusterId,
    kafkaVersion: snapshot.kafkaVersion,
    controllerId: snapshot.controllerId,
    brokerCount: up,
    brokersDownCount: snapshot.brokers.length - up,
    topicCount: snapshot.topics.length,
    ...partitions,
    groupCount: snapshot.groups.length,
    groupStatusCounts,
    worstGroups: worstGroupsOfList(round),
    producedPerSecond: roundOrNull(produced.sum, 2),
    producedPerSecondIsAtLeast: produced.isAtLeast,
    sizeBytes: size.sum,
    sizeBytesIsAtLeast: size.isAtLeast,
    health: isStale ? 'unknown' : evaluateHealth(findings),
    findings,
    capturedAtMs: snapshot.capturedAtMs,
    answeredAtMs: latestAnswer(snapshot.brokers),
    pollIntervalMs: snapshot.pollIntervalMs,
  };
}

function latestAnswer(brokers: readonly BrokerFacts[]): number | null {
  const times = brokers.flatMap(({ lastSeenAtMs }) => lastSeenAtMs ?? []);
  return times.length === 0 ? null : Math.max(...times);
}

function neverRead(cluster: ConfiguredCluster): ClusterItem {
  return {
    id: cluster.clusterId,
    name: cluster.clusterName,
    isDemo: cluster.isDemo,
    bootstrapServers: [...cluster.bootstrapServers],
    kafkaClusterId: null,
    kafkaVersion: null,
    controllerId: null,
    brokerCount: null,
    brokersDownCount: null,
    topicCount: null,
    partitionCount: null,
    underReplicatedCount: null,
    offlinePartitionCount: null,
    replicaCount: null,
    outOfSyncReplicaCount: null,
    groupCount: null,
    groupStatusCounts: null,
    worstGroups: [],
    producedPerSecond: null,
    producedPerSecondIsAtLeast: false,
    sizeBytes: null,
    sizeBytesIsAtLeast: false,
    health: 'unknown',
    findings: [],
    capturedAtMs: null,
    answeredAtMs: null,
    pollIntervalMs: null,
  };
}

interface KnownSum {
  /** Null when nothing is known. */
  readonly sum: number | null;
  /** Some of it is not known. */
  readonly isAtLeast: boolean;
}

function sumKnown(values: Iterable<number | null>): KnownSum {
  let sum: number | null = null;
  let isAtLeast = false;
  for (const value of values) {
    sum = addKnown(sum, value);
    isAtLeast ||= value === null;
  }
  return { sum, isAtLeast: isAtLeast && sum !== null };
}

const producedPerSecond = ({ evaluation }: JudgedRound): KnownSum =>
  sumKnown(Array.from(evaluation.topics.values(), (topic) => topic.producedPerSecond));

const sizeBytes = ({ snapshot }: JudgedRound): KnownSum =>
  sumKnown(snapshot.topics.map((topic) => numberOrNull(topic.totalBytes)));

/** Everything the overview of a cluster shows. */
export function clusterDetail(cluster: ConfiguredCluster, round: JudgedRound | null, nowMs: number): ClusterDetail {
  const collector = round?.snapshot.collector;
  return {
    ...clusterItem(cluster, round, nowMs),
    brokers:
      round === null
        ? []
        : brokerItems(round).map(
            ({ id, brokerId, isUp, isController, rack, leaderCount, partitionCount, sizeBytes }) => ({
              id,
              brokerId,
              isUp,
              isController,
              rack,
              leaderCount,
              partitionCount,
              sizeBytes,
            }),
          ),
    worstGroups: round === null ? [] : worstGroups(round),
    troubledPartitions: round === null ? [] : troubledPartitions(round),
    changes: round?.evaluation.changes.map((change) => ({ ...change })) ?? [],
    collector:
      collector === undefined
        ? null
        : {
            roundNumber: collector.roundNumber,
            roundDurationMs: collector.roundDurationMs,
            overrunCount: collector.overrunCount,
            bufferedRounds: collector.bufferedRounds,
          },
    missingFeatures:
      round?.snapshot.missingFeatures?.map((feature) => ({ feature, needsKafka: KAFKA_FEATURES[feature] })) ?? null,
    gaps: (round?.snapshot.gaps ?? []).slice(0, 100),
  };
}

/** Worst verdict first, then the largest lag. */
const worstGroups = memoOnRound((round): GroupItem[] =>
  [...groupItems(round)].sort((left, right) => groupUrgency(left) - groupUrgency(right)).slice(0, WORST_GROUPS),
);

/** Those of them that somebody should look at, with what a line has room for. */
const worstGroupsOfList = memoOnRound((round): ClusterItem['worstGroups'] =>
  worstGroups(round)
    .filter(({ verdict }) => isBad(verdictCode[verdict]))
    .slice(0, WORST_GROUPS_OF_LIST)
    .map(({ id, groupId, verdict, status, totalLag, maxLagSeconds, lagSecondsIsAtLeast }) => ({
      id,
      groupId,
      verdict,
      status,
      totalLag,
      maxLagSeconds,
      lagSecondsIsAtLeast,
    })),
);

const troubledPartitions = memoOnRound((round): ClusterDetail['troubledPartitions'] => {
  const troubled: ClusterDetail['troubledPartitions'] = [];
  for (const topic of round.snapshot.topics) {
    for (let partition = 0; partition < topic.partitionCount; partition++) {
      const leader = topic.leaders[partition] ?? -1;
      if (leader >= 0 && !isUnderReplicated(topic, partition)) continue;
      troubled.push({
        topic: topic.name,
        topicPathId: toPathId(topic.name),
        partition,
        leader: leader < 0 ? null : leader,
        replicas: [...(topic.replicas[partition] ?? [])],
        isr: [...(topic.isr[partition] ?? [])],
      });
      if (troubled.length === MAX_TROUBLED_PARTITIONS) return troubled;
    }
  }
  return troubled;
});
