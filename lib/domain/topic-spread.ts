import type { TopicFacts } from './snapshot';

/** How one broker takes part in a topic, counted as CMAK does: by membership of in-sync replicas. */
export interface TopicBroker {
  readonly brokerId: number;
  /** Partitions whose in-sync replicas contain the broker, ascending. */
  readonly partitions: readonly number[];
  /** Of these, how many it leads. */
  readonly leaderCount: number;
  /** It has more than ceil(P ÷ |B| × RF) of them. */
  readonly isSkewed: boolean;
  /** It leads more than ceil(P ÷ |B|) of them. */
  readonly isLeaderSkewed: boolean;
}

/** CMAK's figures of one topic (TopicIdentity); every percentage is an integer, rounded down. */
export interface TopicSpread {
  /** Replica count of the first partition. */
  readonly replicationFactor: number;
  /** Brokers with the topic in an ISR, ascending by id; their number is CMAK's |B|. */
  readonly brokers: readonly TopicBroker[];
  /** 100·|B| ÷ live brokers; 100 without live brokers. */
  readonly brokersSpreadPercent: number;
  readonly brokersSkewPercent: number;
  readonly brokersLeaderSkewPercent: number;
  /** 100·(partitions with |ISR| ≠ |replicas|) ÷ P. */
  readonly underReplicatedPercent: number;
  readonly underReplicatedCount: number;
  /** 100·(partitions led by their first replica) ÷ P. */
  readonly preferredReplicasPercent: number;
  /** Partitions without a leader. */
  readonly offlinePartitionCount: number;
}

/** What of a topic the figures are computed from. */
type SpreadFacts = Pick<TopicFacts, 'partitionCount' | 'replicas' | 'isr' | 'leaders'>;

/** Computes CMAK's topic figures by its formulas. `liveBrokerCount` is its N. */
export function evaluateTopicSpread(topic: SpreadFacts, liveBrokerCount: number): TopicSpread {
  const count = topic.partitionCount;
  const replicationFactor = topic.replicas[0]?.length ?? 0;
  const brokers = listTopicBrokers(topic, replicationFactor);
  let underReplicated = 0;
  let preferred = 0;
  let offline = 0;
  for (let p = 0; p < count; p++) {
    if (isUnderReplicated(topic, p)) underReplicated++;
    if (isPreferredLeader(topic, p)) preferred++;
    if ((topic.leaders[p] as number) < 0) offline++;
  }
  return {
    replicationFactor,
    brokers,
    brokersSpreadPercent: liveBrokerCount === 0 ? 100 : percent(brokers.length, liveBrokerCount),
    brokersSkewPercent: percent(brokers.filter((broker) => broker.isSkewed).length, brokers.length),
    brokersLeaderSkewPercent: percent(brokers.filter((broker) => broker.isLeaderSkewed).length, brokers.length),
    underReplicatedPercent: percent(underReplicated, count),
    underReplicatedCount: underReplicated,
    preferredReplicasPercent: percent(preferred, count),
    offlinePartitionCount: offline,
  };
}

/** |ISR| differs from |replicas|. */
export function isUnderReplicated(topic: SpreadFacts, partition: number): boolean {
  return topic.isr[partition]?.length !== topic.replicas[partition]?.length;
}

/** The leader is the first of the replicas. */
export function isPreferredLeader(topic: SpreadFacts, partition: number): boolean {
  const leader = topic.leaders[partition] ?? -1;
  return leader >= 0 && leader === topic.replicas[partition]?.[0];
}

function listTopicBrokers(topic: SpreadFacts, replicationFactor: number): readonly TopicBroker[] {
  const partitionsOf = new Map<number, number[]>();
  const leadersOf = new Map<number, number>();
  for (let p = 0; p < topic.partitionCount; p++) {
    for (const brokerId of topic.isr[p] ?? []) {
      const partitions = partitionsOf.get(brokerId);
      if (partitions === undefined) partitionsOf.set(brokerId, [p]);
      else partitions.push(p);
      if (topic.leaders[p] === brokerId) leadersOf.set(brokerId, (leadersOf.get(brokerId) ?? 0) + 1);
    }
  }
  const share = topic.partitionCount / partitionsOf.size;
  return [...partitionsOf]
    .sort(([left], [right]) => left - right)
    .map(([brokerId, partitions]) => {
      const leaderCount = leadersOf.get(brokerId) ?? 0;
      return {
        brokerId,
        partitions,
        leaderCount,
        isSkewed: partitions.length > Math.ceil(share * replicationFactor),
        isLeaderSkewed: leaderCount > Math.ceil(share),
      };
    });
}

/** Rounded down; 0 of nothing is 0. */
function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.floor((100 * part) / whole);
}
