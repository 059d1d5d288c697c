import type { GroupEvaluation, JudgedRound } from '@/lib/domain/evaluation';
import { describeGroupKind } from '@/lib/domain/group-kind';
import {
  addKnown,
  evaluateCoverage,
  type GroupPartition,
  groupTopicPartitions,
  slotLags,
} from '@/lib/domain/group-lag';
import { LAG_SOURCES, type PositionTimes } from '@/lib/domain/position-times';
import type { GroupFacts, MemberFacts, TopicPartitions } from '@/lib/domain/snapshot';
import { describeVerdict } from '@/lib/domain/verdict/describe-verdict';
import { rollUp } from '@/lib/domain/verdict/roll-up';
import { NOT_JUDGED, VERDICTS, type Verdict, verdictCode } from '@/lib/domain/verdict/verdicts';
import { topicsOfGroups } from './group-topic-index';
import { toPathId } from './path-id';
import { memoOnRound } from './round-memo';
import type { GroupItem, GroupLagItem, GroupMemberItem, GroupTopicItem } from './schemas/group';
import { numberOrNull, roundOrNull } from './source';

/** One item per group of the round. */
export const groupItems = memoOnRound((round): readonly GroupItem[] =>
  round.snapshot.groups.map((group) => groupItem(round, group)),
);

/**
 * Least for the group that needs somebody most: by verdict, then by lag. Workers of a Connect cluster share work, not
 * offsets: there is nothing to judge, and they come last.
 */
export function groupUrgency({ verdict, totalLag, kind }: Pick<GroupItem, 'verdict' | 'totalLag' | 'kind'>): number {
  if (kind === 'connect' && totalLag === null) return VERDICTS.length;
  const lag = totalLag ?? 0;
  return verdictCode[verdict] - lag / (lag + 1);
}

/** The items by group id. */
export const groupItemById = memoOnRound((round) => new Map(groupItems(round).map((item) => [item.groupId, item])));

function groupItem(round: JudgedRound, group: GroupFacts): GroupItem {
  const topics = topicsOfGroups(round).get(group.groupId) ?? [];
  const { positionTimes: _, ...evaluation } = round.evaluation.groups.get(group.groupId) ?? notJudged(group);
  return {
    ...evaluation,
    id: toPathId(group.groupId),
    groupId: group.groupId,
    type: group.type,
    kind: describeGroupKind(group),
    isSimple: group.isSimple,
    protocolType: group.protocolType,
    protocol: group.protocol,
    state: group.state,
    reason: copyReason(evaluation.reason),
    partitionsByVerdict: { ...evaluation.partitionsByVerdict },
    worstPartition: evaluation.worstPartition === null ? null : { ...evaluation.worstPartition },
    hotPartition: evaluation.hotPartition === null ? null : { ...evaluation.hotPartition },
    etaSeconds: roundOrNull(evaluation.etaSeconds, 0),
    coordinatorId: group.coordinatorId,
    memberCount: group.members?.length ?? null,
    topics: topics.map(({ entry }) => entry.topic.name).sort(),
    maxLagSeconds: roundOrNull(evaluation.maxLagSeconds, 1),
    consumedPerSecond: roundOrNull(evaluation.consumedPerSecond, 2),
    lagGrowthPerSecond: roundOrNull(evaluation.lagGrowthPerSecond, 2),
    recentLag: [...evaluation.recentLag],
    positionsReadAtMs: group.positionsReadAtMs,
  };
}

/** A snapshot that came without a judgement of this group. */
function notJudged(group: GroupFacts): GroupEvaluation {
  return {
    groupId: group.groupId,
    verdict: 'UNKNOWN',
    status: 'unknown',
    reason: { key: 'collecting', values: {} },
    sinceMs: null,
    partitionsByVerdict: {},
    verdictLag: null,
    worstPartition: null,
    hotPartition: null,
    etaSeconds: null,
    trend: 'unknown',
    totalLag: null,
    knownPartitions: 0,
    partitionCount: 0,
    maxLagSeconds: null,
    lagSecondsIsAtLeast: false,
    consumedPerSecond: null,
    lagGrowthPerSecond: null,
    recentLag: [],
    positionTimes: [],
  };
}

/** The partitions of a group, topic by topic. */
export function groupLagItems(round: JudgedRound, group: GroupFacts): readonly GroupLagItem[] {
  const { capturedAtMs } = round.snapshot;
  return (topicsOfGroups(round).get(group.groupId) ?? []).flatMap(({ entry }) => {
    const { owners } = evaluateCoverage(group, entry.topic);
    const times = round.evaluation.groups.get(group.groupId)?.positionTimes[entry.positionIndex];
    return groupTopicPartitions(group, entry, capturedAtMs).map((one): GroupLagItem => {
      const owner = group.members?.[owners[one.partition] ?? -1];
      return {
        id: `${one.topic}:${one.partition}`,
        topic: one.topic,
        partition: one.partition,
        committedOffset: one.committedOffset,
        logStartOffset: numberOrNull(entry.topic.logStartOffsets[one.partition]),
        logEndOffset: numberOrNull(entry.topic.logEndOffsets[one.partition]),
        ...lagFields(one),
        unreadRecords: one.unreadRecords,
        aheadRecords: one.aheadRecords,
        lostRecords: one.lostRecords,
        lagSeconds: roundOrNull(times?.lagSeconds[one.positionSlot], 1),
        lagSecondsIsAtLeast: times?.isAtLeast[one.positionSlot] === 1,
        lagSecondsError: roundOrNull(times?.lagSecondsError[one.positionSlot], 1),
        lagSecondsSource: sourceOf(times?.sources[one.positionSlot]),
        ...verdictFields(round, group, one, times),
        memberId: owner?.memberId ?? null,
        clientId: owner?.clientId ?? null,
        host: owner?.clientHost ?? null,
        committedAtMs: numberOrNull(times?.committedAtMs[one.positionSlot]),
      };
    });
  });
}

