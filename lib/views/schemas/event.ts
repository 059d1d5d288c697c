import { z } from 'zod';
import { EVENT_KINDS } from '@/lib/domain/events/cluster-event';

export const memberRef = z.object({
  /** Who the member is beyond one stay: the instance id of a static member, else the member id. */
  key: z.string(),
  memberId: z.string(),
  groupInstanceId: z.string().nullable(),
  clientId: z.string(),
  host: z.string(),
});
export type MemberRefItem = z.output<typeof memberRef>;

/** Keys of members; null is nobody. Of a Connect group: tasks of a connector, −1 the connector itself. */
export const ownerMove = z.object({
  topic: z.string(),
  partitions: z.array(z.number()),
  from: z.string().nullable(),
  to: z.string().nullable(),
});
export type OwnerMoveItem = z.output<typeof ownerMove>;

const eventDetail = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('members'),
    joined: z.array(memberRef),
    left: z.array(memberRef),
    memberCount: z.number().int(),
    /** Counted but not listed. */
    omitted: z.number().int(),
  }),
  z.object({
    type: z.literal('rebalance'),
    /** Group epochs; null where the protocol tells none. */
    fromEpoch: z.number().nullable(),
    toEpoch: z.number().nullable(),
    /** Epoch ms of the first and last round that saw it under way; null when it was over between two rounds. */
    firstSeenMs: z.number().nullable(),
    lastSeenMs: z.number().nullable(),
    moves: z.array(ownerMove),
    movedPartitions: z.number().int(),
    omitted: z.number().int(),
    memberCount: z.number().int(),
    members: z.array(memberRef),
  }),
  z.object({
    type: z.literal('partitions'),
    /** At most 500 of `count`. */
    partitions: z.array(z.object({ partition: z.number(), before: z.array(z.number()), after: z.array(z.number()) })),
    count: z.number().int(),
  }),
  z.object({
    type: z.literal('configs'),
    /** Null is "not set". */
    entries: z.array(z.object({ name: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  }),
  z.object({ type: z.literal('not-kept'), kind: z.enum(EVENT_KINDS), count: z.number().int() }),
]);

/** Something that changed between two rounds: item of `GET …/events`. */
export const eventItem = z.object({
  id: z.string(),
  /** Epoch ms of the round that saw it, and of the one before: it happened in between. */
  atMs: z.number(),
  sinceMs: z.number(),
  kind: z.enum(EVENT_KINDS),
  brokerId: z.number().nullable(),
  topic: z.string().nullable(),
  groupId: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  detail: eventDetail.nullable(),
});
export type EventItem = z.output<typeof eventItem>;
