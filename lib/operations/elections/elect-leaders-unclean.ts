import type { PlanChange } from '@/lib/views/schemas/operation-run';
import { readReplicaLogEnds } from '../facts/read-replica-log-ends';
import { readTopics, type TopicNow } from '../facts/read-topics';
import { listNames } from '../name-list';
import { defineOperation, type Message, type PlanDescription } from '../operation';
import { partitionName } from '../partition-name';
import { electionCommandLines, executeElections } from './election-request';
import {
  type ElectionInput,
  electionInput,
  electionTarget,
  electionTopics,
  leaderName,
  type SelectedPartition,
  selectPartitions,
} from './select-partitions';

export interface UncleanElectionFacts {
  readonly topics: ReadonlyMap<string, TopicNow>;
  /** Log end offsets of live replicas by `topic-partition` and broker; what does not tell is absent. */
  readonly logEnds: ReadonlyMap<string, ReadonlyMap<number, number>>;
}

interface UncleanElectionPlan {
  readonly partitions: readonly UncleanElection[];
  /** Leaderless partitions without a live replica: nobody can lead them. */
  readonly withoutReplica: readonly string[];
}

interface UncleanElection {
  readonly topic: string;
  readonly partition: number;
  /** Live replicas with their last known log end offset; null where it is unknown. */
  readonly candidates: readonly { readonly brokerId: number; readonly logEndOffset: number | null }[];
}

const nameOf = ({ topic, partition }: { readonly topic: string; readonly partition: number }) =>
  partitionName(topic, partition);
const liveReplicas = ({ replicas, offline }: SelectedPartition) => replicas.filter((id) => !offline.includes(id));

function leaderless(given: ElectionInput, topics: ReadonlyMap<string, TopicNow>): readonly SelectedPartition[] {
  return selectPartitions(given, topics).selected.filter(({ leader }) => leader < 0);
}

function describePlan({ partitions, withoutReplica }: UncleanElectionPlan): PlanDescription {
  return {
    summary: { key: 'electLeadersUnclean', values: { count: partitions.length } },
    changes: partitions.map((one) => ({
      subject: nameOf(one),
      aspect: 'leader',
      before: null,
      after: one.candidates.map(({ brokerId }) => brokerId).join(' / '),
    })),
    warnings: [
      { key: 'uncleanLosesRecords' },
      ...partitions.map(
        (one): Message => ({
          key: 'lastKnownOffsets',
          values: {
            subject: nameOf(one),
            offsets: one.candidates
              .map(({ brokerId, logEndOffset }) => `broker ${brokerId}: ${logEndOffset ?? '?'}`)
              .join(', '),
          },
        }),
      ),
      ...(withoutReplica.length > 0 ? [{ key: 'noLiveReplica', values: listNames(withoutReplica) } as const] : []),
    ],
    commandLines: electionCommandLines('unclean', partitions),
  };
}

/**
 * Lets a replica that was out of sync lead partitions that have no leader (KIP-460; `kafka-leader-election.sh
 * --election-type unclean`). Records that only the lost replicas held are gone; the plan tells each candidate's log end.
 */
export const electLeadersUnclean = defineOperation<typeof electionInput, UncleanElectionFacts, UncleanElectionPlan>({
  name: 'elect-leaders-unclean',
  permission: 'election:run',
  risk: 'destructive',
  input: electionInput,
  target: electionTarget,
  read: async ({ kafka }, given) => {
    const topics = await readTopics(kafka, electionTopics(given));
    const replicas = leaderless(given, topics).flatMap((one) =>
      liveReplicas(one).map((brokerId) => ({ brokerId, topic: one.topic, partition: one.partition })),
    );
    return { topics, logEnds: await readReplicaLogEnds(kafka, replicas) };
  },
  plan: (given, { topics, logEnds }) => {
    const { refusals } = selectPartitions(given, topics);
    if (refusals.length > 0) return { refusals };
    const all = leaderless(given, topics);
    const withoutReplica = all.filter((one) => liveReplicas(one).length === 0).map(nameOf);
    const partitions = all.flatMap((one): UncleanElection[] => {
      const ends = logEnds.get(nameOf(one));
      const candidates = liveReplicas(one).map((brokerId) => ({ brokerId, logEndOffset: ends?.get(brokerId) ?? null }));
      return candidates.length > 0 ? [{ topic: one.topic, partition: one.partition, candidates }] : [];
    });
    if (partitions.length > 0) return { plan: { partitions, withoutReplica }, inverse: null };
    const refusal = { key: 'noLiveReplica', values: listNames(withoutReplica) } as const;
    return { refusals: [withoutReplica.length > 0 ? refusal : { key: 'allHaveLeaders' }] };
  },
  describe: describePlan,
  execute: ({ kafka }, { partitions }) => executeElections(kafka, 'unclean', partitions),
  verify: async ({ kafka }, { partitions }) => {
    const topics = await readTopics(kafka, [...new Set(partitions.map(({ topic }) => topic))]);
    const differences = partitions.flatMap((one): PlanChange[] => {
      const leader = topics.get(one.topic)?.partitions.find(({ partition }) => partition === one.partition)?.leader;
      const planned = one.candidates.map(({ brokerId }) => brokerId).join(' / ');
      if (leader !== undefined && leader >= 0) return [];
      return [{ subject: nameOf(one), aspect: 'leader', before: planned, after: leaderName(leader) }];
    });
    return { isVerified: differences.length === 0, differences };
  },
});
