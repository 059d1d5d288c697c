/** Rows of (partition, committed offset) of one answer in two shared columns; each group's topic is a range of them. */
export class PositionColumns {
  private readonly partitions: Int32Array;
  private readonly offsets: Float64Array;
  private length = 0;

  constructor(capacity: number) {
    this.partitions = new Int32Array(capacity);
    this.offsets = new Float64Array(capacity);
  }

  get end(): number {
    return this.length;
  }

  push(partition: number, offset: number): void {
    this.partitions[this.length] = partition;
    this.offsets[this.length++] = offset;
  }

  /** Views of the rows from `start` to the end, ascending by partition. */
  take(start: number): { partitions: Int32Array; committedOffsets: Float64Array } {
    this.sortFrom(start);
    return {
      partitions: this.partitions.subarray(start, this.length),
      committedOffsets: this.offsets.subarray(start, this.length),
    };
  }

  /** Insertion sort: brokers mostly answer in ascending order. */
  private sortFrom(start: number): void {
    const { partitions, offsets } = this;
    for (let row = start + 1; row < this.length; row++) {
      const partition = partitions[row] as number;
      const offset = offsets[row] as number;
      let to = row;
      while (to > start && (partitions[to - 1] as number) > partition) {
        partitions[to] = partitions[to - 1] as number;
        offsets[to] = offsets[to - 1] as number;
        to--;
      }
      partitions[to] = partition;
      offsets[to] = offset;
    }
  }
}
