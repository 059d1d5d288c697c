import type { TimeBehind } from '@/lib/domain/end-history';
import { createLogEndTrack, type LogEndTrack, measureTimeBehind } from '@/lib/domain/log-end-track';
import type { LagSample } from './dense-lag';

/** One partition as a group read it: what its log end was, and where the group stood. */
export interface SlotHistory {
  ends: LogEndTrack;
  readonly atMs: number[];
  readonly offsets: number[];
  /** Key of the answer that each position belongs to: its own instant, or the start of its bucket. */
  readonly keys: number[];
}

export function createSlotHistory(): SlotHistory {
  return { ends: createLogEndTrack(), atMs: [], offsets: [], keys: [] };
}

/** The least and the most that the partition furthest behind was behind, at an instant or within a bucket; null: not known. */
export interface BehindAt {
  readonly least: TimeBehind | null;
  readonly most: TimeBehind | null;
}

interface Fold {
  least: TimeBehind | null;
  most: TimeBehind | null;
  isPartial: boolean;
}

/** Folds partitions into what the one furthest behind was. */
export interface FurthestBehind {
  add(slot: SlotHistory): void;
  /** A part of what is asked for was not read then: the rest tells a lower bound. */
  markPartial(key: number): void;
  describe(): ReadonlyMap<number, BehindAt>;
}

export function createFurthestBehind(): FurthestBehind {
  const folds = new Map<number, Fold>();
  const foldOf = (key: number) => {
    const found = folds.get(key);
    if (found) return found;
    const made: Fold = { least: null, most: null, isPartial: false };
    folds.set(key, made);
    return made;
  };
  return {
    markPartial: (key) => {
      foldOf(key).isPartial = true;
    },
    add: (slot) => {
      const { keys } = slot;
      const columns = measureTimeBehind(slot.ends, slot);
      const read = (index: number): TimeBehind | null => {
        const seconds = columns.seconds[index] as number;
        if (Number.isNaN(seconds)) return null;
        const isAtLeast = columns.isAtLeast[index] === 1;
        return { seconds, isAtLeast, withinSeconds: columns.withinSeconds[index] as number };
      };
      for (let start = 0; start < keys.length; ) {
        let least = read(start);
        let most = least;
        let isPartial = least === null;
        let end = start + 1;
        for (; end < keys.length && keys[end] === keys[start]; end++) {
          const one = read(end);
          if (one === null) isPartial = true;
          else {
            if (least === null || one.seconds < least.seconds) least = one;
            if (most === null || one.seconds > most.seconds) most = one;
          }
        }
        const fold = foldOf(keys[start] as number);
        fold.least = furtherOf(fold.least, least);
        fold.most = furtherOf(fold.most, most);
        fold.isPartial ||= isPartial;
        start = end;
      }
    },
    describe: () =>
      new Map(
        Array.from(folds, ([key, { least, most, isPartial }]) => [
          key,
          { least: withheld(least, isPartial), most: withheld(most, isPartial) },
        ]),
      ),
  };
}

/** The further of two partitions; where one of both is a lower bound, so is what comes of them. */
function furtherOf(a: TimeBehind | null, b: TimeBehind | null): TimeBehind | null {
  if (a === null || b === null) return a ?? b;
  const further = b.seconds > a.seconds ? b : a;
  return further.isAtLeast || !(a.isAtLeast || b.isAtLeast) ? further : { ...further, isAtLeast: true };
}

/** "At least 0" tells nothing. */
function withheld(behind: TimeBehind | null, isPartial: boolean): TimeBehind | null {
  if (behind === null || !(isPartial || behind.isAtLeast)) return behind;
  return behind.seconds > 0 ? { ...behind, isAtLeast: true } : null;
}

/**
 * Samples with how far behind the group was: at the sample's own instant, or where it stands for a bucket, the most in the
 * bucket beside its highest lag and the least beside its lowest.
 */
export function attachTimeBehind(
  samples: readonly LagSample[],
  times: ReadonlyMap<number, BehindAt>,
  widthMs: number,
): readonly LagSample[] {
  return samples.map((sample, index) => {
    const keyOf = (one: LagSample | undefined) => (one ? Math.floor(one.t / widthMs) : null);
    const key = keyOf(sample);
    const other = [samples[index - 1], samples[index + 1]].find((one) => keyOf(one) === key);
    const isLow = sample.lag !== null && other?.lag != null && sample.lag < other.lag;
    const at = times.get((key as number) * widthMs);
    return { ...sample, behind: (isLow ? at?.least : at?.most) ?? null };
  });
}

/** The same as the API tells it: seconds to a tenth, more than that no reading knows. */
export function describeTimeBehind(behind: TimeBehind | null): {
  seconds: number | null;
  secondsIsAtLeast: boolean;
  secondsWithin: number | null;
} {
  if (behind === null) return { seconds: null, secondsIsAtLeast: false, secondsWithin: null };
  const { seconds, isAtLeast, withinSeconds } = behind;
  const toTenths = (value: number) => Math.round(value * 10) / 10;
  return {
    seconds: toTenths(seconds),
    secondsIsAtLeast: isAtLeast,
    secondsWithin: isAtLeast ? null : toTenths(withinSeconds),
  };
}
