import { z } from 'zod';

const namedValue = z.object({ name: z.string(), value: z.string() });

/** A task is a partition of its subtopology. */
const subtopologyTasks = z.object({ subtopologyId: z.string(), partitions: z.array(z.number()) });

const streamsTasks = z.object({
  active: z.array(subtopologyTasks),
  standby: z.array(subtopologyTasks),
  warmup: z.array(subtopologyTasks),
});
export type StreamsTasksItem = z.output<typeof streamsTasks>;

/** What a member of a streams group tells beyond what all members tell. */
export const streamsMember = z.object({
  processId: z.string(),
  /** `host:port` of interactive queries; null without. */
  userEndpoint: z.string().nullable(),
  topologyEpoch: z.number(),
  isClassic: z.boolean(),
  clientTags: z.array(namedValue),
  tasks: streamsTasks,
  targetTasks: streamsTasks,
});

const internalTopic = z.object({
  name: z.string(),
  /** 0: as many as the subtopology has tasks. */
  partitions: z.number(),
  /** 0: the brokers' default. */
  replicationFactor: z.number(),
  configs: z.array(namedValue),
});

const subtopology = z.object({
  subtopologyId: z.string(),
  sourceTopics: z.array(z.string()),
  repartitionSinkTopics: z.array(z.string()),
  repartitionSourceTopics: z.array(internalTopic),
  changelogTopics: z.array(internalTopic),
});
export type SubtopologyItem = z.output<typeof subtopology>;

/** What a streams group runs. */
export const streamsTopology = z.object({
  topologyEpoch: z.number(),
  /** Null while the coordinator has no topology for the group. */
  subtopologies: z.array(subtopology).nullable(),
});

/** A Connect worker, from the bytes of its group's protocol. */
export const connectWorker = z.object({
  /** 0 eager, 1 compatible, 2 sessioned. */
  protocolVersion: z.number(),
  workerUrl: z.string(),
  configOffset: z.number(),
  leaderUrl: z.string().nullable(),
  isLeader: z.boolean(),
  connectors: z.array(z.string()),
  tasks: z.array(z.object({ connector: z.string(), tasks: z.array(z.number()) })),
  scheduledDelayMs: z.number(),
});
export type ConnectWorkerItem = z.output<typeof connectWorker>;

export const groupSetting = z.object({
  name: z.string(),
  value: z.string().nullable(),
  /** Set for this group; otherwise the broker's value applies. */
  isOwn: z.boolean(),
});
export type GroupSettingItem = z.output<typeof groupSetting>;
