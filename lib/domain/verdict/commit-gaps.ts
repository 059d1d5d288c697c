/** Gaps remembered per partition. */
const KEPT = 50;
/** Gaps needed before anything is said of the usual one. */
const LEAST = 2;
/** A gap is kept as one byte on a scale of seconds on which each step is 5 % more: from 1 s to 3 days. */
const STEP = Math.log(1.05);

/**
 * How long the consumer of each partition usually takes from having something to read to committing: the last 50 such
 * waits per slot, in 50 bytes. Times without anything to read do not count, so a quiet topic does not look slow.
 */
export class CommitGaps {
  private readonly waits: Uint8Array;
  private readonly counts: Uint32Array;

  constructor(slots: number) {
    this.waits = new Uint8Array(slots * KEPT);
    this.counts = new Uint32Array(slots);
  }

  add(slot: number, waitMs: number): void {
    const at = slot * KEPT + ((this.counts[slot] as number) % KEPT);
    this.waits[at] = Math.min(255, Math.ceil(Math.log(Math.max(1, waitMs / 1000)) / STEP));
    this.counts[slot] = (this.counts[slot] as number) + 1;
  }

  /** 90th percentile in ms, never below the truth and at most 5 % above; NaN until two gaps are known. */
  usualMs(slot: number): number {
    const count = Math.min(KEPT, this.counts[slot] as number);
    if (count < LEAST) return Number.NaN;
    const sorted = this.waits.slice(slot * KEPT, slot * KEPT + count).sort();
    return Math.exp((sorted[Math.min(count - 1, Math.floor(count * 0.9))] as number) * STEP) * 1000;
  }

  /** The gaps of other slots, each taken over from the slot that `slotBefore` names; -1 begins anew. */
  rearranged(slotsBefore: Int32Array): CommitGaps {
    const next = new CommitGaps(slotsBefore.length);
    slotsBefore.forEach((before, slot) => {
      if (before < 0) return;
      next.waits.set(this.waits.subarray(before * KEPT, (before + 1) * KEPT), slot * KEPT);
      next.counts[slot] = this.counts[before] as number;
    });
    return next;
  }
}
