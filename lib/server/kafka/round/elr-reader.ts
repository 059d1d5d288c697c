import type { EligibleLeaders, Gap } from '@/lib/domain/snapshot';
import { isUnderReplicated } from '@/lib/domain/topic-spread';
import { runInSlices } from '@/lib/server/run-in-slices';
import type { KafkaGateway } from '../gateway';
import type { RequestBodies } from '../protocol/messages.generated';
import type { TopicMetadata } from './cluster-metadata';
import { describeErrorCode, describeReadFailure } from './read-failure';
import { type RoundContext, selectTopics } from './round-context';

/** Topics of one round, and partitions of one answer: after a disaster the rest waits for what is told of these. */
const MOST_TOPICS = 200;
const PAGE_PARTITIONS = 2_000;
const MOST_PAGES = 5;

/** Eligible leader replicas by topic and partition; what was not asked or not told is not in it. */
export interface EligibleLeadersRound {
  readonly eligibleLeaders: ReadonlyMap<string, ReadonlyMap<number, EligibleLeaders>>;
  readonly gaps: readonly Gap[];
}

/**
 * Who may lead a partition beside its in-sync replicas (DescribeTopicPartitions, API key 75, KIP-966). Kafka fills the two
 * lists only of partitions whose ISR is smaller than `min.insync.replicas`, so only topics that are not fully in sync are
 * asked about: a healthy cluster is asked nothing. Nothing is asked either of a cluster that has not switched
 * `eligible.leader.replicas.version` on, nor before its features are known. Never throws.
 */
export async function readEligibleLeaders(gateway: KafkaGateway, context: RoundContext): Promise<EligibleLeadersRound> {
  const missing = context.previous.snapshot?.missingFeatures ?? null;
  const none = { eligibleLeaders: new Map(), gaps: [] };
  if (missing === null || missing.includes('eligible-leader-replicas')) return none;
  const outOfSync = await runInSlices(selectTopics(context.metadata.topology.topics, hasPartitionOutOfSync));
  const topics = outOfSync.slice(0, MOST_TOPICS);
  if (topics.length === 0) return none;
  const eligibleLeaders = new Map<string, Map<number, EligibleLeaders>>();
  const gaps: Gap[] = [];
  try {
    await readPages(gateway, context, topics, eligibleLeaders, gaps);
  } catch (error) {
    gaps.push(describeReadFailure('eligible-leader-replicas', {}, error));
  }
  return { eligibleLeaders, gaps };
}

function hasPartitionOutOfSync(topic: TopicMetadata): boolean {
  return topic.replicas.some((_, partition) => isUnderReplicated(topic, partition));
}

async function readPages(
  gateway: KafkaGateway,
  { options }: RoundContext,
  topics: readonly TopicMetadata[],
  found: Map<string, Map<number, EligibleLeaders>>,
  gaps: Gap[],
): Promise<void> {
  // Answered in the order of names, as the cursor counts.
  const asked = topics.map(({ name }) => ({ name })).sort((a, b) => (a.name < b.name ? -1 : 1));
  let cursor: RequestBodies['DescribeTopicPartitions']['cursor'] = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const body: RequestBodies['DescribeTopicPartitions'] = {
      topics: asked,
      responsePartitionLimit: PAGE_PARTITIONS,
      cursor,
    };
    const answer = await gateway.call('DescribeTopicPartitions', body, options);
    for (const { name, errorCode, partitions } of answer.topics) {
      if (name === null) continue;
      if (errorCode !== 0) gaps.push(describeErrorCode('eligible-leader-replicas', { topic: name }, errorCode));
      const ofTopic = found.get(name) ?? new Map<number, EligibleLeaders>();
      for (const { partitionIndex, eligibleLeaderReplicas, lastKnownElr } of partitions) {
        if (eligibleLeaderReplicas === null || lastKnownElr === null) continue;
        ofTopic.set(partitionIndex, { eligible: eligibleLeaderReplicas, lastKnown: lastKnownElr });
      }
      found.set(name, ofTopic);
    }
    cursor = answer.nextCursor;
    if (cursor === null) return;
  }
}
