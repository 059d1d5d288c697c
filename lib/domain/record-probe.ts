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

/** Probes by topic, partition and committed offset. */
export type ProbeIndex = (topic: string, partition: number, committed: number) => RecordProbe | null;

export function indexProbes(probes: readonly RecordProbe[]): ProbeIndex {
  const index = new Map(probes.map((probe) => [keyOf(probe.topic, probe.partition, probe.committed), probe]));
  return (topic, partition, committed) => index.get(keyOf(topic, partition, committed)) ?? null;
}

function keyOf(topic: string, partition: number, committed: number): string {
  return `${topic}\n${partition}\n${committed}`;
}
