import { countPartitions } from '@/lib/domain/cluster-health';
import type { JudgedRound } from '@/lib/domain/evaluation';
import { topicsOfGroups } from '@/lib/views/group-topic-index';
import { memoOnRound } from '@/lib/views/round-memo';
import type { RoundMetric } from './round-metric';

const partitionCounts = memoOnRound(({ snapshot }) => countPartitions(snapshot));

/** What Highwater tells of clusters, brokers, topics and groups under names of its own. What is not known is absent. */
export const CLUSTER_METRICS: readonly RoundMetric[] = [
  {
    name: 'highwater_brokers',
    help: 'Brokers by whether the controller lists them as live',
    type: 'gauge',
    samples: ({ snapshot }) => {
      const up = snapshot.brokers.filter(({ isRegistered }) => isRegistered).length;
      return [
        [{ state: 'up' }, up],
        [{ state: 'down' }, snapshot.brokers.length - up],
      ];
    },
  },
  {
    name: 'highwater_topics',
    help: 'Topics, internal ones included',
    type: 'gauge',
    samples: ({ snapshot }) => [[{}, snapshot.topics.length]],
  },
  {
    name: 'highwater_partitions',
    help: 'Partitions, internal ones included',
    type: 'gauge',
    samples: (round) => [[{}, partitionCounts(round).partitionCount]],
  },
  {
    name: 'highwater_partitions_under_replicated',
    help: 'Partitions with fewer in-sync replicas than replicas',
    type: 'gauge',
    samples: (round) => [[{}, partitionCounts(round).underReplicatedCount]],
  },
  {
    name: 'highwater_partitions_offline',
    help: 'Partitions without a leader',
    type: 'gauge',
    samples: (round) => [[{}, partitionCounts(round).offlinePartitionCount]],
  },
  {
    name: 'highwater_broker_produced_records_per_second',
    help: 'Records produced to the partitions that a broker leads, between the last two rounds',
    type: 'gauge',
    samples: ({ evaluation }) =>
      Array.from(evaluation.producedPerSecondByBroker, ([broker, rate]) => [{ broker }, rate] as const),
  },
  {
    name: 'highwater_log_dir_total_bytes',
    help: 'Size of the disk of a log dir',
    type: 'gauge',
    samples: (round) => ofLogDirs(round, 'totalBytes'),
  },
  {
    name: 'highwater_log_dir_usable_bytes',
    help: 'Bytes left on the disk of a log dir',
    type: 'gauge',
    samples: (round) => ofLogDirs(round, 'usableBytes'),
  },
  {
    name: 'highwater_topic_size_bytes',
    help: 'Bytes of all replicas of a topic that were read',
    type: 'gauge',
    samples: ({ snapshot }) =>
      snapshot.topics
        .filter(({ totalBytes }) => !Number.isNaN(totalBytes))
        .map(({ name, totalBytes }) => [{ topic: name }, totalBytes] as const),
  },
  {
    name: 'highwater_topic_produced_records_per_second',
    help: 'Records produced to a topic between the last two rounds',
    type: 'gauge',
    samples: ({ evaluation }) =>
      known(Array.from(evaluation.topics.values(), (one) => [{ topic: one.name }, one.producedPerSecond] as const)),
  },
  {
    name: 'highwater_group_info',
    help: '1 for each group, with its type, its state in Kafka, and its verdict and status in Highwater',
    type: 'gauge',
    samples: ({ snapshot, evaluation }) =>
      snapshot.groups.map(({ groupId, type, state }) => {
        const { verdict, status } = evaluation.groups.get(groupId) ?? { verdict: 'UNKNOWN', status: 'unknown' };
        return [{ group: groupId, type, state, verdict, status }, 1] as const;
      }),
  },
  {
    name: 'highwater_group_members',
    help: 'Members of a group',
    type: 'gauge',
    samples: ({ snapshot }) =>
      known(snapshot.groups.map(({ groupId, members }) => [{ group: groupId }, members?.length ?? null] as const)),
  },
  {
    name: 'highwater_group_lag_records',
    help: 'Records that a group has not read; absent unless the lag of every commit was read',
    type: 'gauge',
    samples: (round) =>
      known(
        round.snapshot.groups.map(({ groupId }) => {
          const sums = (topicsOfGroups(round).get(groupId) ?? []).map(({ sum }) => sum);
          const isWhole = sums.every((sum) => sum.stalePartitions === 0);
          return [
            { group: groupId },
            isWhole ? (round.evaluation.groups.get(groupId)?.totalLag ?? null) : null,
          ] as const;
        }),
      ),
  },
  {
    name: 'highwater_group_topic_lag_records',
    help: 'The same by topic',
    type: 'gauge',
    samples: (round) =>
      known(
        [...topicsOfGroups(round)].flatMap(([group, topics]) =>
          topics.map(
            ({ entry, sum }) =>
              [{ group, topic: entry.topic.name }, sum.stalePartitions === 0 ? sum.lag : null] as const,
          ),
        ),
      ),
  },
  {
    name: 'highwater_group_lag_seconds',
    help: 'Seconds behind of the partition of a group that is furthest behind',
    type: 'gauge',
    samples: (round) => ofGroups(round, 'maxLagSeconds'),
  },
  {
    name: 'highwater_group_consumed_records_per_second',
    help: 'Records per second by which the commits of a group moved over the last minute',
    type: 'gauge',
    samples: (round) => ofGroups(round, 'consumedPerSecond'),
  },
];

type Sample<Value> = readonly [Readonly<Record<string, string | number>>, Value];

function known(samples: readonly Sample<number | null>[]): readonly Sample<number>[] {
  return samples.flatMap(([labels, value]) => (value === null ? [] : [[labels, value] as const]));
}

function ofGroups({ evaluation }: JudgedRound, figure: 'maxLagSeconds' | 'consumedPerSecond') {
  return known(Array.from(evaluation.groups.values(), (group) => [{ group: group.groupId }, group[figure]] as const));
}

function ofLogDirs({ snapshot }: JudgedRound, figure: 'totalBytes' | 'usableBytes') {
  return known(
    snapshot.brokers.flatMap(({ brokerId, logDirs }) =>
      (logDirs ?? []).map((dir) => [{ broker: brokerId, log_dir: dir.path }, dir[figure]] as const),
    ),
  );
}
