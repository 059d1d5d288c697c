import type { ClusterSnapshot, GroupFacts, TopicFacts } from '@/lib/domain/snapshot';
import type { CallOptions } from '../gateway';
import type { ClusterMetadata, TopicMetadata } from './cluster-metadata';

/** What all readers of one round share. */
export interface RoundContext {
  /** Epoch ms of the round. */
  readonly atMs: number;
  readonly pollIntervalMs: number;
  readonly metadata: ClusterMetadata;
  readonly previous: PreviousRound;
  /** Topics that the round before did not have under the same name and id. */
  readonly newTopics: readonly TopicMetadata[];
  readonly options: CallOptions;
  /** Reads what has a slower beat, too. */
  readonly readEverything: boolean;
}

/** The snapshot before, ready for look-ups; empty in the first round. */
export interface PreviousRound {
  readonly snapshot: ClusterSnapshot | null;
  readonly topics: ReadonlyMap<string, TopicFacts>;
  readonly groups: ReadonlyMap<string, GroupFacts>;
}

export function indexPreviousRound(snapshot: ClusterSnapshot | null): PreviousRound {
  return {
    snapshot,
    topics: new Map(snapshot?.topics.map((topic) => [topic.name, topic])),
    groups: new Map(snapshot?.groups.map((group) => [group.groupId, group])),
  };
}

/** The same topic in the round before, or null: a new id under an old name carries nothing over. */
export function sameTopicBefore(previous: PreviousRound, topic: TopicMetadata): TopicFacts | null {
  const before = previous.topics.get(topic.name);
  return before && before.topicId === topic.topicId ? before : null;
}

/** True when a fact read last at `readAtMs` is due on its beat; half a poll early rather than half a poll late. */
export function isDue(context: RoundContext, readAtMs: number | null, beatMs: number): boolean {
  if (context.readEverything || readAtMs === null) return true;
  return context.atMs - readAtMs >= beatMs - context.pollIntervalMs / 2;
}
