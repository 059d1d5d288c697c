import type { EndHistory } from './end-history';
import type { GroupTopic } from './group-lag';
import type { ProbeIndex, ProbeRequest } from './record-probe';
import type { ClusterSnapshot, GroupFacts, TopicFacts } from './snapshot';
import type { DeletionMemory } from './verdict/deletion-memory';

/** One topic of a group with the lag of each of its slots, as `slotLags` tells it. */
export interface MeasuredTopic {
  readonly entry: GroupTopic;
  readonly lags: Float64Array;
}

/** One round, as the judgement of its groups needs it. */
export interface RoundContext {
  readonly snapshot: ClusterSnapshot;
  readonly topics: ReadonlyMap<string, TopicFacts>;
  readonly ends: ReadonlyMap<string, EndHistory>;
  readonly deletions: ReadonlyMap<string, DeletionMemory>;
  /** Age in ms at which a topic's records may be deleted; infinite when it keeps them. */
  readonly retentionOf: (topic: TopicFacts) => number;
  /** Names whose topic id changed since the round before. */
  readonly recreatedTopics: ReadonlySet<string>;
  /** Names of which a log end fell since the round before. */
  readonly truncatedTopics: ReadonlySet<string>;
  readonly previousTopics: ReadonlyMap<string, TopicFacts>;
  readonly previousGroups: ReadonlyMap<string, GroupFacts>;
  /** Epoch ms of the rounds of the window, this one last. */
  readonly roundsAtMs: readonly number[];
  /** The round before this one never came: values across it are no rate. */
  readonly isAfterGap: boolean;
  readonly probes: ProbeIndex;
  /** Takes down a commit that stands still: the record it waits at is worth a look. */
  readonly wantProbe: (request: ProbeRequest) => void;
}
