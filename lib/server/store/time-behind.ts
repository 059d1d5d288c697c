import type { TimeBehind } from '@/lib/domain/end-history';
import {
  createLogEndTrack,
  type LogEndTrack,
  measureTimeBehind,
  type TimeBehindColumns,
} from '@/lib/domain/log-end-track';
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

/** Folds partitions into what the one furthest behind was. */
export interface FurthestBehind {
  add(slot: SlotHistory): void;
  /** A part of what is asked for was not read then: the rest tells a lower bound. */
  markPartial(key: number): void;
  describe(): ReadonlyMap<number, BehindAt>;
}

export function createFurthestBehind(): FurthestBehind {
  const placeOfKey = new Map<number, number>();
  const least = new FurthestColumn();
  const most = new FurthestColumn();
  const isPartial: boolean[] = [];
  const placeOf = (key: number) => {
    const found = placeOfKey.get(key);
    if (found !== undefined) return found;
    placeOfKey.set(key, isPartial.length);
    return isPartial.push(false) - 1;
  };
  return {
    markPartial: (key) => {
      isPartial[placeOf(key)] = true;
    },
    add: (slot) => {
      const { keys } = slot;
      const columns = measureTimeBehind(slot.ends, slot);
      const { seconds } = columns;
      for (let start = 0; start < keys.length; ) {
        const place = placeOf(keys[start] as number);
        let low = -1;
        let high = -1;
        let end = start;
        for (; end < keys.length && keys[end] === keys[start]; end++) {
          const one = seconds[end] as number;
          if (Number.isNaN(one)) isPartial[place] = true;
          else {
            if (low < 0 || one < (seconds[low] as number)) low = end;
            if (high < 0 || one > (seconds[high] as number)) high = end;
          }
        }
        if (low >= 0) least.take(place, columns, low);
        if (high >= 0) most.take(place, columns, high);
        start = end;
      }
    },
    describe: () =>
      new Map(
        Array.from(placeOfKey, ([key, place]) => [
          key,
          {
            least: withheld(least.at(place), isPartial[place] === true),
            most: withheld(most.at(place), isPartial[place] === true),
          },
        ]),
      ),
  };
}

/** The furthest of some partitions at many places, in columns: there are tens of thousands of figures to fold. */
class FurthestColumn {
  private readonly seconds: number[] = [];
  private readonly withinSeconds: number[] = [];
  private readonly isAtLeast: boolean[] = [];

  /** Takes in one partition. Where one of both is a lower bound, so is what comes of them. */
  take(place: number, columns: TimeBehindColumns, index: number): void {
    const seconds = columns.seconds[index] as number;
    const before = this.seconds[place];
    const isBound = columns.isAtLeast[index] === 1;
    this.isAtLeast[place] = isBound || this.isAtLeast[place] === true;
    if (before !== undefined && seconds <= before) return;
    this.seconds[place] = seconds;
    this.withinSeconds[place] = columns.withinSeconds[index] as number;
  }

  /** Null where nothing was taken in. */
  at(place: number): TimeBehind | null {
    const seconds = this.seconds[place];
    if (seconds === undefined) return null;
    return { seconds, isAtLeast: this.isAtLeast[place] === true, withinSeconds: this.withinSeconds[place] as number };
  }
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
