/** Gaps remembered per partition. */
const KEPT = 50;
/** Gaps needed before anything is said of the usual one. */
const LEAST = 2;
/** A gap is kept as one byte on a scale of seconds on which each step is 5 % more: from 1 s to 3 days. */
const STEP = Math.log(1.05);
/** The usual gap that is told is found anew after so many gaps. */
const TOLD_EVERY = 8;
/** Bytes of a slot: the waits, and how many there were. */
const STRIDE = KEPT + 1;
/** So many count as `KEPT` again: the waits go round, and the count stays a byte. */
const MOST_COUNTED = 250;

/**
 * How long the consumer of each partition usually takes from having something to read to committing: the last 50 such
 * waits per slot, in a byte each. Times without anything to read do not count, so a quiet topic does not look slow.
 */
export class CommitGaps {
  private readonly waits: Uint8Array;
  /** The usual gap as one byte and one more, for whoever goes on from here; 0 where it is not known. */
  readonly told: Uint8Array;

  constructor(slots: number) {
    this.told = new Uint8Array(slots);
    this.waits = new Uint8Array(slots * STRIDE);
  }

  add(slot: number, waitMs: number): void {
    const start = slot * STRIDE;
    const before = this.waits[start + KEPT] as number;
    this.waits[start + (before % KEPT)] = Math.min(254, Math.ceil(Math.log(Math.max(1, waitMs / 1000)) / STEP));
    const count = before + 1;
    this.waits[start + KEPT] = count === MOST_COUNTED ? KEPT : count;
    if (count <= TOLD_EVERY || count % TOLD_EVERY === 0) this.told[slot] = this.usual(slot) + 1;
  }

  /** 90th percentile in ms, never below the truth and at most 5 % above; NaN until two gaps are known. */
  usualMs(slot: number): number {
    const usual = this.usual(slot);
    return usual < 0 ? Number.NaN : Math.exp(usual * STEP) * 1000;
  }

  /** As one byte; below 0 until it is known. */
  private usual(slot: number): number {
    const start = slot * STRIDE;
    const count = Math.min(KEPT, this.waits[start + KEPT] as number);
    if (count < LEAST) return -1;
    const rank = count - Math.min(count - 1, Math.floor(count * 0.9));
    return highest(this.waits, start, start + count, rank);
  }

  /** The gaps of other slots, each taken over from the slot that `slotBefore` names; -1 begins anew. */
  rearranged(slotsBefore: Int32Array): CommitGaps {
    const next = new CommitGaps(slotsBefore.length);
    slotsBefore.forEach((before, slot) => {
      if (before < 0) return;
      next.waits.set(this.waits.subarray(before * STRIDE, (before + 1) * STRIDE), slot * STRIDE);
      next.told[slot] = this.told[before] as number;
    });
    return next;
  }

  /** Goes on from what was told: as many gaps of that length as make it known, so that what comes soon outweighs them. */
  static resume(told: Uint8Array): CommitGaps {
    const gaps = new CommitGaps(told.length);
    told.forEach((usual, slot) => {
      if (usual === 0) return;
      gaps.waits.fill(usual - 1, slot * STRIDE, slot * STRIDE + LEAST);
      gaps.waits[slot * STRIDE + KEPT] = LEAST;
      gaps.told[slot] = usual;
    });
    return gaps;
  }
}

/** The value of this rank from the top, 1 being the highest. Ranks are few: what is above is kept in order, nothing is sorted. */
function highest(values: Uint8Array, from: number, until: number, rank: number): number {
  const top = topValues;
  top.fill(0, 0, rank);
  for (let at = from; at < until; at++) {
    const value = values[at] as number;
    if (value <= (top[rank - 1] as number)) continue;
    let place = rank - 1;
    for (; place > 0 && (top[place - 1] as number) < value; place--) top[place] = top[place - 1] as number;
    top[place] = value;
  }
  return top[rank - 1] as number;
}

const topValues = new Uint8Array(KEPT);
