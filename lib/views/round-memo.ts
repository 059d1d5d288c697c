import type { JudgedRound } from '@/lib/domain/evaluation';

/** Computes something of a round once, and forgets it together with the round. */
export function memoOnRound<T>(build: (round: JudgedRound) => T): (round: JudgedRound) => T {
  const results = new WeakMap<JudgedRound, { value: T }>();
  return (round) => {
    const known = results.get(round);
    if (known !== undefined) return known.value;
    const value = build(round);
    results.set(round, { value });
    return value;
  };
}

/** Topics of a round by name. */
export const topicsByName = memoOnRound(
  (round) => new Map(round.snapshot.topics.map((topic) => [topic.name, topic] as const)),
);

/** Groups of a round by group id. */
export const groupsById = memoOnRound(
  (round) => new Map(round.snapshot.groups.map((group) => [group.groupId, group] as const)),
);
