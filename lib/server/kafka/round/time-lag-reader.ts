import type { ProbeRequest, RecordProbe } from '@/lib/domain/record-probe';
import type { Gap } from '@/lib/domain/snapshot';
import type { KafkaGateway } from '../gateway';
import type { ListOffsetsReader, OffsetColumns } from './list-offsets-reader';
import { type PastEndColumns, PastEndReader } from './past-end-reader';
import { RecordProber } from './record-prober';
import type { RoundContext } from './round-context';

/** What a round read beside its offsets so that lag can be told in seconds. */
export interface TimeLagRound {
  readonly pastEnds: readonly PastEndColumns[];
  readonly probes: readonly RecordProbe[];
  readonly gaps: readonly Gap[];
}

/** Reads what the collector's own history of log ends does not tell: the time before it, and commits that stand still. */
export class TimeLagReader {
  private readonly pastEnds: PastEndReader;
  private readonly prober: RecordProber;

  constructor(gateway: KafkaGateway, offsets: ListOffsetsReader) {
    this.pastEnds = new PastEndReader(offsets);
    this.prober = new RecordProber(gateway);
  }

  /** Never throws. */
  async read(context: RoundContext, logEnds: OffsetColumns, wanted: readonly ProbeRequest[]): Promise<TimeLagRound> {
    const [past, probed] = await Promise.all([
      this.pastEnds.readPastEnds(context, logEnds),
      this.prober.probe(context, wanted),
    ]);
    return { pastEnds: past.columns, probes: probed.probes, gaps: [...past.gaps, ...probed.gaps] };
  }
}
