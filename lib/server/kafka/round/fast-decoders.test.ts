import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runInSlices } from '@/lib/server/run-in-slices';
import { ColumnReader } from '../protocol/column-reader';
import { encodeMessage } from '../protocol/encode';
import type { ApiName, ResponseBodies } from '../protocol/messages.generated';
import { apiSchema, isInSpan } from '../protocol/schema';
import type { ClusterTopology, TopicMetadata } from './cluster-metadata';
import { decodeOffsetFetch } from './decode-offset-fetch';
import { decodeTopology } from './decode-topology';
import { decodeListOffsets } from './list-offsets-reader';
import { createOffsetColumns } from './slot-map';

/** A reader over the answer as a broker would send it, header tags included. */
function answerReader<A extends ApiName>(api: A, version: number, body: Partial<ResponseBodies[A]>): ColumnReader {
  const { response } = apiSchema(api);
  const isFlexible = isInSpan(response.flexibleVersions, version);
  const bytes = encodeMessage(response, version, body, `${api} response`);
  return new ColumnReader(isFlexible ? Buffer.concat([Buffer.from([0]), bytes]) : bytes, isFlexible);
}

const offset = fc.oneof(fc.constant(-1), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }));
const topicName = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const partitionRow = fc.record({
  partitionIndex: fc.nat(40),
  committedOffset: offset,
  metadata: fc.option(fc.string({ maxLength: 20 })),
  errorCode: fc.constantFrom(0, 0, 0, 29),
});
const topicRows = fc.record({
  name: topicName,
  partitions: fc.uniqueArray(partitionRow, { selector: (row) => row.partitionIndex, maxLength: 12 }),
});
const groupTopics = fc.uniqueArray(topicRows, { selector: (topic) => topic.name, maxLength: 4 });

function topologyOf(partitionCounts: Readonly<Record<string, number>>): ClusterTopology {
  let slotCount = 0;
  const topics = Object.entries(partitionCounts).map(([name, partitionCount]): TopicMetadata => {
    const firstSlot = slotCount;
    slotCount += partitionCount;
    const leaders = new Int32Array(partitionCount).fill(1);
    const lists = { replicas: [], isr: [], offlineReplicas: [] };
    return {
      name,
      topicId: `id-of-${name}`,
      isInternal: false,
      partitionCount,
      leaders,
      leaderEpochs: leaders,
      ...lists,
      firstSlot,
    };
  });
  return { topics, topicByName: new Map(topics.map((topic) => [topic.name, topic])), topicErrors: [], slotCount };
}

const noTopics = topologyOf({});

describe('decodeOffsetFetch', () => {
  it.each([8, 9])(
    'reads many groups of v%i, each topic ascending by partition, with NaN for no commit',
    async (version) => {
      const groups = fc.uniqueArray(fc.record({ groupId: topicName, topics: groupTopics }), {
        selector: (group) => group.groupId,
        maxLength: 5,
      });
      await fc.assert(
        fc.asyncProperty(groups, async (expected) => {
          const toBytes = (rows: typeof expected) =>
            rows.map(({ groupId, topics }) => ({
              groupId,
              topics: topics.map(({ name, partitions }) => ({
                name,
                partitions: partitions.map((row) => ({
                  ...row,
                  committedOffset: BigInt(row.committedOffset),
                  committedLeaderEpoch: 3,
                })),
              })),
              errorCode: 0,
            }));
          const reader = answerReader('OffsetFetch', version, { groups: toBytes(expected) as never });
          const read = await runInSlices(decodeOffsetFetch(reader, version, noTopics, ''));
          expect(read.map(({ groupId, positions }) => ({ groupId, topics: positions.length }))).toEqual(
            expected.map(({ groupId, topics }) => ({ groupId, topics: topics.length })),
          );
          for (const [index, group] of read.entries()) {
            for (const position of group.positions) {
              const rows = expected[index]?.topics.find((topic) => topic.name === position.topic)?.partitions ?? [];
              const sorted = [...rows].sort((a, b) => a.partitionIndex - b.partitionIndex);
              expect([...position.partitions]).toEqual(sorted.map((row) => row.partitionIndex));
              expect([...position.committedOffsets]).toEqual(
                sorted.map((row) =>
                  row.errorCode !== 0 || row.committedOffset < 0 ? Number.NaN : row.committedOffset,
                ),
              );
            }
          }
        }),
      );
    },
  );

  it.each([1, 2, 3, 5, 6, 7])('reads one group of v%i', async (version) => {
    const partitions = [
      { partitionIndex: 1, committedOffset: 7n, metadata: 'm'.repeat(4096), errorCode: 0 },
      { partitionIndex: 0, committedOffset: 5n, metadata: null, errorCode: 0 },
    ];
    const reader = answerReader('OffsetFetch', version, { topics: [{ name: 'größe', partitions }] as never });
    const [group] = await runInSlices(decodeOffsetFetch(reader, version, topologyOf({ größe: 2 }), 'g'));
    expect(group).toMatchObject({
      groupId: 'g',
      errorNumber: 0,
      positions: [{ topic: 'größe', topicId: 'id-of-größe' }],
    });
    expect([...(group?.positions[0]?.committedOffsets ?? [])]).toEqual([5, 7]);
  });

  it('keeps a group’s own error', async () => {
    const reader = answerReader('OffsetFetch', 9, { groups: [{ groupId: 'g', topics: [], errorCode: 16 }] as never });
    expect(await runInSlices(decodeOffsetFetch(reader, 9, noTopics, ''))).toMatchObject([
      { groupId: 'g', errorNumber: 16, positions: [] },
    ]);
  });
});

