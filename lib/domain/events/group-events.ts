import type { ClusterSnapshot, GroupFacts, MemberFacts } from '../snapshot';
import { buildEvent, type ClusterEvent, type MemberRef, type OwnerMove, type RebalanceDetail } from './cluster-event';
import { describeMember, diffOwners } from './group-work';

/** What is remembered of a group from one round to the next. */
export interface GroupMemory {
  /** Members as last read, settled or not, and when. */
  readonly members: readonly MemberFacts[];
  readonly readAtMs: number;
  /** As last read while nothing was changing hands; null before the first time. */
  readonly settled: {
    readonly members: readonly MemberFacts[];
    readonly atMs: number;
    readonly epoch: number | null;
  } | null;
  /** First and last round that saw the group between two settled states. */
  readonly unsettled: { readonly firstMs: number; readonly lastMs: number } | null;
}
export type GroupMemories = ReadonlyMap<string, GroupMemory>;

/** In these states the coordinator tells who owns what for good; in between a classic group tells nothing. */
const SETTLED = new Set(['Stable', 'Empty', 'Dead']);
const MOST_PARTITIONS = 1_000;
const MOST_MEMBERS = 200;

/** What a snapshot that was stored remembers, for a process that goes on where another stopped. */
export function recallGroups(snapshot: ClusterSnapshot | null): GroupMemories {
  const memories = new Map<string, GroupMemory>();
  for (const group of snapshot?.groups ?? []) {
    const memory = firstMemory(group);
    if (memory !== null) memories.set(group.groupId, memory);
  }
  return memories;
}

function firstMemory(group: GroupFacts): GroupMemory | null {
  const { members, membersReadAtMs: readAtMs } = group;
  if (members === null || readAtMs === null) return null;
  const isSettled = SETTLED.has(group.state);
  return {
    members,
    readAtMs,
    settled: isSettled ? { members, atMs: readAtMs, epoch: group.groupEpoch } : null,
    unsettled: isSettled ? null : { firstMs: readAtMs, lastMs: readAtMs },
  };
}

/** Members that came and went and work that changed hands since each group was last read, and what to remember for the next round. Yields after each group. */
export function* diffMemberships(
  memories: GroupMemories,
  snapshot: ClusterSnapshot,
): Generator<void, { readonly memories: GroupMemories; readonly events: readonly ClusterEvent[] }> {
  const events: ClusterEvent[] = [];
  const next = new Map<string, GroupMemory>();
  for (const group of snapshot.groups) {
    const before = memories.get(group.groupId);
    const isRead = group.members !== null && group.membersReadAtMs === snapshot.capturedAtMs;
    const first = before === undefined || !isRead ? null : followGroup(before, group, group.members, events);
    const memory = first ?? before ?? firstMemory(group);
    if (memory !== null) next.set(group.groupId, memory);
    yield;
  }
  return { memories: next, events };
}

function followGroup(
  before: GroupMemory,
  group: GroupFacts,
  members: readonly MemberFacts[],
  events: ClusterEvent[],
): GroupMemory {
  const atMs = group.membersReadAtMs as number;
  const came = describeComings(before, group.groupId, members, atMs);
  if (came !== null) events.push(came);
  if (!SETTLED.has(group.state)) {
    const unsettled = { firstMs: before.unsettled?.firstMs ?? atMs, lastMs: atMs };
    return { members, readAtMs: atMs, settled: before.settled, unsettled };
  }
  const rebalance = describeRebalance(before, group, members, atMs);
  if (rebalance !== null) events.push(rebalance);
  return { members, readAtMs: atMs, settled: { members, atMs, epoch: group.groupEpoch }, unsettled: null };
}

function describeComings(
  before: GroupMemory,
  groupId: string,
  members: readonly MemberFacts[],
  atMs: number,
): ClusterEvent | null {
  const old = new Map(before.members.map((member) => [describeMember(member).key, member]));
  const now = new Map(members.map((member) => [describeMember(member).key, member]));
  const joined = [...now].filter(([key]) => !old.has(key)).map(([, member]) => describeMember(member));
  const left = [...old].filter(([key]) => !now.has(key)).map(([, member]) => describeMember(member));
  if (joined.length + left.length === 0) return null;
  const listed = [joined.slice(0, MOST_MEMBERS), left.slice(0, MOST_MEMBERS)] as const;
  return buildEvent('members-changed', before.readAtMs, atMs, {
    groupId,
    from: String(before.members.length),
    to: String(members.length),
    detail: {
      type: 'members',
      joined: listed[0],
      left: listed[1],
      memberCount: members.length,
      omitted: joined.length + left.length - listed[0].length - listed[1].length,
    },
  });
}

function describeRebalance(
  before: GroupMemory,
  group: GroupFacts,
  members: readonly MemberFacts[],
  atMs: number,
): ClusterEvent | null {
  const { settled, unsettled } = before;
  // What a group owned before it was first seen settled is not known: nothing can be said to have moved.
  if (settled === null) return null;
  const moves = diffOwners(settled.members, members);
  const isSameEpoch = settled.epoch === group.groupEpoch;
  if (unsettled === null && isSameEpoch && moves.length === 0) return null;
  const { listed, movedPartitions, omitted } = limitMoves(moves);
  const detail: RebalanceDetail = {
    type: 'rebalance',
    fromEpoch: settled.epoch,
    toEpoch: group.groupEpoch,
    firstSeenMs: unsettled?.firstMs ?? null,
    lastSeenMs: unsettled?.lastMs ?? null,
    moves: listed,
    movedPartitions,
    omitted,
    memberCount: members.length,
    members: nameMembers(listed, [...settled.members, ...members]),
  };
  const epochs = isSameEpoch ? {} : { from: textOf(settled.epoch), to: textOf(group.groupEpoch) };
  return buildEvent('group-rebalanced', settled.atMs, atMs, { groupId: group.groupId, ...epochs, detail });
}

function textOf(epoch: number | null): string | null {
  return epoch === null ? null : String(epoch);
}

function limitMoves(moves: readonly OwnerMove[]) {
  let left = MOST_PARTITIONS;
  const movedPartitions = moves.reduce((sum, move) => sum + move.partitions.length, 0);
  const listed: OwnerMove[] = [];
  for (const move of moves) {
    if (left === 0) break;
    const partitions = move.partitions.slice(0, left);
    left -= partitions.length;
    listed.push({ ...move, partitions });
  }
  return { listed, movedPartitions, omitted: Math.max(0, movedPartitions - MOST_PARTITIONS) };
}

function nameMembers(moves: readonly OwnerMove[], members: readonly MemberFacts[]): MemberRef[] {
  const named = new Set(moves.flatMap(({ from, to }) => [from, to]));
  const refs = new Map<string, MemberRef>();
  for (const ref of members.map(describeMember)) if (named.has(ref.key)) refs.set(ref.key, ref);
  return [...refs.values()];
}
