import type { PartitionVerdict } from './judge-partition';
import { isBad, NOT_JUDGED, verdictCode } from './verdicts';

/** Rounds in a row that must agree before a verdict changes: one bad round never flips it. */
const ROUNDS_TO_CHANGE = 2;
const ROUNDS_TO_RECOVER = 3;

/** What holds for each partition of one topic of a group; parallel to its positions. Nobody writes into these columns. */
export interface VerdictColumns {
  /** Index in `VERDICTS`; `NOT_JUDGED` where nobody in the group reads the topic any more. */
  readonly codes: Uint8Array;
  /** Epoch ms since when; NaN when it was so from the first round seen. */
  readonly sinceMs: Float64Array;
  /** The figure of the evidence (`PartitionVerdict.detail`). */
  readonly details: Float64Array;
  /** How long each usually takes between commits, as `CommitGaps` tells it; it goes on changing. */
  readonly usualGaps: Uint8Array;
}

/** Applies hysteresis to the verdicts of the rounds. The columns it hands out are copied before they change. */
export class SettledVerdicts {
  private codes: Uint8Array;
  private sinceMs: Float64Array;
  private details: Float64Array;
  private isShared = false;
  private readonly candidates: Uint8Array;
  private readonly candidateRounds: Uint8Array;
  private readonly candidateSinceMs: Float64Array;
  /** 1 once a round has said more of the slot than that it is not known. */
  private readonly isSettled: Uint8Array;

  constructor(slots: number) {
    this.codes = new Uint8Array(slots).fill(verdictCode.UNKNOWN);
    this.sinceMs = new Float64Array(slots).fill(Number.NaN);
    this.details = new Float64Array(slots).fill(Number.NaN);
    this.candidates = new Uint8Array(slots);
    this.candidateRounds = new Uint8Array(slots);
    this.candidateSinceMs = new Float64Array(slots).fill(Number.NaN);
    this.isSettled = new Uint8Array(slots);
  }

  columns(): Omit<VerdictColumns, 'usualGaps'> {
    this.isShared = true;
    return { codes: this.codes, sinceMs: this.sinceMs, details: this.details };
  }

  /** Goes on from what was told. */
  static resume({ codes, sinceMs, details }: VerdictColumns): SettledVerdicts {
    const settled = new SettledVerdicts(codes.length);
    [settled.codes, settled.sinceMs, settled.details] = [codes, sinceMs, details];
    settled.isShared = true;
    codes.forEach((code, slot) => {
      settled.isSettled[slot] = code === verdictCode.UNKNOWN || code === NOT_JUDGED ? 0 : 1;
    });
    return settled;
  }

  /** True when the slot is well and a round that says so again changes nothing. */
  isWell(slot: number): boolean {
    return this.codes[slot] === verdictCode.OK && this.candidateRounds[slot] === 0;
  }

  settle(slot: number, next: PartitionVerdict, nowMs: number): void {
    const held = this.codes[slot] as number;
    if (next.code === held) {
      this.candidateRounds[slot] = 0;
      if (!Object.is(this.details[slot], next.detail))
        this.write(slot, held, this.sinceMs[slot] as number, next.detail);
      return;
    }
    const rounds = this.candidateRounds[slot] as number;
    const isContinued = rounds > 0 && isBad(this.candidates[slot] as number) === isBad(next.code);
    this.candidates[slot] = next.code;
    this.candidateRounds[slot] = isContinued ? rounds + 1 : 1;
    if (!isContinued) this.candidateSinceMs[slot] = nowMs;
    if ((this.candidateRounds[slot] as number) < roundsNeeded(held, next.code)) return;
    this.candidateRounds[slot] = 0;
    const fromStartMs = this.isSettled[slot] === 1 ? (this.candidateSinceMs[slot] as number) : Number.NaN;
    this.isSettled[slot] = 1;
    this.write(slot, next.code, Number.isNaN(next.heldForMs) ? fromStartMs : nowMs - next.heldForMs, next.detail);
  }

  /** Nobody reads the topic any more: nothing is said of it. */
  dismiss(slot: number): void {
    this.isSettled[slot] = 0;
    this.candidateRounds[slot] = 0;
    if (this.codes[slot] !== NOT_JUDGED) this.write(slot, NOT_JUDGED, Number.NaN, Number.NaN);
  }

  rearranged(slotsBefore: Int32Array): SettledVerdicts {
    const next = new SettledVerdicts(slotsBefore.length);
    slotsBefore.forEach((before, slot) => {
      if (before < 0) return;
      next.codes[slot] = this.codes[before] as number;
      next.sinceMs[slot] = this.sinceMs[before] as number;
      next.details[slot] = this.details[before] as number;
      next.candidates[slot] = this.candidates[before] as number;
      next.candidateRounds[slot] = this.candidateRounds[before] as number;
      next.candidateSinceMs[slot] = this.candidateSinceMs[before] as number;
      next.isSettled[slot] = this.isSettled[before] as number;
    });
    return next;
  }

  private write(slot: number, code: number, sinceMs: number, detail: number): void {
    if (this.isShared) {
      this.codes = this.codes.slice();
      this.sinceMs = this.sinceMs.slice();
      this.details = this.details.slice();
      this.isShared = false;
    }
    this.codes[slot] = code;
    this.sinceMs[slot] = sinceMs;
    this.details[slot] = detail;
  }
}

function roundsNeeded(held: number, next: number): number {
  if ((held === verdictCode.UNKNOWN || held === NOT_JUDGED) && !isBad(next)) return 1;
  return next === verdictCode.OK ? ROUNDS_TO_RECOVER : ROUNDS_TO_CHANGE;
}