describe('decodeListOffsets', () => {
  it.each([1, 2, 4, 5, 6, 9])('fills the slots of v%i and tells the errors apart', async (version) => {
    const topology = topologyOf({ a: 3, 'b/"ü"': 2 });
    const columns = createOffsetColumns(topology.slotCount);
    const row = (partitionIndex: number, offsetValue: bigint, errorCode = 0) => ({
      partitionIndex,
      errorCode,
      timestamp: -1n,
      offset: offsetValue,
      ...(version >= 4 ? { leaderEpoch: 2 } : {}),
    });
    const topics = [
      { name: 'b/"ü"', partitions: [row(1, 12n), row(0, -1n, 6)] },
      { name: 'a', partitions: [row(2, 9_007_199_254_740_991n), row(0, 0n)] },
      { name: 'gone', partitions: [row(0, 5n)] },
    ];
    const reader = answerReader('ListOffsets', version, { topics: topics as never });
    const errors = await runInSlices(decodeListOffsets(reader, version, topology, { ...columns, atMs: 1_000 }));
    expect([...columns.offsets]).toEqual([0, Number.NaN, 9_007_199_254_740_991, Number.NaN, 12]);
    expect([...columns.readAtMs]).toEqual([1_000, Number.NaN, 1_000, Number.NaN, 1_000]);
    expect(errors).toMatchObject([{ topic: { name: 'b/"ü"' }, partition: 0, errorNumber: 6 }]);
  });
});

describe('decodeTopology', () => {
  const partition = (partitionIndex: number, leaderId: number) => ({
    errorCode: leaderId < 0 ? 5 : 0,
    partitionIndex,
    leaderId,
    leaderEpoch: 4,
    replicaNodes: [1, 2],
    isrNodes: [2],
    offlineReplicas: [1],
  });

  it.each([7, 8, 9, 10, 12, 13])(
    'reads the topics of v%i sorted by name, each partition in its slot',
    async (version) => {
      const id = '00000000-0000-0000-0000-00000000000a';
      const topic = (name: string, partitions: object[], errorCode = 0) => ({
        errorCode,
        name,
        isInternal: name.startsWith('__'),
        partitions,
        ...(version >= 10 ? { topicId: id } : {}),
      });
      const topics = [
        topic('b', [partition(1, -1), partition(0, 2)]),
        topic('__a', [partition(0, 1)]),
        topic('c', [], 29),
      ];
      const reader = answerReader('Metadata', version, { brokers: [], clusterId: 'c', topics: topics as never });
      reader.skip(4);
      reader.arrayLength();
      reader.skipString();
      reader.skip(4);
      const topology = await runInSlices(decodeTopology(reader, version));
      expect(topology.topics.map(({ name, firstSlot }) => [name, firstSlot])).toEqual([
        ['__a', 0],
        ['b', 1],
      ]);
      expect(topology.slotCount).toBe(3);
      expect(topology.topicErrors).toEqual([{ name: 'c', errorNumber: 29 }]);
      const b = topology.topicByName.get('b');
      expect(b).toMatchObject({ topicId: version >= 10 ? id : null, partitionCount: 2, isInternal: false });
      expect([...(b?.leaders ?? [])]).toEqual([2, -1]);
      expect(b).toMatchObject({
        replicas: [
          [1, 2],
          [1, 2],
        ],
        isr: [[2], [2]],
        offlineReplicas: [[1], [1]],
      });
    },
  );
});
