/** What only one type of group tells of itself and its members. */

/** What a streams group runs, as its members agreed (KIP-1071). */
export interface StreamsTopologyFacts {
  readonly topologyEpoch: number;
  /** Null while the coordinator has no topology for the group. */
  readonly subtopologies: readonly SubtopologyFacts[] | null;
}

export interface SubtopologyFacts {
  readonly subtopologyId: string;
  readonly sourceTopics: readonly string[];
  readonly repartitionSinkTopics: readonly string[];
  readonly repartitionSourceTopics: readonly StreamsInternalTopic[];
  readonly changelogTopics: readonly StreamsInternalTopic[];
}

/** A topic that the streams application keeps for itself. 0 partitions: as many as the subtopology has tasks; 0 replicas: the brokers' default. */
export interface StreamsInternalTopic {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly configs: readonly NamedValue[];
}

export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** Tasks of one subtopology; a task's number is the partition it reads. */
export interface SubtopologyTasks {
  readonly subtopologyId: string;
  readonly partitions: readonly number[];
}

/** Active tasks read and write, standby tasks follow a copy of the state, warm-up tasks build one to take over from. */
export interface StreamsTasks {
  readonly active: readonly SubtopologyTasks[];
  readonly standby: readonly SubtopologyTasks[];
  readonly warmup: readonly SubtopologyTasks[];
}

export interface StreamsMemberFacts {
  readonly processId: string;
  /** `host:port` that the application serves interactive queries on; null without. */
  readonly userEndpoint: string | null;
  readonly topologyEpoch: number;
  /** Still speaks the classic protocol. */
  readonly isClassic: boolean;
  /** What the application tells of where it runs (zone, rack), for rack-aware standby tasks. */
  readonly clientTags: readonly NamedValue[];
  readonly tasks: StreamsTasks;
  readonly targetTasks: StreamsTasks;
}

/** A Connect worker, from the bytes it joins its group with (ConnectProtocol v0 to v2, KIP-415 and KIP-507). */
export interface ConnectWorkerFacts {
  /** 0 eager, 1 compatible, 2 sessioned. */
  readonly protocolVersion: number;
  readonly workerUrl: string;
  /** How far the worker had read the config topic when it joined. */
  readonly configOffset: number;
  /** Null while the leader has not answered the worker. */
  readonly leaderUrl: string | null;
  readonly isLeader: boolean;
  readonly connectors: readonly string[];
  readonly tasks: readonly ConnectorTasks[];
  /** Ms for which the leader keeps work back for a worker that left; 0 when it does not, or the protocol does not tell. */
  readonly scheduledDelayMs: number;
}

export interface ConnectorTasks {
  readonly connector: string;
  readonly tasks: readonly number[];
}

/** One setting that Kafka keeps for a group. */
export interface GroupSettingFacts {
  readonly name: string;
  readonly value: string | null;
  /** Set for this group; otherwise the broker's value applies. */
  readonly isOwn: boolean;
}
