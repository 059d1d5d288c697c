import type { Gap } from '@/lib/domain/snapshot';
import type { ListOffsetsReader, OffsetColumns } from './list-offsets-reader';
import type { RoundContext } from './round-context';
import { createOffsetColumns } from './slot-map';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Ages that the first rounds ask for, two a round: near and far alternate, so that the first round helps most. */
const AGES_BY_ROUND: readonly (readonly number[])[] = [
  [MINUTE_MS, HOUR_MS],
  [5 * MINUTE_MS, 6 * HOUR_MS],
  [15 * MINUTE_MS, 24 * HOUR_MS],
];

/** Log ends of one earlier time over all partitions; NaN where not read. */
export interface PastEndColumns {
  readonly atMs: number;
  readonly offsets: Float64Array;
}

/** Fills the history of log ends that a new process lacks: what the ends were a minute to a day ago, by record timestamps. */
export class PastEndReader {
  private round = 0;

  constructor(private readonly offsets: ListOffsetsReader) {}

  /** Nothing after the first three rounds. Never throws. */
  async readPastEnds(
    context: RoundContext,
    logEnds: OffsetColumns,
  ): Promise<{ readonly columns: readonly PastEndColumns[]; readonly gaps: readonly Gap[] }> {
    const ages = AGES_BY_ROUND[this.round++] ?? [];
    const gaps: Gap[] = [];
    const columns = await Promise.all(
      ages.map(async (ageMs): Promise<PastEndColumns> => {
        const atMs = context.atMs - ageMs;
        const past = createOffsetColumns(context.metadata.topology.slotCount);
        const query = { timestamp: BigInt(atMs), isolationLevel: 0 } as const;
        const target = { ...past, atMs: context.atMs, fact: 'time-lag' as const };
        const failures = await this.offsets.readOffsets(context.metadata.topology, query, target, context.options);
        gaps.push(...failures.map((failure) => failure.gap));
        return { atMs, offsets: past.offsets.map((offset, slot) => endAt(offset, logEnds.offsets[slot] as number)) };
      }),
    );
    return { columns: columns.sort((left, right) => right.atMs - left.atMs), gaps };
  }
}

/** Kafka answers -1 when no record is as young as that: the log ended then where it ends now. */
function endAt(offset: number, logEnd: number): number {
  return offset < 0 ? logEnd : Math.min(offset, logEnd);
}
