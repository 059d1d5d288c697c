import type { TopicPartitions } from '@/lib/domain/snapshot';
import { ProtocolReader } from '../protocol/protocol-reader';

function readText(reader: ProtocolReader): string {
  return reader.raw(Math.max(0, reader.int16())).toString('utf8');
}

function readArray<T>(reader: ProtocolReader, readElement: () => T): T[] {
  const elements: T[] = [];
  for (let left = reader.arrayLength(false); left > 0; left--) elements.push(readElement());
  return elements;
}

/**
 * Topics a classic member subscribed to, from its metadata in the `consumer` protocol (ConsumerProtocolSubscription).
 * Null when the bytes are empty or of another protocol.
 */
export function parseSubscribedTopics(metadata: Buffer): string[] | null {
  try {
    const reader = new ProtocolReader(metadata);
    reader.int16();
    return readArray(reader, () => readText(reader)).sort();
  } catch {
    return null;
  }
}

/** Partitions of a classic member, from its assignment in the `consumer` protocol (ConsumerProtocolAssignment); none when the bytes are of another protocol. */
export function parseConsumerAssignment(assignment: Buffer): TopicPartitions[] {
  if (assignment.length === 0) return [];
  try {
    const reader = new ProtocolReader(assignment);
    reader.int16();
    return readArray(reader, () => ({
      topic: readText(reader),
      partitions: readArray(reader, () => reader.int32()).sort((a, b) => a - b),
    }));
  } catch {
    return [];
  }
}
