import type { MemberFacts, TopicPartitions } from '@/lib/domain/snapshot';
import type { ResponseBodies } from '../protocol/messages.generated';
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
}

type ClassicGroup = ResponseBodies['DescribeGroups']['groups'][number];
type ConsumerGroup = ResponseBodies['ConsumerGroupDescribe']['groups'][number];
type ShareGroup = ResponseBodies['ShareGroupDescribe']['groups'][number];
type StreamsGroup = ResponseBodies['StreamsGroupDescribe']['groups'][number];
type StreamsTasks = StreamsGroup['members'][number]['assignment']['activeTasks'];

interface NamedPartitions {
  readonly topicName: string;
  readonly partitions: readonly number[];
}

/** Classic members join as `consumer`, `connect` or with a protocol of their own; only the first tells topics. */
export function parseClassicGroup(group: ClassicGroup): DescribedGroup {
  const isConsumer = group.protocolType === 'consumer';
  return {
    groupId: group.groupId,
    errorNumber: group.errorCode,
    state: group.groupState,
    protocol: group.protocolData || null,
    groupEpoch: null,
    assignmentEpoch: null,
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
    })),
  };
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
    })),
  };
}

export function parseShareGroup(group: ShareGroup): DescribedGroup {
  return {
    ...parseEpochs(group),
    protocol: group.assignorName || null,
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

/** Streams members own tasks; the active ones read partition `p` of each source topic of their subtopology. */
export function parseStreamsGroup(group: StreamsGroup): DescribedGroup {
  const sourceTopics = new Map(
    (group.topology?.subtopologies ?? []).map((subtopology) => [
      subtopology.subtopologyId,
      [...subtopology.sourceTopics, ...subtopology.repartitionSourceTopics.map((topic) => topic.name)],
    ]),
  );
  const topics = [...new Set([...sourceTopics.values()].flat())].sort();
  return {
    ...parseEpochs(group),
    protocol: null,
    members: group.members.map((member) => ({
      memberId: member.memberId,
      groupInstanceId: member.instanceId,
      clientId: member.clientId,
      clientHost: member.clientHost,
      rackId: member.rackId,
      subscribedTopics: topics,
      assignment: parseTasks(member.assignment.activeTasks, sourceTopics),
      targetAssignment: parseTasks(member.targetAssignment.activeTasks, sourceTopics),
      memberEpoch: member.memberEpoch,
    })),
  };
}

function parseTasks(tasks: StreamsTasks, sourceTopics: ReadonlyMap<string, readonly string[]>): TopicPartitions[] {
  const partitionsByTopic = new Map<string, number[]>();
  for (const { subtopologyId, partitions } of tasks) {
    for (const topic of sourceTopics.get(subtopologyId) ?? []) {
      partitionsByTopic.set(topic, [...(partitionsByTopic.get(topic) ?? []), ...partitions]);
    }
  }
  return [...partitionsByTopic].map(([topic, partitions]) => ({ topic, partitions: partitions.sort((a, b) => a - b) }));
}

function parseEpochs(group: ConsumerGroup | ShareGroup | StreamsGroup) {
  return {
    groupId: group.groupId,
    errorNumber: group.errorCode,
    state: group.groupState,
    groupEpoch: group.groupEpoch,
    assignmentEpoch: group.assignmentEpoch,
  };
}
