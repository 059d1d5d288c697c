import type { PlanChange } from '@/lib/views/schemas/operation-run';
import { readTopics, type TopicNow } from '../facts/read-topics';
import { listNames } from '../name-list';
import { defineOperation, type PlanDescription } from '../operation';
import { partitionName } from '../partition-name';
import { electionCommandLines, executeElections } from './election-request';
import { electionInput, electionTarget, electionTopics, leaderName, selectPartitions } from './select-partitions';

interface ElectLeadersPlan {
  readonly partitions: readonly PreferredElection[];
  /** Partitions whose preferred leader is not in sync: they stay as they are. */
  readonly notInSync: readonly string[];
}

interface PreferredElection {
  readonly topic: string;
  readonly partition: number;
  /** -1: none. */
  readonly leader: number;
  readonly preferredLeader: number;
}

function describePlan({ partitions, notInSync }: ElectLeadersPlan): PlanDescription {
  return {
    summary: { key: 'electLeaders', values: { count: partitions.length } },
    changes: partitions.map(({ topic, partition, leader, preferredLeader }) => ({
      subject: partitionName(topic, partition),
      aspect: 'leader',
      before: leaderName(leader),
      after: String(preferredLeader),
    })),
    warnings: notInSync.length > 0 ? [{ key: 'preferredNotInSync', values: listNames(notInSync) }] : [],
    commandLines: electionCommandLines('preferred', partitions),
  };
}

/**
 * Gives leadership back to the first replica of each partition (KIP-460; `kafka-leader-election.sh --election-type
 * preferred`). The plan lists only partitions whose leader changes by it.
 */
export const electLeaders = defineOperation<typeof electionInput, ReadonlyMap<string, TopicNow>, ElectLeadersPlan>({
  name: 'elect-leaders',
  permission: 'election:run',
  risk: 'routine',
  input: electionInput,
  target: electionTarget,
  read: ({ kafka }, given) => readTopics(kafka, electionTopics(given)),
  plan: (given, topics) => {
    const { selected, refusals } = selectPartitions(given, topics);
    if (refusals.length > 0) return { refusals };
    const strayed = selected.filter(({ leader, replicas }) => leader !== replicas[0]);
    const isReady = ({ isr, replicas }: (typeof strayed)[number]) => isr.includes(replicas[0] ?? -1);
    const notInSync = strayed
      .filter((one) => !isReady(one))
      .map(({ topic, partition }) => partitionName(topic, partition));
    const partitions = strayed.filter(isReady).map(({ topic, partition, leader, replicas }) => ({
      topic,
      partition,
      leader,
      preferredLeader: replicas[0] ?? -1,
    }));
    if (partitions.length > 0) return { plan: { partitions, notInSync }, inverse: null };
    const refusal = { key: 'preferredNotInSync', values: listNames(notInSync) } as const;
    return { refusals: [notInSync.length > 0 ? refusal : { key: 'electionNotNeeded' }] };
  },
  describe: describePlan,
  execute: ({ kafka }, { partitions }) => executeElections(kafka, 'preferred', partitions),
  verify: async ({ kafka }, { partitions }) => {
    const topics = await readTopics(kafka, [...new Set(partitions.map(({ topic }) => topic))]);
    const differences = partitions.flatMap(({ topic, partition, preferredLeader }): PlanChange[] => {
      const leader = topics.get(topic)?.partitions.find((one) => one.partition === partition)?.leader;
      if (leader === preferredLeader) return [];
      const subject = partitionName(topic, partition);
      return [{ subject, aspect: 'leader', before: String(preferredLeader), after: leaderName(leader) }];
    });
    return { isVerified: differences.length === 0, differences };
  },
});
