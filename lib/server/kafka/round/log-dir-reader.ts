import type { LogDirFacts } from '@/lib/domain/snapshot';
import { runInSlices } from '@/lib/server/run-in-slices';
import type { CallOptions, KafkaGateway } from '../gateway';
import { ColumnReader } from '../protocol/column-reader';
import { describeKafkaError } from '../protocol/kafka-error';
import { ProtocolWriter } from '../protocol/protocol-writer';
import type { TopicMetadata } from './cluster-metadata';

/** Bytes of one broker's replicas: by topic, slot `p` for partition `p`, NaN where it has none. */
export type ReplicaSizes = Map<string, Float64Array>;

/** What one broker tells of its disks. */
export interface LogDirReading {
  /** Complete only when all topics were asked. */
  readonly logDirs: readonly LogDirFacts[];
  readonly sizes: ReplicaSizes;
  readonly errorNumber: number;
}

const firstFlexibleVersion = 2;

/** Null asks for all topics. */
function encodeRequest(version: number, topics: readonly TopicMetadata[] | null): Buffer {
  const isFlexible = version >= firstFlexibleVersion;
  const writer = new ProtocolWriter(64);
  const writeLength = (length: number) => (isFlexible ? writer.unsignedVarint(length + 1) : writer.int32(length));
  writeLength(topics ? topics.length : -1);
  for (const topic of topics ?? []) {
    if (isFlexible) writer.compactString(topic.name);
    else writer.string(topic.name);
    writeLength(topic.partitionCount);
    for (let partition = 0; partition < topic.partitionCount; partition++) writer.int32(partition);
    if (isFlexible) writer.unsignedVarint(0);
  }
  if (isFlexible) writer.unsignedVarint(0);
  return writer.finish();
}

interface DirTotals {
  replicaBytes: number;
  replicaCount: number;
}

function readReplicas(reader: ColumnReader, sizes: ReplicaSizes, totals: DirTotals): void {
  const topic = reader.string();
  let column = sizes.get(topic) ?? new Float64Array(0);
  for (let left = reader.arrayLength(); left > 0; left--) {
    const partition = reader.int32();
    const sizeBytes = reader.int64();
    reader.skip(8);
    const isFuture = reader.int8() !== 0;
    reader.skipTags();
    totals.replicaBytes += sizeBytes;
    totals.replicaCount++;
    if (isFuture) continue;
    if (partition >= column.length) {
      const grown = new Float64Array(Math.max(partition + 1, column.length * 2)).fill(Number.NaN);
      grown.set(column);
      column = grown;
    }
    column[partition] = sizeBytes;
  }
  reader.skipTags();
  sizes.set(topic, column);
}

function* readLogDir(reader: ColumnReader, version: number, sizes: ReplicaSizes): Generator<void, LogDirFacts> {
  const errorNumber = reader.int16();
  const path = reader.string();
  const totals: DirTotals = { replicaBytes: 0, replicaCount: 0 };
  for (let left = reader.arrayLength(); left > 0; left--) {
    readReplicas(reader, sizes, totals);
    yield;
  }
  const totalBytes = version >= 4 ? reader.int64() : -1;
  const usableBytes = version >= 4 ? reader.int64() : -1;
  if (version >= 5) reader.skip(1);
  reader.skipTags();
  return {
    path,
    errorName: errorNumber === 0 ? null : describeKafkaError(errorNumber).name,
    totalBytes: totalBytes < 0 ? null : totalBytes,
    usableBytes: usableBytes < 0 ? null : usableBytes,
    ...totals,
  };
}

/** Reads a broker's log dirs and the sizes of its replicas (DescribeLogDirs, API key 35, v1 to v5). Throws as `KafkaGateway.call` does. */
export async function readLogDirs(
  gateway: KafkaGateway,
  brokerId: number,
  topics: readonly TopicMetadata[] | null,
  options: CallOptions,
): Promise<LogDirReading> {
  const encode = (version: number) => encodeRequest(version, topics);
  const answer = await gateway.callEncoded('DescribeLogDirs', encode, { ...options, brokerId, maxVersion: 5 });
  const { version } = answer;
  const reader = new ColumnReader(answer.payload, version >= firstFlexibleVersion);
  reader.skip(4);
  const errorNumber = version >= 3 ? reader.int16() : 0;
  const sizes: ReplicaSizes = new Map();
  const logDirs: LogDirFacts[] = [];
  for (let left = reader.arrayLength(); left > 0; left--) {
    logDirs.push(await runInSlices(readLogDir(reader, version, sizes)));
  }
  reader.skipTags();
  reader.assertConsumed('DescribeLogDirs');
  return { logDirs: logDirs.sort((a, b) => (a.path < b.path ? -1 : 1)), sizes, errorNumber };
}
