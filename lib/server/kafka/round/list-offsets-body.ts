import { runInSlices } from '@/lib/server/run-in-slices';
import { ProtocolWriter } from '../protocol/protocol-writer';
import type { ClusterTopology, TopicMetadata } from './cluster-metadata';

/** Which offset is asked of each partition. */
export interface ListOffsetsQuery {
  /** -1n: latest; -2n: log start; otherwise epoch ms. */
  readonly timestamp: bigint;
  /** 0: read_uncommitted (latest is the high watermark); 1: read_committed (latest is the last stable offset). */
  readonly isolationLevel: 0 | 1;
}

const firstFlexibleVersion = 6;

/** Partitions of one topic that a broker leads. */
export interface LedTopic {
  readonly topic: TopicMetadata;
  readonly partitions: readonly number[];
}

/** By leader. */
type LedTopics = ReadonlyMap<number, readonly LedTopic[]>;

/** Partitions with a leader, by leader and topic. Yields after each topic. */
function* groupByLeader(topology: ClusterTopology, onlySlots: ReadonlySet<number> | null): Generator<void, LedTopics> {
  const byLeader = new Map<number, LedTopic[]>();
  for (const topic of topology.topics) {
    const partitionsByLeader = new Map<number, number[]>();
    topic.leaders.forEach((leader, partition) => {
      if (leader < 0 || (onlySlots && !onlySlots.has(topic.firstSlot + partition))) return;
      const partitions = partitionsByLeader.get(leader);
      if (partitions) partitions.push(partition);
      else partitionsByLeader.set(leader, [partition]);
    });
    for (const [leader, partitions] of partitionsByLeader) {
      const topics = byLeader.get(leader);
      if (topics) topics.push({ topic, partitions });
      else byLeader.set(leader, [{ topic, partitions }]);
    }
    yield;
  }
  return byLeader;
}

function writeArrayLength(writer: ProtocolWriter, length: number, isFlexible: boolean): void {
  if (isFlexible) writer.unsignedVarint(length + 1);
  else writer.int32(length);
}

function writeTopic(writer: ProtocolWriter, led: LedTopic, version: number, timestamp: bigint): void {
  const isFlexible = version >= firstFlexibleVersion;
  if (isFlexible) writer.compactString(led.topic.name);
  else writer.string(led.topic.name);
  writeArrayLength(writer, led.partitions.length, isFlexible);
  for (const partition of led.partitions) {
    writer.int32(partition);
    if (version >= 4) writer.int32(-1);
    writer.int64(timestamp);
    if (isFlexible) writer.unsignedVarint(0);
  }
  if (isFlexible) writer.unsignedVarint(0);
}

/** The body of a ListOffsets request (v1 to v9). */
export function encodeBody(topics: readonly LedTopic[], version: number, query: ListOffsetsQuery): Buffer {
  const isFlexible = version >= firstFlexibleVersion;
  const writer = new ProtocolWriter(65_536);
  writer.int32(-1);
  if (version >= 2) writer.int8(query.isolationLevel);
  writeArrayLength(writer, topics.length, isFlexible);
  for (const led of topics) writeTopic(writer, led, version, query.timestamp);
  if (isFlexible) writer.unsignedVarint(0);
  return writer.finish();
}

/** The slots of the cluster's columns that a leader has. */
export function slotsOf(led: readonly LedTopic[]): number[] {
  return led.flatMap(({ topic, partitions }) => partitions.map((partition) => topic.firstSlot + partition));
}

/** Who leads what, and the request bodies for all partitions of a topology: made once and kept as long as the topology lives. */
export class ListOffsetsBodies {
  private readonly leaders = new WeakMap<ClusterTopology, Promise<LedTopics>>();
  private readonly encoded = new WeakMap<readonly LedTopic[], Map<string, Buffer>>();

  /** What each leader is to be asked of. */
  leadersOf(topology: ClusterTopology, onlySlots: ReadonlySet<number> | null): Promise<LedTopics> {
    if (onlySlots) return runInSlices(groupByLeader(topology, onlySlots));
    const known = this.leaders.get(topology);
    if (known) return known;
    const grouped = runInSlices(groupByLeader(topology, null));
    this.leaders.set(topology, grouped);
    return grouped;
  }

  /** The body for all that one leader has. */
  encodeWhole(led: readonly LedTopic[], version: number, query: ListOffsetsQuery): Buffer {
    // A time is asked for once: nothing is kept for it.
    if (query.timestamp >= 0n) return encodeBody(led, version, query);
    const bodies = this.encoded.get(led) ?? new Map<string, Buffer>();
    this.encoded.set(led, bodies);
    const key = `${version}/${query.timestamp}/${query.isolationLevel}`;
    const body = bodies.get(key) ?? encodeBody(led, version, query);
    bodies.set(key, body);
    return body;
  }
}
