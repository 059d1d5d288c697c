import { AppError } from '@/lib/domain/errors';
import { runInSlices } from '@/lib/server/run-in-slices';
import type { CallOptions, KafkaGateway } from '../gateway';
import { ColumnReader } from '../protocol/column-reader';
import { ProtocolWriter } from '../protocol/protocol-writer';
import type { BrokerMetadata, ClusterMetadata, ClusterTopology } from './cluster-metadata';
import { decodeTopology } from './decode-topology';

const firstFlexibleVersion = 9;

/** All topics, without creating any and without authorized operations (Metadata v4 and later). */
function encodeAllTopicsRequest(version: number): Buffer {
  const writer = new ProtocolWriter(8);
  if (version >= firstFlexibleVersion) writer.unsignedVarint(0);
  else writer.int32(-1);
  writer.int8(0);
  if (version >= 8 && version <= 10) writer.int8(0);
  if (version >= 8) writer.int8(0);
  if (version >= firstFlexibleVersion) writer.unsignedVarint(0);
  return writer.finish();
}

function readBrokers(reader: ColumnReader): BrokerMetadata[] {
  const brokers: BrokerMetadata[] = [];
  for (let left = reader.arrayLength(); left > 0; left--) {
    const brokerId = reader.int32();
    const host = reader.string();
    const port = reader.int32();
    const rack = reader.nullableString();
    reader.skipTags();
    brokers.push({ brokerId, host, port, rack });
  }
  return brokers;
}

/** Reads the whole Metadata of a cluster (API key 3, v7 and later), and decodes its topics only when they changed. */
export class MetadataReader {
  private lastTopics: { readonly version: number; readonly bytes: Buffer; readonly topology: ClusterTopology } | null =
    null;

  constructor(private readonly gateway: KafkaGateway) {}

  /** Asks any broker. Throws as `KafkaGateway.call` does. */
  async readMetadata(options: CallOptions = {}): Promise<ClusterMetadata> {
    const { version, payload } = await this.gateway.callEncoded('Metadata', encodeAllTopicsRequest, options);
    const reader = new ColumnReader(payload, version >= firstFlexibleVersion);
    reader.skip(4);
    const brokers = readBrokers(reader);
    const kafkaClusterId = reader.nullableString();
    const controllerId = reader.int32();
    // A broker that refuses Metadata as a whole, as before sign-in, answers empty lists.
    if (brokers.length === 0) {
      throw new AppError(
        'cluster_unreachable',
        'The cluster answered Metadata without any broker: its controller may be starting.',
      );
    }
    const topology = await this.decodeChangedTopology(reader, version);
    this.gateway.learnBrokers(brokers);
    return { kafkaClusterId, brokers, answeredControllerId: controllerId < 0 ? null : controllerId, topology };
  }

  private async decodeChangedTopology(reader: ColumnReader, version: number): Promise<ClusterTopology> {
    const bytes = reader.buffer.subarray(reader.offset);
    if (this.lastTopics && this.lastTopics.version === version && this.lastTopics.bytes.equals(bytes)) {
      return this.lastTopics.topology;
    }
    const topology = await runInSlices(decodeTopology(reader, version));
    this.lastTopics = { version, bytes, topology };
    return topology;
  }
}
