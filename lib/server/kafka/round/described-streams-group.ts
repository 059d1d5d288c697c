import type {
  NamedValue,
  StreamsInternalTopic,
  StreamsMemberFacts,
  StreamsTasks,
  StreamsTopologyFacts,
  SubtopologyTasks,
} from '@/lib/domain/group-type-facts';
import type { MemberFacts, TopicPartitions } from '@/lib/domain/snapshot';
import type { ResponseBodies } from '../protocol/messages.generated';
import { type DescribedGroup, parseEpochs } from './described-group';

type StreamsGroup = ResponseBodies['StreamsGroupDescribe']['groups'][number];
type StreamsMember = StreamsGroup['members'][number];
type Subtopology = NonNullable<NonNullable<StreamsGroup['topology']>['subtopologies']>[number];
type SourceTopics = ReadonlyMap<string, readonly string[]>;

/** Streams members own tasks; the active ones read partition `p` of each source topic of their subtopology (StreamsGroupDescribe, API key 89). */
export function parseStreamsGroup(group: StreamsGroup): DescribedGroup {
  const topology = parseTopology(group.topology);
  const sourceTopics: SourceTopics = new Map(
    (topology?.subtopologies ?? []).map(({ subtopologyId, sourceTopics: sources, repartitionSourceTopics }) => [
      subtopologyId,
      [...sources, ...repartitionSourceTopics.map(({ name }) => name)],
    ]),
  );
  const topics = [...new Set([...sourceTopics.values()].flat())].sort();
  return {
    ...parseEpochs(group),
    protocol: null,
    topology,
    members: group.members.map((member) => parseMember(member, topics, sourceTopics)),
  };
}

function parseMember(member: StreamsMember, topics: readonly string[], sourceTopics: SourceTopics): MemberFacts {
  const streams = parseStreamsMember(member);
  return {
    memberId: member.memberId,
    groupInstanceId: member.instanceId,
    clientId: member.clientId,
    clientHost: member.clientHost,
    rackId: member.rackId,
    subscribedTopics: topics,
    assignment: readBy(streams.tasks.active, sourceTopics),
    targetAssignment: readBy(streams.targetTasks.active, sourceTopics),
    memberEpoch: member.memberEpoch,
    streams,
  };
}

function parseStreamsMember(member: StreamsMember): StreamsMemberFacts {
  const endpoint = member.userEndpoint;
  return {
    processId: member.processId,
    userEndpoint: endpoint === null ? null : `${endpoint.host}:${endpoint.port}`,
    topologyEpoch: member.topologyEpoch,
    isClassic: member.isClassic,
    clientTags: parseNamedValues(member.clientTags),
    tasks: parseTasks(member.assignment),
    targetTasks: parseTasks(member.targetAssignment),
  };
}

function parseTasks(assignment: StreamsMember['assignment']): StreamsTasks {
  return {
    active: sortTasks(assignment.activeTasks),
    standby: sortTasks(assignment.standbyTasks),
    warmup: sortTasks(assignment.warmupTasks),
  };
}

function sortTasks(tasks: readonly SubtopologyTasks[]): SubtopologyTasks[] {
  return tasks
    .map(({ subtopologyId, partitions }) => ({ subtopologyId, partitions: [...partitions].sort((a, b) => a - b) }))
    .sort((a, b) => (a.subtopologyId < b.subtopologyId ? -1 : 1));
}

function parseTopology(topology: StreamsGroup['topology']): StreamsTopologyFacts | null {
  if (topology === null) return null;
  const subtopologies = topology.subtopologies?.map(parseSubtopology) ?? null;
  return { topologyEpoch: topology.epoch, subtopologies };
}

function parseSubtopology(subtopology: Subtopology) {
  return {
    subtopologyId: subtopology.subtopologyId,
    sourceTopics: [...subtopology.sourceTopics].sort(),
    repartitionSinkTopics: [...subtopology.repartitionSinkTopics].sort(),
    repartitionSourceTopics: subtopology.repartitionSourceTopics.map(parseInternalTopic),
    changelogTopics: subtopology.stateChangelogTopics.map(parseInternalTopic),
  };
}

function parseInternalTopic(topic: Subtopology['stateChangelogTopics'][number]): StreamsInternalTopic {
  const { name, partitions, replicationFactor } = topic;
  return { name, partitions, replicationFactor, configs: parseNamedValues(topic.topicConfigs) };
}

function parseNamedValues(pairs: readonly { readonly key: string; readonly value: string }[]): NamedValue[] {
  return pairs.map(({ key, value }) => ({ name: key, value }));
}

/** Partitions of source topics that active tasks read. */
function readBy(tasks: readonly SubtopologyTasks[], sourceTopics: SourceTopics): TopicPartitions[] {
  const partitionsByTopic = new Map<string, number[]>();
  for (const { subtopologyId, partitions } of tasks) {
    for (const topic of sourceTopics.get(subtopologyId) ?? []) {
      partitionsByTopic.set(topic, [...(partitionsByTopic.get(topic) ?? []), ...partitions]);
    }
  }
  return [...partitionsByTopic].map(([topic, partitions]) => ({ topic, partitions: partitions.sort((a, b) => a - b) }));
}
