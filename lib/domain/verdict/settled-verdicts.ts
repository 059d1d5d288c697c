import { sharedColumn } from '../shared-column';
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

/** Bytes of a slot in `trial`, and what each of them is. */
const STRIDE = 3;
const CANDIDATE = 0;
const ROUNDS = 1;
const IS_SETTLED = 2;

/** Applies hysteresis to the verdicts of the rounds. The columns it hands out are copied before they change. */
export class SettledVerdicts {
  private codes: Uint8Array;
  private sinceMs: Float64Array;
  private details: Float64Array;
  private readonly isShared = { codes: true, sinceMs: true, details: true };
  /** Of each slot the verdict that the last rounds told, in how many in a row, and 1 once one said more than "not known". */
  private readonly trial: Uint8Array;
  /** When the first of those rounds was; made with the first of them. */
  private candidateSinceMs: Float64Array | null = null;

  constructor(slots: number) {
    this.codes = notKnownCodes(slots);
    this.sinceMs = nothing(slots);
    this.details = nothing(slots);
    this.trial = new Uint8Array(slots * STRIDE);
  }

  /** With the usual gaps that belong to them. */
  columns(usualGaps: Uint8Array): VerdictColumns {
    const { isShared } = this;
    isShared.codes = true;
    isShared.sinceMs = true;
    isShared.details = true;
    return { codes: this.codes, sinceMs: this.sinceMs, details: this.details, usualGaps };
  }

  /** Goes on from what was told. */
  static resume({ codes, sinceMs, details }: VerdictColumns): SettledVerdicts {
    const settled = new SettledVerdicts(codes.length);
    [settled.codes, settled.sinceMs, settled.details] = [codes, sinceMs, details];
    codes.forEach((code, slot) => {
      settled.trial[slot * STRIDE + IS_SETTLED] = code === verdictCode.UNKNOWN || code === NOT_JUDGED ? 0 : 1;
    });
    return settled;
  }

  /** True when the slot is well and a round that says so again changes nothing. */
  isWell(slot: number): boolean {
    return this.codes[slot] === verdictCode.OK && this.trial[slot * STRIDE + ROUNDS] === 0;
  }

  settle(slot: number, next: PartitionVerdict, nowMs: number): void {
    const { trial } = this;
    const at = slot * STRIDE;
    const held = this.codes[slot] as number;
    if (next.code === held) {
      trial[at + ROUNDS] = 0;
      if (!Object.is(this.details[slot], next.detail))
        this.write(slot, held, this.sinceMs[slot] as number, next.detail);
      return;
    }
    const before = trial[at + ROUNDS] as number;
    const isContinued = before > 0 && isBad(trial[at + CANDIDATE] as number) === isBad(next.code);
    const rounds = isContinued ? before + 1 : 1;
    const isSettled = trial[at + IS_SETTLED] === 1;
    if (rounds < roundsNeeded(held, next.code)) {
      trial[at + CANDIDATE] = next.code;
      trial[at + ROUNDS] = rounds;
      this.candidateSinceMs ??= new Float64Array(this.codes.length);
      if (!isContinued) this.candidateSinceMs[slot] = nowMs;
      return;
    }
    trial[at + ROUNDS] = 0;
    trial[at + IS_SETTLED] = 1;
    const candidateSinceMs = isContinued ? (this.candidateSinceMs?.[slot] ?? nowMs) : nowMs;
    const fromStartMs = isSettled ? candidateSinceMs : Number.NaN;
    this.write(slot, next.code, Number.isNaN(next.heldForMs) ? fromStartMs : nowMs - next.heldForMs, next.detail);
  }

  /** Nobody reads the topic any more: nothing is said of it. */
  dismiss(slot: number): void {
    this.trial[slot * STRIDE + IS_SETTLED] = 0;
    this.trial[slot * STRIDE + ROUNDS] = 0;
    if (this.codes[slot] !== NOT_JUDGED) this.write(slot, NOT_JUDGED, Number.NaN, Number.NaN);
  }

  rearranged(slotsBefore: Int32Array): SettledVerdicts {
    const next = new SettledVerdicts(slotsBefore.length);
    const { candidateSinceMs } = this;
    if (candidateSinceMs !== null) next.candidateSinceMs = new Float64Array(slotsBefore.length);
    slotsBefore.forEach((before, slot) => {
      if (before < 0) return;
      next.write(slot, this.codes[before] as number, this.sinceMs[before] as number, this.details[before] as number);
      next.trial.set(this.trial.subarray(before * STRIDE, (before + 1) * STRIDE), slot * STRIDE);
      if (next.candidateSinceMs !== null) next.candidateSinceMs[slot] = candidateSinceMs?.[before] as number;
    });
    return next;
  }

  private write(slot: number, code: number, sinceMs: number, detail: number): void {
    const { isShared } = this;
    if (this.codes[slot] !== code) {
      if (isShared.codes) this.codes = this.codes.slice();
      isShared.codes = false;
      this.codes[slot] = code;
    }
    if (!Object.is(this.sinceMs[slot], sinceMs)) {
      if (isShared.sinceMs) this.sinceMs = this.sinceMs.slice();
      isShared.sinceMs = false;
      this.sinceMs[slot] = sinceMs;
    }
    if (!Object.is(this.details[slot], detail)) {
      if (isShared.details) this.details = this.details.slice();
      isShared.details = false;
      this.details[slot] = detail;
    }
  }
}

/** Columns as they begin are the same for all that have as many slots. */
const notKnownCodes = sharedColumn((slots) => new Uint8Array(slots).fill(verdictCode.UNKNOWN));
const nothing = sharedColumn((slots) => new Float64Array(slots).fill(Number.NaN));

function roundsNeeded(held: number, next: number): number {
  if ((held === verdictCode.UNKNOWN || held === NOT_JUDGED) && !isBad(next)) return 1;
  return next === verdictCode.OK ? ROUNDS_TO_RECOVER : ROUNDS_TO_CHANGE;
}
