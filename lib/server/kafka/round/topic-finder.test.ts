import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ColumnReader } from '../protocol/column-reader';
import { ProtocolWriter } from '../protocol/protocol-writer';
import type { ClusterTopology, TopicMetadata } from './cluster-metadata';
import { readTopicOf } from './topic-finder';

function topologyOf(names: readonly string[]): ClusterTopology {
  const none = { replicas: [], isr: [], offlineReplicas: [] };
  const topics = names.map((name, firstSlot): TopicMetadata => {
    const column = new Int32Array(1);
    return {
      name,
      topicId: null,
      isInternal: false,
      partitionCount: 1,
      leaders: column,
      leaderEpochs: column,
      firstSlot,
      ...none,
    };
  });
  return {
    topics,
    topicByName: new Map(topics.map((topic) => [topic.name, topic])),
    topicErrors: [],
    slotCount: topics.length,
  };
}

const name = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  // Names that share their length, and mostly their letters.
  fc.string({ unit: fc.constantFrom('a', 'b', '-'), minLength: 3, maxLength: 3 }),
);

it.each([true, false])('finds what is known and reads what is not, name after name (flexible: %s)', (isFlexible) => {
  fc.assert(
    fc.property(fc.uniqueArray(name, { maxLength: 40 }), fc.array(name, { maxLength: 40 }), (known, others) => {
      const topology = topologyOf(known);
      const asked = [...known, ...others];
      const writer = new ProtocolWriter(64);
      if (isFlexible) writer.unsignedVarint(0);
      for (const one of asked) isFlexible ? writer.compactString(one) : writer.string(one);
      const reader = new ColumnReader(writer.finish(), isFlexible);
      for (const one of asked) {
        expect(readTopicOf(topology, reader)).toBe(topology.topicByName.get(one) ?? one);
      }
      reader.assertConsumed('names');
    }),
  );
});
