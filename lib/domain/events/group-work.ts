import type { MemberFacts, TopicPartitions } from '../snapshot';
import type { MemberRef, OwnerMove } from './cluster-event';

/** Stands among the tasks of a connector for the connector itself. */
export const CONNECTOR_ITSELF = -1;

/** What names a member beyond one stay in its group. */
export function describeMember(member: MemberFacts): MemberRef {
  const { memberId, groupInstanceId, clientId, clientHost } = member;
  return { key: groupInstanceId ?? memberId, memberId, groupInstanceId, clientId, host: clientHost };
}

/** What a member has to do: partitions, or of a Connect worker its connectors and tasks. */
function workOf(member: MemberFacts): readonly TopicPartitions[] {
  const { connect } = member;
  if (connect === undefined) return member.assignment;
  const connectors = connect.connectors.map((topic) => ({ topic, partitions: [CONNECTOR_ITSELF] }));
  return [...connectors, ...connect.tasks.map(({ connector, tasks }) => ({ topic: connector, partitions: tasks }))];
}

type Owners = ReadonlyMap<string, ReadonlyMap<number, readonly string[]>>;

/** Keys of the members that own each partition; in share groups there may be several. */
function ownersOf(members: readonly MemberFacts[]): Owners {
  const owners = new Map<string, Map<number, string[]>>();
  for (const member of members) {
    const { key } = describeMember(member);
    for (const { topic, partitions } of workOf(member)) {
      const ofTopic = owners.get(topic) ?? new Map<number, string[]>();
      owners.set(topic, ofTopic);
      for (const partition of partitions) ofTopic.set(partition, [...(ofTopic.get(partition) ?? []), key]);
    }
  }
  return owners;
}

const NOBODY: readonly string[] = [];

/** Who gave what to whom between two assignments, partitions together that went the same way. */
export function diffOwners(before: readonly MemberFacts[], after: readonly MemberFacts[]): OwnerMove[] {
  const [old, now] = [ownersOf(before), ownersOf(after)];
  const moves = new Map<string, { topic: string; partitions: number[]; from: string | null; to: string | null }>();
  const topics = [...new Set([...old.keys(), ...now.keys()])].sort();
  for (const topic of topics) {
    const partitions = new Set([...(old.get(topic)?.keys() ?? []), ...(now.get(topic)?.keys() ?? [])]);
    for (const partition of [...partitions].sort((a, b) => a - b)) {
      const had = old.get(topic)?.get(partition) ?? NOBODY;
      const has = now.get(topic)?.get(partition) ?? NOBODY;
      const given = had.filter((key) => !has.includes(key));
      const taken = has.filter((key) => !had.includes(key));
      for (let index = 0; index < Math.max(given.length, taken.length); index++) {
        const from = given[index] ?? null;
        const to = taken[index] ?? null;
        const way = JSON.stringify([topic, from, to]);
        const move = moves.get(way) ?? { topic, partitions: [], from, to };
        move.partitions.push(partition);
        moves.set(way, move);
      }
    }
  }
  return [...moves.values()];
}

/** Which partitions each member owns, as the picture of an assignment needs it: one owner a partition, the first of several. */
export function listOwners(
  members: readonly MemberFacts[],
): readonly { readonly topic: string; readonly partition: number; readonly owner: string }[] {
  return [...ownersOf(members)].flatMap(([topic, partitions]) =>
    [...partitions].map(([partition, keys]) => ({ topic, partition, owner: keys[0] as string })),
  );
}
