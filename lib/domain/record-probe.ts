import { groupBy } from './group-by';

/** A commit that stands still with records after it: what record it waits at is worth a look. Offsets in records. */
export interface ProbeRequest {
  readonly topic: string;
  readonly partition: number;
  readonly committed: number;
  readonly logEnd: number;
}

/** What a look at the log from a commit on found. */
export interface RecordProbe extends ProbeRequest {
  readonly topicId: string | null;
  /** Offset of the first record that a read_committed consumer would get; the log end when only control or aborted records follow. */
  readonly nextRecord: number;
  /** Epoch ms that the record bears; NaN when it bears none, or when none follows. */
  readonly recordAtMs: number;
  /** How far `recordAtMs` may be off: a compressed batch tells only its span. */
  readonly recordErrorMs: number;
}

/** What is known of the commits of one topic. */
export interface TopicProbes {
  /** Null when nobody looked there. */
  find(partition: number, committed: number): RecordProbe | null;
}

/** Null for a topic of which no commit was looked at. */
export type ProbeIndex = (topic: string) => TopicProbes | null;

export function indexProbes(probes: readonly RecordProbe[]): ProbeIndex {
  const byTopic = groupBy(probes, (probe) => probe.topic);
  return (topic) => {
    const ofTopic = byTopic.get(topic);
    if (ofTopic === undefined) return null;
    return {
      find: (partition, committed) =>
        ofTopic.find((probe) => probe.partition === partition && probe.committed === committed) ?? null,
    };
  };
}
