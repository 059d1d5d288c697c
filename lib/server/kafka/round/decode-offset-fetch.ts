import type { GroupTopicPositions } from '@/lib/domain/snapshot';
import type { ColumnReader } from '../protocol/column-reader';
import type { ClusterTopology } from './cluster-metadata';
import { PositionColumns } from './position-columns';
import { readTopicOf } from './topic-finder';

/** Committed offsets of one group; with an error number there are none. */
export interface FetchedPositions {
  readonly groupId: string;
  readonly errorNumber: number;
  readonly positions: readonly GroupTopicPositions[];
  /** Partitions that were answered with an error code. */
  readonly partitionErrors: readonly PositionError[];
}

export interface PositionError {
  readonly topic: string;
  readonly partition: number;
  readonly errorNumber: number;
}

/** A partition takes at least this much: index, offset, one byte of metadata length, error. */
const leastBytesPerPartition = 15;

interface DecodeContext {
  readonly reader: ColumnReader;
  readonly version: number;
  readonly topology: ClusterTopology;
  readonly columns: PositionColumns;
}

/** Decodes an OffsetFetch answer: many groups (v8, v9), or one (v1 to v7, whose id is given). Yields after each group. */
export function* decodeOffsetFetch(
  reader: ColumnReader,
  version: number,
  topology: ClusterTopology,
  onlyGroupId: string,
): Generator<void, FetchedPositions[]> {
  const columns = new PositionColumns(Math.ceil(reader.buffer.length / leastBytesPerPartition));
  const context: DecodeContext = { reader, version, topology, columns };
  if (version >= 3) reader.skip(4);
  const groups: FetchedPositions[] = [];
  if (version < 8) {
    groups.push(decodeGroup(context, onlyGroupId));
  } else {
    for (let left = reader.arrayLength(); left > 0; left--) {
      groups.push(decodeGroup(context, reader.string()));
      yield;
    }
    reader.skipTags();
  }
  reader.assertConsumed('OffsetFetch');
  return groups;
}

function decodeGroup(context: DecodeContext, groupId: string): FetchedPositions {
  const { reader, version } = context;
  const positions: GroupTopicPositions[] = [];
  const partitionErrors: PositionError[] = [];
  for (let left = reader.arrayLength(); left > 0; left--) positions.push(decodeTopic(context, partitionErrors));
  const errorNumber = version >= 2 ? reader.int16() : 0;
  reader.skipTags();
  positions.sort((a, b) => (a.topic < b.topic ? -1 : 1));
  return { groupId, errorNumber, positions, partitionErrors };
}

function decodeTopic(context: DecodeContext, errors: PositionError[]): GroupTopicPositions {
  const { reader, version, columns } = context;
  const named = readTopicOf(context.topology, reader);
  const [topic, topicId] = typeof named === 'string' ? [named, null] : [named.name, named.topicId];
  const start = columns.end;
  for (let left = reader.arrayLength(); left > 0; left--) {
    const partition = reader.int32();
    const offset = reader.int64();
    if (version >= 5) reader.skip(4);
    reader.skipString();
    const errorNumber = reader.int16();
    reader.skipTags();
    if (errorNumber !== 0) errors.push({ topic, partition, errorNumber });
    columns.push(partition, errorNumber !== 0 || offset < 0 ? Number.NaN : offset);
  }
  reader.skipTags();
  return { topic, topicId, ...columns.take(start), reportedLag: null };
}
