import type { ClusterSnapshot, GroupFacts, TopicFacts } from '@/lib/domain/snapshot';
import { groupsById, topicsByName } from '@/lib/domain/snapshot-index';
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

/** A round after `atMs` was read before the clock was set back: its values would look fresher than they are, so none is carried over. */
export function indexPreviousRound(given: ClusterSnapshot | null, atMs: number): PreviousRound {
  const snapshot = given !== null && given.capturedAtMs <= atMs ? given : null;
  return {
    snapshot,
    topics: snapshot === null ? new Map() : topicsByName(snapshot),
    groups: snapshot === null ? new Map() : groupsById(snapshot),
  };
}

/** Topics are looked at so many at a time. */
const TOPICS_A_STEP = 256;

/** The topics of which something holds; a generator that yields every few of them, since a cluster may have tens of thousands. */
export function* selectTopics(
  topics: readonly TopicMetadata[],
  isWanted: (topic: TopicMetadata) => boolean,
): Generator<void, TopicMetadata[]> {
  const wanted: TopicMetadata[] = [];
  for (const [index, topic] of topics.entries()) {
    if (isWanted(topic)) wanted.push(topic);
    if (index % TOPICS_A_STEP === 0) yield;
  }
  return wanted;
}

/** The same topic in the round before, or null: a new id under an old name carries nothing over. */
export function sameTopicBefore(previous: PreviousRound, topic: TopicMetadata): TopicFacts | null {
  const before = previous.topics.get(topic.name);
  return before && before.topicId === topic.topicId ? before : null;
}

/** True when a fact read last at `readAtMs` is due on its beat; half a poll early rather than half a poll late. */
export function isDue(context: RoundContext, readAtMs: number | null, beatMs: number): boolean {
  if (context.readEverything || readAtMs === null) return true;
  const ageMs = context.atMs - readAtMs;
  // What was read in the future was read before the clock was set back.
  return ageMs < 0 || ageMs >= beatMs - context.pollIntervalMs / 2;
}
