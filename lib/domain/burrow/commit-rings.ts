import type { BurrowCommits } from './burrow-status';

/** Commits and log ends remembered per partition: Burrow's default for `intervals`. */
export const BURROW_INTERVALS = 10;

/** Offset, epoch ms and lag of one commit stand side by side. */
const FIELDS = 3;

/**
 * The last commits of one group in one topic, by partition number. Rings in one typed array, 24 bytes a commit and no
 * object per partition: they begin with room for one commit and grow with the partition that moves most, so that groups
 * that never move cost next to nothing.
 */
export class CommitRings {
  private depth = 1;
  private added: Uint32Array;
  private values: Float64Array;

  constructor(
    readonly topicId: string | null,
    partitionCount: number,
  ) {
    this.added = new Uint32Array(partitionCount);
    this.values = new Float64Array(partitionCount * FIELDS);
  }

  /** Offset of the newest commit; NaN when none is remembered. */
  lastOffset(partition: number): number {
    const added = this.added[partition] ?? 0;
    return added === 0 ? Number.NaN : (this.values[this.slotOf(partition, added - 1)] as number);
  }

  /** Remembers a commit and forgets the oldest when there are too many. A `lag` of NaN is not known. */
  add(partition: number, offset: number, atMs: number, lag: number): void {
    if (partition >= this.added.length) this.resize(partition + 1, this.depth);
    const index = this.added[partition] as number;
    if (index >= this.depth && this.depth < BURROW_INTERVALS) {
      this.resize(this.added.length, Math.min(BURROW_INTERVALS, this.depth * 2));
    }
    const slot = this.slotOf(partition, index);
    this.values[slot] = offset;
    this.values[slot + 1] = atMs;
    this.values[slot + 2] = lag;
    this.added[partition] = index + 1;
  }

  /** Forgets a partition whose commit was deleted. */
  clear(partition: number): void {
    if (partition < this.added.length) this.added[partition] = 0;
  }

  /** Empty when none is remembered. What is answered holds until the next commit is added. */
  read(partition: number): BurrowCommits {
    const added = this.added[partition] ?? 0;
    const { depth } = this;
    return new RingView(this.values, partition * depth, depth, Math.max(0, added - depth), added);
  }

  private slotOf(partition: number, index: number): number {
    return (partition * this.depth + (index % this.depth)) * FIELDS;
  }

  /** Called before any ring has wrapped around at its present depth, so that order is kept. */
  private resize(partitionCount: number, depth: number): void {
    const added = new Uint32Array(partitionCount);
    added.set(this.added);
    const values = new Float64Array(partitionCount * depth * FIELDS);
    const width = this.depth * FIELDS;
    for (let p = 0; p < this.added.length; p++) {
      values.set(this.values.subarray(p * width, (p + 1) * width), p * depth * FIELDS);
    }
    this.added = added;
    this.values = values;
    this.depth = depth;
  }
}

/** The commits `first` to `end - 1` that one partition ever made, in a ring of `depth` that begins at slot `base`. */
class RingView implements BurrowCommits {
  readonly length: number;

  constructor(
    private readonly values: Float64Array,
    private readonly base: number,
    private readonly depth: number,
    private readonly first: number,
    end: number,
  ) {
    this.length = end - first;
  }

  offsetAt(index: number): number {
    return this.at(index, 0);
  }

  atMsAt(index: number): number {
    return this.at(index, 1);
  }

  lagAt(index: number): number {
    return this.at(index, 2);
  }

  private at(index: number, field: number): number {
    return this.values[(this.base + ((this.first + index) % this.depth)) * FIELDS + field] as number;
  }
}

/** Of a partition that nothing is remembered of. */
export const NO_COMMITS: BurrowCommits = new RingView(new Float64Array(0), 0, 1, 0, 0);
