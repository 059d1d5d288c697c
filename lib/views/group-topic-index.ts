import type { JudgedRound } from '@/lib/domain/evaluation';
import { type GroupTopic, groupTopics, type LagSum, sumTopicLag } from '@/lib/domain/group-lag';
import type { GroupFacts } from '@/lib/domain/snapshot';
import { memoOnRound, topicsByName } from './round-memo';

/** What one group has to do with one topic. */
export interface GroupOnTopic {
  readonly group: GroupFacts;
  readonly entry: GroupTopic;
  readonly sum: LagSum;
}

/** Every group's topics with their sums, by group id. */
export const topicsOfGroups = memoOnRound((round: JudgedRound): ReadonlyMap<string, readonly GroupOnTopic[]> => {
  const topics = topicsByName(round);
  const { capturedAtMs } = round.snapshot;
  return new Map(
    round.snapshot.groups.map((group) => [
      group.groupId,
      groupTopics(group, topics).map((entry) => ({ group, entry, sum: sumTopicLag(group, entry, capturedAtMs) })),
    ]),
  );
});

/** The same by topic name; a topic that no group has to do with has no entry. */
export const groupsOfTopics = memoOnRound((round: JudgedRound): ReadonlyMap<string, readonly GroupOnTopic[]> => {
  const result = new Map<string, GroupOnTopic[]>();
  for (const list of topicsOfGroups(round).values()) {
    for (const one of list) {
      const known = result.get(one.entry.topic.name);
      if (known === undefined) result.set(one.entry.topic.name, [one]);
      else known.push(one);
    }
  }
  return result;
});
