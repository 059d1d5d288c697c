import { z } from 'zod';
import { GROUP_KINDS } from '@/lib/domain/group-kind';
import { LAG_SOURCES } from '@/lib/domain/position-times';
import { VERDICTS } from '@/lib/domain/verdict/verdicts';
import { capturedFields } from '../list';
import { connectWorker, groupSetting, streamsMember, streamsTopology } from './group-type';

const groupStatus = z.enum(['ok', 'slow', 'stalled', 'stopped', 'unknown']);
const verdict = z.enum(VERDICTS);
/** Evidence: a key of the catalogues (`groupReason.<key>`) with its values. */
const reason = z.object({ key: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) });
const partitionPlace = z.object({ topic: z.string(), partition: z.number().int() });
/** Partitions with a commit by verdict; verdicts that none has are left out. */
const partitionsByVerdict = z.partialRecord(verdict, z.number().int());

export const groupItem = z.object({
  id: z.string(),
  groupId: z.string(),
  type: z.enum(['classic', 'consumer', 'share', 'streams', 'unknown']),
  /** The type, or `simple` and `connect` for the classic groups that are these. */
  kind: z.enum(GROUP_KINDS),
  isSimple: z.boolean(),
  protocolType: z.string(),
  /** Assignor; null when not known or none. */
  protocol: z.string().nullable(),
  state: z.string(),
  /** The worst of its partitions in the topics that it still reads. */
  verdict,
  /** Coarse family of the verdict. */
  status: groupStatus,
  reason,
  /** Epoch ms since when the verdict holds; null when it was so from the first round. */
  sinceMs: z.number().nullable(),
  partitionsByVerdict,
  /** Records left in the partitions that have the group's verdict; null when none is known. */
  verdictLag: z.number().nullable(),
  /** The partition that the verdict comes from. */
  worstPartition: partitionPlace.nullable(),
  /** A partition with more than ten times the median lag of the group's partitions. */
  hotPartition: partitionPlace.extend({ lag: z.number(), medianLag: z.number() }).nullable(),
  /** Seconds until a group that catches up has caught up; null otherwise. */
  etaSeconds: z.number().nullable(),
  trend: z.enum(['rising', 'falling', 'steady', 'unknown']),
  coordinatorId: z.number().nullable(),
  memberCount: z.number().int().nullable(),
  /** Topics it has commits in or is assigned. */
  topics: z.array(z.string()),
  /** Sum over partitions whose lag is known; null when none is. Fewer known than `partitionCount`: "at least". */
  totalLag: z.number().nullable(),
  knownPartitions: z.number().int(),
  partitionCount: z.number().int(),
  maxLagSeconds: z.number().nullable(),
  lagSecondsIsAtLeast: z.boolean(),
  consumedPerSecond: z.number().nullable(),
  /** Records per second by which the lag grew over the last five minutes of rounds; below 0: it shrank. Null when too little is known. */
  lagGrowthPerSecond: z.number().nullable(),
  /** Total lag of the recent rounds, oldest first, for a sparkline; null where unknown. */
  recentLag: z.array(z.number().nullable()),
  /** Epoch ms at which the positions were read; null when never. */
  positionsReadAtMs: z.number().nullable(),
});
export type GroupItem = z.output<typeof groupItem>;

export const groupMemberItem = z.object({
  id: z.string(),
  memberId: z.string(),
  groupInstanceId: z.string().nullable(),
  clientId: z.string(),
  host: z.string(),
  rackId: z.string().nullable(),
  memberEpoch: z.number().nullable(),
  assignment: z.array(z.object({ topic: z.string(), partitions: z.array(z.number()) })),
  targetAssignment: z.array(z.object({ topic: z.string(), partitions: z.array(z.number()) })).nullable(),
  /** Null when the protocol does not tell. */
  subscribedTopics: z.array(z.string()).nullable(),
  /** Pattern that the coordinator matches topics with; null without, and for other types than consumer. */
  subscribedTopicRegex: z.string().nullable(),
  /** A member of a consumer group that still speaks the classic protocol; null where that is not told. */
  isClassic: z.boolean().nullable(),
  /** Null for other types than streams. */
  streams: streamsMember.nullable(),
  /** Null for what is not a Connect worker, or could not be read. */
  connect: connectWorker.nullable(),
  partitionCount: z.number().int(),
  /** Sum of known lag over the partitions it owns; null when none is known. */
  lag: z.number().nullable(),
});
export type GroupMemberItem = z.output<typeof groupMemberItem>;

