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

interface LedTopic {
  readonly topic: TopicMetadata;
  readonly partitions: readonly number[];
}

/** Partitions with a leader, by leader and topic. */
function groupByLeader(topology: ClusterTopology, onlySlots: ReadonlySet<number> | null): Map<number, LedTopic[]> {
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
function encodeBody(topics: readonly LedTopic[], version: number, query: ListOffsetsQuery): Buffer {
  const isFlexible = version >= firstFlexibleVersion;
  const writer = new ProtocolWriter(65_536);
  writer.int32(-1);
  if (version >= 2) writer.int8(query.isolationLevel);
  writeArrayLength(writer, topics.length, isFlexible);
  for (const led of topics) writeTopic(writer, led, version, query.timestamp);
  if (isFlexible) writer.unsignedVarint(0);
  return writer.finish();
}

interface TopologyBodies {
  readonly leaders: Map<number, LedTopic[]>;
  readonly encoded: Map<string, Buffer>;
}

/** Request bodies for all partitions of a topology, made once and kept as long as the topology lives. */
export class ListOffsetsBodies {
  private readonly byTopology = new WeakMap<ClusterTopology, TopologyBodies>();

  /** Leaders to ask, each with a function that lists the slots it leads. */
  leadersOf(topology: ClusterTopology, onlySlots: ReadonlySet<number> | null): Map<number, () => number[]> {
    const leaders = onlySlots ? groupByLeader(topology, onlySlots) : this.bodiesOf(topology).leaders;
    const slotsOf = (topics: readonly LedTopic[]) =>
      topics.flatMap(({ topic, partitions }) => partitions.map((partition) => topic.firstSlot + partition));
    return new Map([...leaders].map(([brokerId, topics]) => [brokerId, () => slotsOf(topics)]));
  }

  encode(
    topology: ClusterTopology,
    brokerId: number,
    version: number,
    query: ListOffsetsQuery,
    onlySlots: ReadonlySet<number> | null,
  ): Buffer {
    if (onlySlots) return encodeBody(groupByLeader(topology, onlySlots).get(brokerId) ?? [], version, query);
    const bodies = this.bodiesOf(topology);
    // A time is asked for once: nothing is kept for it.
    if (query.timestamp >= 0n) return encodeBody(bodies.leaders.get(brokerId) ?? [], version, query);
    const key = `${brokerId}/${version}/${query.timestamp}/${query.isolationLevel}`;
    const known = bodies.encoded.get(key);
    if (known) return known;
    const encoded = encodeBody(bodies.leaders.get(brokerId) ?? [], version, query);
    bodies.encoded.set(key, encoded);
    return encoded;
  }

  private bodiesOf(topology: ClusterTopology): TopologyBodies {
    const known = this.byTopology.get(topology);
    if (known) return known;
    const created = { leaders: groupByLeader(topology, null), encoded: new Map<string, Buffer>() };
    this.byTopology.set(topology, created);
    return created;
  }
}