function sourceOf(code: number | undefined): GroupLagItem['lagSecondsSource'] {
  const source = LAG_SOURCES[code ?? 0] ?? 'none';
  return source === 'none' ? null : source;
}

function copyReason({ key, values }: GroupEvaluation['reason']) {
  return { key, values: { ...values } };
}

/** The verdict of one partition with its evidence; null where there is no commit, or nobody reads the topic any more. */
function verdictFields(
  round: JudgedRound,
  group: GroupFacts,
  { lag, positionSlot, committedOffset }: GroupPartition,
  times: PositionTimes | undefined,
) {
  const code = times?.verdicts.codes[positionSlot] ?? NOT_JUDGED;
  if (times === undefined || code === NOT_JUDGED || committedOffset === null) return NO_VERDICT;
  const sinceMs = numberOrNull(times.verdicts.sinceMs[positionSlot]);
  const reason = describeVerdict({
    code,
    detail: times.verdicts.details[positionSlot] ?? Number.NaN,
    sinceMs,
    nowMs: round.snapshot.capturedAtMs,
    lag: lag.known ? lag.value : null,
    lagSeconds: numberOrNull(times.lagSeconds[positionSlot]),
    lagPerSecond: null,
    memberCount: group.members?.length ?? null,
    isSimple: group.isSimple,
    hasCommit: true,
    isUnread: !lag.known,
  });
  return { verdict: VERDICTS[code] as Verdict, verdictReason: copyReason(reason), verdictSinceMs: sinceMs };
}

const NO_VERDICT = { verdict: null, verdictReason: null, verdictSinceMs: null };

function lagFields({ lag }: GroupPartition) {
  if (lag.known) return { lag: lag.value, lagUnknownReason: null, staleLag: null, staleLagAtMs: null };
  return {
    lag: null,
    lagUnknownReason: lag.reason,
    staleLag: lag.last?.value ?? null,
    staleLagAtMs: lag.last?.atMs ?? null,
  };
}

/** The members of a group with the lag of what each owns; null when the group could not be described. */
export function groupMemberItems(round: JudgedRound, group: GroupFacts): readonly GroupMemberItem[] | null {
  if (group.members === null) return null;
  const lagOf = new Map<string, number>();
  for (const item of groupLagItems(round, group)) if (item.lag !== null) lagOf.set(item.id, item.lag);
  return group.members.map((member) => memberItem(member, lagOf));
}

function memberItem(member: MemberFacts, lagOf: ReadonlyMap<string, number>): GroupMemberItem {
  let lag: number | null = null;
  let partitionCount = 0;
  for (const { topic, partitions } of member.assignment) {
    partitionCount += partitions.length;
    for (const partition of partitions) lag = addKnown(lag, lagOf.get(`${topic}:${partition}`) ?? null);
  }
  return {
    id: member.memberId,
    memberId: member.memberId,
    groupInstanceId: member.groupInstanceId,
    clientId: member.clientId,
    host: member.clientHost,
    rackId: member.rackId,
    memberEpoch: member.memberEpoch,
    assignment: copyAssignment(member.assignment),
    targetAssignment: member.targetAssignment === null ? null : copyAssignment(member.targetAssignment),
    ...protocolFields(member),
    partitionCount,
    lag,
  };
}

/** What only one type of group tells of its members. */
function protocolFields(member: MemberFacts) {
  return {
    subscribedTopics: member.subscribedTopics === null ? null : [...member.subscribedTopics],
    subscribedTopicRegex: member.subscribedTopicRegex ?? null,
    isClassic: member.isClassic ?? null,
    streams: structuredClone(member.streams as GroupMemberItem['streams'] | undefined) ?? null,
    connect: structuredClone(member.connect as GroupMemberItem['connect'] | undefined) ?? null,
  };
}

function copyAssignment(list: readonly TopicPartitions[]): { topic: string; partitions: number[] }[] {
  return list.map(({ topic, partitions }) => ({ topic, partitions: [...partitions] }));
}

/** The topics of a group with their sums and coverage. */
export function groupTopicItems(round: JudgedRound, group: GroupFacts): readonly GroupTopicItem[] {
  const { capturedAtMs } = round.snapshot;
  const allTimes = round.evaluation.groups.get(group.groupId)?.positionTimes;
  return (topicsOfGroups(round).get(group.groupId) ?? []).map(({ entry, sum }) => {
    const coverage = evaluateCoverage(group, entry.topic);
    const times = allTimes?.[entry.positionIndex];
    const isJudged = times !== undefined && entry.isSubscribed;
    const rolledUp = isJudged ? rollUp([{ entry, times, lags: slotLags(group, entry, capturedAtMs) }]) : null;
    return {
      verdict: rolledUp === null ? null : (VERDICTS[rolledUp.code] as Verdict),
      partitionsByVerdict: { ...rolledUp?.partitionsByVerdict },
      verdictSinceMs: rolledUp?.sinceMs ?? null,
      id: toPathId(entry.topic.name),
      topic: entry.topic.name,
      partitionCount: sum.partitionCount,
      knownPartitions: sum.knownPartitions,
      lag: sum.lag,
      committedSum: sum.committedSum,
      endSum: sum.endSum,
      coveragePercent: coverage.coveragePercent,
      unownedPartitions: [...coverage.unownedPartitions],
      isSubscribed: entry.isSubscribed,
    };
  });
}
