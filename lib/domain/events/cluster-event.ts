import type { ClusterChange } from '../evaluation';

/** What can happen to a cluster, in the order in which it matters when not all of a round can be kept. */
export const EVENT_KINDS = [
  'broker-down',
  'broker-up',
  'controller-moved',
  'topic-created',
  'topic-deleted',
  'topic-recreated',
  'partitions-added',
  'log-truncated',
  'configs-altered',
  'offsets-reset',
  'group-appeared',
  'group-gone',
  'group-rebalanced',
  'members-changed',
  'group-state',
  'replicas-changed',
  'isr-shrank',
  'leaders-moved',
  'isr-grew',
  'not-kept',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Who a member is beyond one stay in its group: the instance id of a static member, else the member id. */
export interface MemberRef {
  readonly key: string;
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly clientId: string;
  readonly host: string;
}

/** Partitions of a topic (of Connect workers: tasks of a connector, −1 the connector itself) that went from one member to another; null is nobody. */
export interface OwnerMove {
  readonly topic: string;
  readonly partitions: readonly number[];
  readonly from: string | null;
  readonly to: string | null;
}

/** Members that came and went between two reads of a group. */
export interface MembersDetail {
  readonly type: 'members';
  readonly joined: readonly MemberRef[];
  readonly left: readonly MemberRef[];
  readonly memberCount: number;
  /** Members that are counted but not listed, because there are too many. */
  readonly omitted: number;
}

/** One time a group shared its work anew, from when it was last seen settled to when it was seen settled again. */
export interface RebalanceDetail {
  readonly type: 'rebalance';
  /** Group epochs before and after; null where the protocol tells none (classic groups). */
  readonly fromEpoch: number | null;
  readonly toEpoch: number | null;
  /** Epoch ms of the first and last round that saw it under way; null when it was over between two rounds. */
  readonly firstSeenMs: number | null;
  readonly lastSeenMs: number | null;
  readonly moves: readonly OwnerMove[];
  readonly movedPartitions: number;
  /** Partitions that moved but are not listed, because there are too many. */
  readonly omitted: number;
  readonly memberCount: number;
  /** The members that the moves name. */
  readonly members: readonly MemberRef[];
}

/** Leaders, in-sync replicas or replicas of partitions before and after. */
export interface PartitionsDetail {
  readonly type: 'partitions';
  readonly partitions: readonly {
    readonly partition: number;
    readonly before: readonly number[];
    readonly after: readonly number[];
  }[];
  readonly count: number;
}

export interface ConfigsDetail {
  readonly type: 'configs';
  /** Null is "not set". */
  readonly entries: readonly { readonly name: string; readonly before: string | null; readonly after: string | null }[];
}

/** Events of a kind that were seen and counted, but are not kept one by one. */
export interface NotKeptDetail {
  readonly type: 'not-kept';
  readonly kind: EventKind;
  readonly count: number;
}

export type EventDetail = MembersDetail | RebalanceDetail | PartitionsDetail | ConfigsDetail | NotKeptDetail;

/** Something that changed in a cluster between two rounds that read it. */
export interface ClusterEvent extends Omit<ClusterChange, 'kind'> {
  readonly kind: EventKind;
  /** Epoch ms at which it had not happened yet: the change lies between this and `atMs`. */
  readonly sinceMs: number;
  readonly detail: EventDetail | null;
}

type Subject = Partial<Omit<ClusterEvent, 'atMs' | 'sinceMs' | 'kind'>>;

/** Fills what an event does not touch with null. */
export function buildEvent(kind: EventKind, sinceMs: number, atMs: number, subject: Subject): ClusterEvent {
  const nothing = { brokerId: null, topic: null, groupId: null, from: null, to: null, detail: null };
  return { kind, sinceMs, atMs, ...nothing, ...subject };
}
