import type { KafkaGateway } from './gateway';
import { BrokerConnection } from './protocol/broker-connection';
import { ColumnReader } from './protocol/column-reader';
import type { ApiName } from './protocol/messages.generated';
import { ProtocolWriter } from './protocol/protocol-writer';

/** StreamsGroupHeartbeat (API key 88): a console never joins a group, so the generated schema leaves it out. */
const heartbeatApi = {
  apiKey: 88,
  name: 'StreamsGroupHeartbeat' as ApiName,
  request: { validVersions: { min: 0, max: 0 }, flexibleVersions: { min: 0, max: 0 }, fields: [] },
  response: { validVersions: { min: 0, max: 0 }, flexibleVersions: { min: 0, max: 0 }, fields: [] },
};

/** A member of a streams group with one subtopology `sub` that reads one topic; it owns what it is told to own. */
export interface StreamsTestMember {
  readonly groupId: string;
  readonly memberId: string;
  /** Joins with epoch 0; afterwards acknowledges `partitions`. Resolves with the new epoch, 0 while the coordinator is not ready. */
  heartbeat(epoch: number, partitions: readonly number[] | null): Promise<number>;
  close(): void;
}

function encodeTopology(writer: ProtocolWriter, topic: string): void {
  writer.int8(1);
  writer.int32(1);
  writer.unsignedVarint(2);
  writer.compactString('sub');
  writer.unsignedVarint(2);
  writer.compactString(topic);
  for (let emptyArray = 0; emptyArray < 5; emptyArray++) writer.unsignedVarint(1);
  writer.unsignedVarint(0);
  writer.unsignedVarint(0);
}

function encodeTasks(writer: ProtocolWriter, partitions: readonly number[]): void {
  writer.unsignedVarint(partitions.length > 0 ? 2 : 1);
  if (partitions.length === 0) return;
  writer.compactString('sub');
  writer.unsignedVarint(partitions.length + 1);
  for (const partition of partitions) writer.int32(partition);
  writer.unsignedVarint(0);
}

function encodeHeartbeat(
  groupId: string,
  memberId: string,
  topic: string,
  epoch: number,
  owned: readonly number[],
): Buffer {
  const writer = new ProtocolWriter();
  writer.compactString(groupId);
  writer.compactString(memberId);
  writer.int32(epoch);
  writer.int32(0);
  writer.unsignedVarint(0);
  writer.unsignedVarint(0);
  writer.int32(60_000);
  if (epoch === 0) encodeTopology(writer, topic);
  else writer.int8(-1);
  encodeTasks(writer, owned);
  encodeTasks(writer, []);
  encodeTasks(writer, []);
  writer.compactString('process-1');
  writer.int8(-1);
  writer.unsignedVarint(1);
  writer.unsignedVarint(0);
  writer.unsignedVarint(0);
  writer.int8(0);
  writer.unsignedVarint(0);
  return writer.finish();
}

/** The member's epoch, or 0 with an error. */
function parseHeartbeat(payload: Buffer): number {
  const reader = new ColumnReader(payload, true);
  reader.skip(4);
  const errorNumber = reader.int16();
  reader.skipString();
  reader.skipString();
  return errorNumber === 0 ? reader.int32() : 0;
}

export async function createStreamsTestMember(
  gateway: KafkaGateway,
  groupId: string,
  topic: string,
): Promise<StreamsTestMember> {
  const memberId = 'streams-member-1';
  const found = await gateway.call('FindCoordinator', { keyType: 0, coordinatorKeys: [groupId] });
  const coordinator = found.coordinators[0];
  if (!coordinator) throw new Error(`no coordinator for ${groupId}`);
  const connection = new BrokerConnection({ host: coordinator.host, port: coordinator.port }, gateway.config);
  return {
    groupId,
    memberId,
    async heartbeat(epoch, partitions) {
      const { payload } = await connection.send({
        api: heartbeatApi,
        lane: 'quick',
        maxVersion: 0,
        encode: () => encodeHeartbeat(groupId, memberId, topic, epoch, partitions ?? []),
        deadlineMs: Date.now() + 5_000,
      });
      return parseHeartbeat(payload);
    },
    close: () => connection.close(),
  };
}
