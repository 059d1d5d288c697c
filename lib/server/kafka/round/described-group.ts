import type { StreamsTopologyFacts } from '@/lib/domain/group-type-facts';
import type { MemberFacts, TopicPartitions } from '@/lib/domain/snapshot';
import type { ResponseBodies } from '../protocol/messages.generated';
import { parseConnectWorker } from './connect-protocol';
import { parseConsumerAssignment, parseSubscribedTopics } from './consumer-protocol';

/** What a describe request tells of a group, whatever its type. */
export interface DescribedGroup {
  readonly groupId: string;
  readonly errorNumber: number;
  readonly state: string;
  readonly protocol: string | null;
  readonly groupEpoch: number | null;
  readonly assignmentEpoch: number | null;
  readonly members: readonly MemberFacts[];
  /** Streams groups only; null for the others. */
  readonly topology: StreamsTopologyFacts | null;
}

type ClassicGroup = ResponseBodies['DescribeGroups']['groups'][number];
type ConsumerGroup = ResponseBodies['ConsumerGroupDescribe']['groups'][number];
type ShareGroup = ResponseBodies['ShareGroupDescribe']['groups'][number];
type ConsumerMember = ConsumerGroup['members'][number];

/** Of ConsumerGroupDescribe: 0 a member on the classic protocol, 1 one on the consumer protocol. */
const CLASSIC_MEMBER = 0;

interface NamedPartitions {
  readonly topicName: string;
  readonly partitions: readonly number[];
}

/** Classic members join as `consumer`, `connect` or with a protocol of their own; only the first tells topics. */
export function parseClassicGroup(group: ClassicGroup): DescribedGroup {
  const isConsumer = group.protocolType === 'consumer';
  const isConnect = group.protocolType === 'connect';
  return {
    groupId: group.groupId,
    errorNumber: group.errorCode,
    state: group.groupState,
    protocol: group.protocolData || null,
    groupEpoch: null,
    assignmentEpoch: null,
    topology: null,
    members: group.members.map((member) => ({
      memberId: member.memberId,
      groupInstanceId: member.groupInstanceId,
      clientId: member.clientId,
      clientHost: member.clientHost,
      rackId: null,
      subscribedTopics: isConsumer ? parseSubscribedTopics(member.memberMetadata) : null,
      assignment: isConsumer ? parseConsumerAssignment(member.memberAssignment) : [],
      targetAssignment: null,
      memberEpoch: null,
      ...(isConnect ? connectFields(member) : {}),
    })),
  };
}

function connectFields(member: ClassicGroup['members'][number]): Pick<MemberFacts, 'connect'> {
  const connect = parseConnectWorker(member.memberId, member.memberMetadata, member.memberAssignment);
  return connect === null ? {} : { connect };
}

function parseAssignment(topics: readonly NamedPartitions[]): TopicPartitions[] {
  return topics.map(({ topicName, partitions }) => ({
    topic: topicName,
    partitions: [...partitions].sort((a, b) => a - b),
  }));
}

export function parseConsumerGroup(group: ConsumerGroup): DescribedGroup {
  return {
    ...parseEpochs(group),
    protocol: group.assignorName || null,
    topology: null,
    members: group.members.map((member) => ({
      memberId: member.memberId,
      groupInstanceId: member.instanceId,
      clientId: member.clientId,
      clientHost: member.clientHost,
      rackId: member.rackId,
      subscribedTopics: [...member.subscribedTopicNames].sort(),
      assignment: parseAssignment(member.assignment.topicPartitions),
      targetAssignment: parseAssignment(member.targetAssignment.topicPartitions),
      memberEpoch: member.memberEpoch,
      subscribedTopicRegex: member.subscribedTopicRegex || null,
      isClassic: parseMemberType(member),
    })),
  };
}

/** Null below v1 (before Kafka 4.0), which does not tell. */
function parseMemberType({ memberType }: ConsumerMember): boolean | null {
  return memberType === undefined || memberType < 0 ? null : memberType === CLASSIC_MEMBER;
}

export function parseShareGroup(group: ShareGroup): DescribedGroup {
  return {
    ...parseEpochs(group),
    protocol: group.assignorName || null,
    topology: null,
    members: group.members.map((member) => ({
      memberId: member.memberId,
      groupInstanceId: null,
      clientId: member.clientId,
      clientHost: member.clientHost,
      rackId: member.rackId,
      subscribedTopics: [...member.subscribedTopicNames].sort(),
      assignment: parseAssignment(member.assignment.topicPartitions),
      targetAssignment: null,
      memberEpoch: member.memberEpoch,
    })),
  };
}

/** What the groups with epochs have in common. */
export function parseEpochs(group: Omit<ShareGroup, 'assignorName' | 'members'>) {
  return {
    groupId: group.groupId,
    errorNumber: group.errorCode,
    state: group.groupState,
    groupEpoch: group.groupEpoch,
    assignmentEpoch: group.assignmentEpoch,
  };
}
