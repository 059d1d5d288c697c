import { z } from 'zod';
import { memberRef, ownerMove } from './event';

/** One time a group shared its work anew. */
export const rebalanceItem = z.object({
  id: z.string(),
  /** Epoch ms of the round that saw the group settled again, and of the one that last saw it settled before. */
  atMs: z.number(),
  sinceMs: z.number(),
  /** Group epochs before and after; null where the protocol tells none (classic groups). */
  fromEpoch: z.number().nullable(),
  toEpoch: z.number().nullable(),
  /** How long it was seen under way; 0 when it was over between two rounds. */
  tookAtLeastMs: z.number(),
  tookAtMostMs: z.number(),
  movedPartitions: z.number().int(),
  /** Partitions that moved but are not listed in `moves`. */
  omitted: z.number().int(),
  moves: z.array(ownerMove),
  memberCount: z.number().int(),
  joined: z.array(memberRef),
  left: z.array(memberRef),
});
export type RebalanceItem = z.output<typeof rebalanceItem>;

/** Who joined and left, by who people know them as. */
export const memberChurn = z.object({
  groupInstanceId: z.string().nullable(),
  clientId: z.string(),
  host: z.string(),
  joinedCount: z.number().int(),
  leftCount: z.number().int(),
  lastAtMs: z.number(),
  /** Joined and left more often than two restarts do. */
  isFlapping: z.boolean(),
});
export type MemberChurnItem = z.output<typeof memberChurn>;

/** Who owned a partition over time, oldest first; what is not known has no span. Owner: key of a member, null for nobody. */
const partitionOwners = z.object({
  topic: z.string(),
  partition: z.number().int(),
  spans: z.array(z.object({ fromMs: z.number(), toMs: z.number(), owner: z.string().nullable() })),
});
export type PartitionOwnersItem = z.output<typeof partitionOwners>;

/** `GET …/groups/{group}/rebalances`. */
export const groupRebalances = z.object({
  /** Epoch ms of the range answered; it begins later than asked where there are too many events. */
  fromMs: z.number(),
  toMs: z.number(),
  /** Rounds were compared within these; outside nothing is known. */
  watched: z.array(z.object({ fromMs: z.number(), toMs: z.number() })),
  /** Newest first. */
  rebalances: z.array(rebalanceItem),
  churn: z.array(memberChurn),
  /** By topic and partition, at most 500 of `ownedPartitions`; null for share groups, whose members share partitions. */
  owners: z.array(partitionOwners).nullable(),
  ownedPartitions: z.number().int(),
  /** Every member named anywhere in the answer. */
  members: z.array(memberRef),
  /** Rounds in which events of groups were only counted, so that some of this group may be missing. */
  notKeptRounds: z.number().int(),
});
export type GroupRebalances = z.output<typeof groupRebalances>;
