import type { ClusterTopology } from './cluster-metadata';
import type { OffsetColumns } from './list-offsets-reader';

/** New columns, nothing read yet. */
export function createOffsetColumns(slotCount: number): OffsetColumns {
  return {
    offsets: new Float64Array(slotCount).fill(Number.NaN),
    readAtMs: new Float64Array(slotCount).fill(Number.NaN),
  };
}

/** For each slot of `from` the slot of the same partition in `to`, or -1: topics are the same by name and id. */
export function mapSlots(from: ClusterTopology, to: ClusterTopology): Int32Array {
  const map = new Int32Array(from.slotCount).fill(-1);
  for (const topic of from.topics) {
    const target = to.topicByName.get(topic.name);
    if (!target || target.topicId !== topic.topicId) continue;
    const shared = Math.min(topic.partitionCount, target.partitionCount);
    for (let partition = 0; partition < shared; partition++) {
      map[topic.firstSlot + partition] = target.firstSlot + partition;
    }
  }
  return map;
}

/** The columns in the slots of another topology. */
export function moveColumns(columns: OffsetColumns, map: Int32Array, slotCount: number): OffsetColumns {
  const moved = createOffsetColumns(slotCount);
  map.forEach((to, from) => {
    if (to < 0) return;
    moved.offsets[to] = columns.offsets[from] as number;
    moved.readAtMs[to] = columns.readAtMs[from] as number;
  });
  return moved;
}
