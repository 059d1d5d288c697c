import { describe, expect, it } from 'vitest';
import type { ClusterTopology, TopicMetadata } from './cluster-metadata';
import { createOffsetColumns, mapSlots, moveColumns } from './slot-map';

function topologyOf(...topics: readonly [name: string, topicId: string, partitionCount: number][]): ClusterTopology {
  let slotCount = 0;
  const placed = topics.map(([name, topicId, partitionCount]): TopicMetadata => {
    const firstSlot = slotCount;
    slotCount += partitionCount;
    const columns = { leaders: new Int32Array(partitionCount), leaderEpochs: new Int32Array(partitionCount) };
    return {
      name,
      topicId,
      isInternal: false,
      partitionCount,
      ...columns,
      replicas: [],
      isr: [],
      offlineReplicas: [],
      firstSlot,
    };
  });
  return {
    topics: placed,
    topicByName: new Map(placed.map((topic) => [topic.name, topic])),
    topicErrors: [],
    slotCount,
  };
}

describe('moving columns to newer metadata', () => {
  it('follows topics by name and id: recreated and deleted ones carry nothing', () => {
    const from = topologyOf(['deleted', 'd', 1], ['grown', 'g', 2], ['recreated', 'r1', 1]);
    const to = topologyOf(['added', 'a', 1], ['grown', 'g', 3], ['recreated', 'r2', 1]);
    const columns = createOffsetColumns(from.slotCount);
    columns.offsets.set([1, 2, 3, 4]);
    columns.readAtMs.fill(10);
    const moved = moveColumns(columns, mapSlots(from, to), to.slotCount);
    expect([...moved.offsets]).toEqual([Number.NaN, 2, 3, Number.NaN, Number.NaN]);
    expect([...moved.readAtMs]).toEqual([Number.NaN, 10, 10, Number.NaN, Number.NaN]);
  });
});
