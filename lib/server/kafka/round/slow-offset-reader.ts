import type { Gap, GapFact } from '@/lib/domain/snapshot';
import { runInSlices } from '@/lib/server/run-in-slices';
import type { ListOffsetsQuery } from './list-offsets-body';
import type { ListOffsetsReader, OffsetColumns } from './list-offsets-reader';
import { isDue, type RoundContext, sameTopicBefore } from './round-context';
import { createOffsetColumns } from './slot-map';

const beatMs = 60_000;
const logStart = { timestamp: -2n, isolationLevel: 0 } as const;
const lastStable = { timestamp: -1n, isolationLevel: 1 } as const;
const noSlots: ReadonlySet<number> = new Set();

/** Log start and last stable offsets; slots not read in the round are NaN. */
export interface SlowOffsets {
  readonly logStarts: OffsetColumns;
  readonly lastStables: OffsetColumns;
  readonly gaps: readonly Gap[];
}

/** True when the last reading showed an open transaction: its end is looked for each round. */
export function hadOpenTransaction(
  before: { lastStableOffsets: Float64Array; logEndOffsets: Float64Array },
  partition: number,
): boolean {
  return (before.lastStableOffsets[partition] ?? Number.NaN) < (before.logEndOffsets[partition] ?? Number.NaN);
}

/** Slots with a leader whose log start was never read, and those that showed an open transaction. */
function* planSlots(context: RoundContext): Generator<void, { newSlots: Set<number>; openSlots: Set<number> }> {
  const newSlots = new Set<number>();
  const openSlots = new Set<number>();
  for (const topic of context.metadata.topology.topics) {
    const before = sameTopicBefore(context.previous, topic);
    for (let partition = 0; partition < topic.partitionCount; partition++) {
      const slot = topic.firstSlot + partition;
      const isKnown = before !== null && (before.logStartOffsets[partition] ?? Number.NaN) >= 0;
      if (!isKnown && (topic.leaders[partition] as number) >= 0) newSlots.add(slot);
      if (before && hadOpenTransaction(before, partition)) openSlots.add(slot);
    }
    yield;
  }
  return { newSlots, openSlots };
}

/** Reads log start and last stable offsets each 60 s; at once for new partitions, and each round where a transaction is open. */
export class SlowOffsetReader {
  private readAtMs: number | null = null;

  constructor(private readonly offsets: ListOffsetsReader) {}

  /** Never throws. */
  async readSlowOffsets(context: RoundContext): Promise<SlowOffsets> {
    const { atMs, metadata, options } = context;
    const { topology } = metadata;
    const isAll = isDue(context, this.readAtMs, beatMs);
    const { newSlots, openSlots } = isAll
      ? { newSlots: noSlots, openSlots: noSlots }
      : await runInSlices(planSlots(context));
    const read = async (query: ListOffsetsQuery, fact: GapFact, slots: ReadonlySet<number>) => {
      const columns = createOffsetColumns(topology.slotCount);
      if (!isAll && slots.size === 0) return { columns, failures: [] };
      const target = { ...columns, atMs, fact };
      const only = isAll ? {} : { onlySlots: slots };
      const failures = await this.offsets.readOffsets(topology, query, target, { ...options, ...only });
      return { columns, failures };
    };
    if (isAll) this.readAtMs = atMs;
    const [starts, stables] = await Promise.all([
      read(logStart, 'log-start-offsets', newSlots),
      read(lastStable, 'last-stable-offsets', new Set([...newSlots, ...openSlots])),
    ]);
    const gaps = [...starts.failures, ...stables.failures].map((failure) => failure.gap);
    return { logStarts: starts.columns, lastStables: stables.columns, gaps };
  }
}
