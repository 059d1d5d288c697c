import { describe, expect, it } from 'vitest';
import { ProtocolWriter } from '../protocol/protocol-writer';
import { parseConsumerAssignment, parseSubscribedTopics } from './consumer-protocol';

/** ConsumerProtocolSubscription v3 as a Java consumer sends it: topics, user data, owned partitions, generation, rack. */
function subscription(topics: readonly string[]): Buffer {
  const writer = new ProtocolWriter();
  writer.int16(3);
  writer.int32(topics.length);
  for (const topic of topics) writer.string(topic);
  writer.int32(-1);
  writer.int32(0);
  writer.int32(5);
  writer.string('rack-a');
  return writer.finish();
}

function assignment(topics: Readonly<Record<string, readonly number[]>>): Buffer {
  const writer = new ProtocolWriter();
  writer.int16(1);
  writer.int32(Object.keys(topics).length);
  for (const [topic, partitions] of Object.entries(topics)) {
    writer.string(topic);
    writer.int32(partitions.length);
    for (const partition of partitions) writer.int32(partition);
  }
  writer.int32(-1);
  return writer.finish();
}

describe('the consumer protocol', () => {
  it('tells the topics a member subscribed to', () => {
    expect(parseSubscribedTopics(subscription(['orders', 'größe']))).toEqual(['größe', 'orders'].sort());
    expect(parseSubscribedTopics(subscription([]))).toEqual([]);
  });

  it('tells the partitions a member owns, in order', () => {
    expect(parseConsumerAssignment(assignment({ orders: [2, 0, 1], logs: [] }))).toEqual([
      { topic: 'orders', partitions: [0, 1, 2] },
      { topic: 'logs', partitions: [] },
    ]);
  });

  it('tells nothing from bytes of another protocol or cut short', () => {
    expect(parseSubscribedTopics(Buffer.alloc(0))).toBeNull();
    expect(parseSubscribedTopics(Buffer.from('{"url":"http://connect:8083/"}'))).toBeNull();
    expect(parseConsumerAssignment(Buffer.alloc(0))).toEqual([]);
    expect(parseConsumerAssignment(assignment({ orders: [1] }).subarray(0, 12))).toEqual([]);
  });
});
