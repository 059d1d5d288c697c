import { passedWithinSeconds, whenPassed } from './log-end-passing';

/**
 * What the log end of one partition was over a stretch of time, as runs in order: run `i` stood at `ends[i]` in every
 * sample from `fromMs[i]` to `untilMs[i]`. `isJoined[i]` is 0 where nothing was collected between run `i` and the one before.
 */
export interface LogEndTrack {
  readonly fromMs: number[];
  readonly untilMs: number[];
  readonly ends: number[];
  readonly isJoined: number[];
  /** How far apart the newest sample and the next may stand and still have nothing missing between them. */
  reachMs: number;
}

export function createLogEndTrack(): LogEndTrack {
  return { fromMs: [], untilMs: [], ends: [], isJoined: [], reachMs: 0 };
}

/**
 * Appends samples of the same log end, the first at `fromMs` and the last at `untilMs`, both after all that is there.
 * `reachMs`: how far apart two samples of their source may stand without a gap between them.
 */
export function appendLogEnd(track: LogEndTrack, fromMs: number, untilMs: number, end: number, reachMs: number): void {
  const last = track.ends.length - 1;
  if (last >= 0 && track.ends[last] === end) {
    track.untilMs[last] = Math.max(untilMs, track.untilMs[last] as number);
  } else {
    const distanceMs = fromMs - (track.untilMs[last] ?? fromMs);
    track.fromMs.push(fromMs);
    track.untilMs.push(untilMs);
    track.ends.push(end);
    track.isJoined.push(distanceMs <= Math.max(reachMs, track.reachMs) ? 1 : 0);
  }
  track.reachMs = reachMs;
}

/** Offsets that a group stood at, parallel columns with ascending times; NaN where it is not known. */
export interface PositionTrack {
  readonly atMs: readonly number[];
  readonly offsets: readonly number[];
}

/** Time lag at each position, in seconds: NaN where it is not known. */
export interface TimeBehindColumns {
  readonly seconds: Float64Array;
  /** The record is older than the samples that tell of it: a lower bound. */
  readonly isAtLeast: Uint8Array;
  /** The figure is off by at most this: the record was appended between two samples. NaN for a lower bound. */
  readonly withinSeconds: Float64Array;
}

/**
 * Seconds since the log end passed each position, by samples of the same log and nothing else: between two samples a
 * straight line, before the first of them "at least", never extrapolated. A log end that fell (truncation) leaves nothing
 * of what was above it; a gap is not bridged. 0 only where the log end was read at that instant and is the position; a
 * position past the log end is not known.
 */
export function measureTimeBehind(track: LogEndTrack, positions: PositionTrack): TimeBehindColumns {
  const count = positions.atMs.length;
  const seconds = new Float64Array(count).fill(Number.NaN);
  const withinSeconds = new Float64Array(count);
  const isAtLeast = new Uint8Array(count);
  const { fromMs, untilMs, ends, isJoined } = track;
  let first = 0;
  let last = -1;
  let next = 0;
  for (let index = 0; index < count; index++) {
    const t = positions.atMs[index] as number;
    const offset = positions.offsets[index] as number;
    while (last + 1 < ends.length && (fromMs[last + 1] as number) <= t) {
      last++;
      if (last > 0 && (ends[last] as number) < (ends[last - 1] as number)) first = last;
    }
    if (last < 0 || Number.isNaN(offset)) continue;
    next = findPassing(ends, offset, first, last, next);
    if (next > last) {
      if (offset === ends[last] && t <= (untilMs[last] as number)) seconds[index] = 0;
      continue;
    }
    const passedUntilMs = fromMs[next] as number;
    if (next === first || isJoined[next] === 0) {
      if (t <= passedUntilMs) continue;
      seconds[index] = (t - passedUntilMs) / 1000;
      isAtLeast[index] = 1;
      withinSeconds[index] = Number.NaN;
      continue;
    }
    const notPassedMs = untilMs[next - 1] as number;
    const before = ends[next - 1] as number;
    const passedMs = whenPassed(offset, notPassedMs, before, passedUntilMs, ends[next] as number);
    seconds[index] = (t - passedMs) / 1000;
    withinSeconds[index] = passedWithinSeconds(passedMs, notPassedMs, passedUntilMs);
  }
  return { seconds, isAtLeast, withinSeconds };
}

/** The first of the runs `first` to `last` whose end is past the offset, `last + 1` when none is; `hint` is where the offset before was found. */
function findPassing(ends: readonly number[], offset: number, first: number, last: number, hint: number): number {
  let low = first;
  if (hint > first && hint <= last + 1) {
    // Commits mostly move on: then the search goes on where it stood.
    if ((ends[hint - 1] as number) <= offset) {
      let next = hint;
      while (next <= last && (ends[next] as number) <= offset) next++;
      return next;
    }
  }
  let high = last + 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] as number) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
