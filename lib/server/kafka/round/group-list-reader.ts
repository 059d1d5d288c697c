import type { GroupType } from '@/lib/domain/snapshot';
import type { CallOptions, KafkaGateway } from '../gateway';
import { ColumnReader } from '../protocol/column-reader';
import { ProtocolWriter } from '../protocol/protocol-writer';

/** A group as the broker that coordinates it lists it. */
export interface ListedGroup {
  readonly groupId: string;
  readonly protocolType: string;
  /** Empty below ListGroups v4 (Kafka 2.6). */
  readonly state: string;
  readonly type: GroupType;
  readonly coordinatorId: number;
}

/** Groups of one coordinator; with an error number the list is incomplete. */
export interface GroupListing {
  readonly groups: readonly ListedGroup[];
  readonly errorNumber: number;
}

const firstFlexibleVersion = 3;
const groupTypes: ReadonlyMap<string, GroupType> = new Map(
  (['classic', 'consumer', 'share', 'streams'] as const).map((type) => [type, type]),
);

/** All states, all types. */
function encodeListGroupsRequest(version: number): Buffer {
  const writer = new ProtocolWriter(4);
  if (version >= 4) writer.unsignedVarint(1);
  if (version >= 5) writer.unsignedVarint(1);
  if (version >= firstFlexibleVersion) writer.unsignedVarint(0);
  return writer.finish();
}

/** Brokers before ListGroups v5 (Kafka 3.8) know classic groups alone. */
function parseGroupType(text: string): GroupType {
  return groupTypes.get(text.toLowerCase()) ?? 'unknown';
}

/** Reads the groups that a broker coordinates, of every type, with their states (API key 16, v0 to v5). */
export async function readGroupListing(
  gateway: KafkaGateway,
  coordinatorId: number,
  options: CallOptions,
): Promise<GroupListing> {
  const answer = await gateway.callEncoded('ListGroups', encodeListGroupsRequest, {
    ...options,
    brokerId: coordinatorId,
    maxVersion: 5,
  });
  const { version } = answer;
  const reader = new ColumnReader(answer.payload, version >= firstFlexibleVersion);
  if (version >= 1) reader.skip(4);
  const errorNumber = reader.int16();
  const groups: ListedGroup[] = [];
  for (let left = reader.arrayLength(); left > 0; left--) {
    const groupId = reader.string();
    const protocolType = reader.string();
    const state = version >= 4 ? reader.string() : '';
    const type = version >= 5 ? parseGroupType(reader.string()) : 'classic';
    reader.skipTags();
    groups.push({ groupId, protocolType, state, type, coordinatorId });
  }
  reader.skipTags();
  reader.assertConsumed('ListGroups');
  return { groups, errorNumber };
}