/** One topic of a group. */
export const groupTopicItem = z.object({
  id: z.string(),
  topic: z.string(),
  partitionCount: z.number().int(),
  knownPartitions: z.number().int(),
  lag: z.number().nullable(),
  committedSum: z.number().nullable(),
  endSum: z.number().nullable(),
  /** 100 × partitions with an owner ÷ partitions (CMAK's coverage). */
  coveragePercent: z.number().int(),
  /** Partitions no live member owns. */
  unownedPartitions: z.array(z.number()),
  /** False when the group has commits here but no live member is subscribed or assigned. */
  isSubscribed: z.boolean(),
  /** The worst of its partitions; null when no member reads the topic any more. */
  verdict: verdict.nullable(),
  partitionsByVerdict,
  verdictSinceMs: z.number().nullable(),
});
export type GroupTopicItem = z.output<typeof groupTopicItem>;

/** `GET …/groups/{group}`. */
export const groupDetail = groupItem.extend({
  groupEpoch: z.number().nullable(),
  assignmentEpoch: z.number().nullable(),
  /** Null for other types than streams, and while the coordinator has none. */
  topology: streamsTopology.nullable(),
  /** What Kafka keeps for the group; null for classic groups, and where it was not read. */
  settings: z.array(groupSetting).nullable(),
  settingsReadAtMs: z.number().nullable(),
  /** Null when the group could not be described. */
  members: z.array(groupMemberItem).nullable(),
  membersReadAtMs: z.number().nullable(),
  topicDetails: z.array(groupTopicItem),
  ...capturedFields,
});
export type GroupDetail = z.output<typeof groupDetail>;

/** One partition of a group: item of `GET …/groups/{group}/lag`. */
export const groupLagItem = z.object({
  /** `topic:partition`. */
  id: z.string(),
  topic: z.string(),
  partition: z.number().int(),
  committedOffset: z.number().nullable(),
  logStartOffset: z.number().nullable(),
  logEndOffset: z.number().nullable(),
  lag: z.number().nullable(),
  /** Why `lag` is null: a key of the catalogues (`lagUnknown.<key>`). */
  lagUnknownReason: z
    .enum(['never_read', 'no_commit', 'no_leader', 'stale', 'topic_gone', 'not_permitted', 'not_measured'])
    .nullable(),
  /** Last known lag and its age where `lag` is null because it went stale. */
  staleLag: z.number().nullable(),
  staleLagAtMs: z.number().nullable(),
  /** Records a commitless group has not read: log end − log start; null when unknown or committed. */
  unreadRecords: z.number().nullable(),
  /** Committed beyond the log end by this many; 0 normally. */
  aheadRecords: z.number(),
  /** Deleted before they were read: log start − committed; 0 normally. */
  lostRecords: z.number(),
  lagSeconds: z.number().nullable(),
  /** `lagSeconds` is a lower bound: the record is older than the history at hand. */
  lagSecondsIsAtLeast: z.boolean(),
  /** How far `lagSeconds` may be off, in seconds; null when it is not known. */
  lagSecondsError: z.number().nullable(),
  /** What `lagSeconds` is taken from; null when it is not known. */
  lagSecondsSource: z.enum(LAG_SOURCES).exclude(['none']).nullable(),
  /** Null without a commit, or when no member reads the topic any more. */
  verdict: verdict.nullable(),
  verdictReason: reason.nullable(),
  verdictSinceMs: z.number().nullable(),
  memberId: z.string().nullable(),
  clientId: z.string().nullable(),
  host: z.string().nullable(),
  /** Epoch ms of the round in which the committed offset last moved while watched; null when it never did. */
  committedAtMs: z.number().nullable(),
});
export type GroupLagItem = z.output<typeof groupLagItem>;
