import type { ClusterSnapshot, GroupFacts, TopicFacts } from './snapshot';

const topicsOf = new WeakMap<ClusterSnapshot, ReadonlyMap<string, TopicFacts>>();
const groupsOf = new WeakMap<ClusterSnapshot, ReadonlyMap<string, GroupFacts>>();

/** The topics of a snapshot by name. Made once for each snapshot: all that a collector does with a round asks for it. */
export function topicsByName(snapshot: ClusterSnapshot): ReadonlyMap<string, TopicFacts> {
  const known = topicsOf.get(snapshot);
  if (known) return known;
  const made = new Map(snapshot.topics.map((topic) => [topic.name, topic]));
  topicsOf.set(snapshot, made);
  return made;
}

/** The groups of a snapshot by id, made once likewise. */
export function groupsById(snapshot: ClusterSnapshot): ReadonlyMap<string, GroupFacts> {
  const known = groupsOf.get(snapshot);
  if (known) return known;
  const made = new Map(snapshot.groups.map((group) => [group.groupId, group]));
  groupsOf.set(snapshot, made);
  return made;
}
