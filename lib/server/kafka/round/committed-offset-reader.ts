import { runInSlices } from '@/lib/server/run-in-slices';
import type { CallOptions, KafkaGateway } from '../gateway';
import { ColumnReader } from '../protocol/column-reader';
import { ProtocolWriter } from '../protocol/protocol-writer';
import type { ClusterTopology } from './cluster-metadata';
import { decodeOffsetFetch, type FetchedPositions } from './decode-offset-fetch';

/** Version 10 carries topic ids instead of names. */
const maxVersion = 9;
const firstFlexibleVersion = 6;
const firstManyGroupsVersion = 8;
/** Bounds what one answer makes a broker and us hold; usual clusters are far below. */
const mostGroupsPerRequest = 5_000;
/** As many as the gateway sends at once to one broker. */
const oldBrokerConcurrency = 4;

/** All topics of each group, stable or not (the rule of kafka-consumer-groups). */
function encodeManyGroups(groupIds: readonly string[], version: number): Buffer {
  const writer = new ProtocolWriter(4_096);
  writer.unsignedVarint(groupIds.length + 1);
  for (const groupId of groupIds) {
    writer.compactString(groupId);
    if (version >= 9) {
      writer.unsignedVarint(0);
      writer.int32(-1);
    }
    writer.unsignedVarint(0);
    writer.unsignedVarint(0);
  }
  writer.int8(0);
  writer.unsignedVarint(0);
  return writer.finish();
}

function encodeOneGroup(groupId: string, version: number): Buffer {
  const writer = new ProtocolWriter(64);
  const isFlexible = version >= firstFlexibleVersion;
  if (isFlexible) writer.compactString(groupId);
  else writer.string(groupId);
  if (isFlexible) writer.unsignedVarint(0);
  else writer.int32(-1);
  if (version >= 7) writer.int8(0);
  if (isFlexible) writer.unsignedVarint(0);
  return writer.finish();
}

/**
 * Reads the committed offsets of groups at their coordinator: one OffsetFetch (API key 9, v8 or v9) for all of them, or
 * one each below v8 (Kafka 2.8 and before). Error codes are in the result; throws as `KafkaGateway.call` does.
 */
export async function readCommittedOffsets(
  gateway: KafkaGateway,
  coordinatorId: number,
  groupIds: readonly string[],
  topology: ClusterTopology,
  options: CallOptions,
): Promise<FetchedPositions[]> {
  const at = { ...options, brokerId: coordinatorId, maxVersion };
  const range = gateway.supports('OffsetFetch', coordinatorId);
  if (range && range.max < firstManyGroupsVersion) return readOneByOne(gateway, groupIds, topology, at);
  const fetched: FetchedPositions[] = [];
  for (let from = 0; from < groupIds.length; from += mostGroupsPerRequest) {
    const batch = groupIds.slice(from, from + mostGroupsPerRequest);
    const answer = await gateway.callEncoded('OffsetFetch', (version) => encodeManyGroups(batch, version), at);
    const reader = new ColumnReader(answer.payload, true);
    fetched.push(...(await runInSlices(decodeOffsetFetch(reader, answer.version, topology, ''))));
  }
  return fetched;
}

async function readOneByOne(
  gateway: KafkaGateway,
  groupIds: readonly string[],
  topology: ClusterTopology,
  options: CallOptions,
): Promise<FetchedPositions[]> {
  const fetched: FetchedPositions[] = [];
  const waiting = [...groupIds];
  const work = async () => {
    for (let groupId = waiting.pop(); groupId !== undefined; groupId = waiting.pop()) {
      const id = groupId;
      const answer = await gateway.callEncoded('OffsetFetch', (version) => encodeOneGroup(id, version), {
        ...options,
        maxVersion: 7,
      });
      const reader = new ColumnReader(answer.payload, answer.version >= firstFlexibleVersion);
      fetched.push(...(await runInSlices(decodeOffsetFetch(reader, answer.version, topology, id))));
    }
  };
  await Promise.all(Array.from({ length: oldBrokerConcurrency }, work));
  return fetched;
}
