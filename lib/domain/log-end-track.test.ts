import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appendLogEnd, createLogEndTrack, type LogEndTrack, measureTimeBehind } from './log-end-track';

const REACH_MS = 25_000;

/** A track from samples of [seconds, log end]. */
function trackOf(samples: readonly (readonly [number, number])[]): LogEndTrack {
  const track = createLogEndTrack();
  for (const [at, end] of samples) appendLogEnd(track, at * 1000, at * 1000, end, REACH_MS);
  return track;
}

/** What is told of positions of [seconds, offset]: seconds, `≥` before a lower bound, `±` how far off; null: not known. */
function tell(track: LogEndTrack, positions: readonly (readonly [number, number])[]): (string | null)[] {
  const columns = measureTimeBehind(track, {
    atMs: positions.map(([at]) => at * 1000),
    offsets: positions.map(([, offset]) => offset),
  });
  return positions.map((_, index) => {
    const seconds = columns.seconds[index] as number;
    if (Number.isNaN(seconds)) return null;
    const told = Math.round(seconds * 10) / 10;
    return columns.isAtLeast[index] === 1
      ? `≥${told}`
      : `${told} ±${Math.round((columns.withinSeconds[index] as number) * 10) / 10}`;
  });
}

/** A log end that grows by 10 records a second, read every 10 s. */
const steady = trackOf(Array.from({ length: 10 }, (_, index) => [index * 10, 1000 + index * 100] as const));

describe('measureTimeBehind', () => {
  test.each<[string, LogEndTrack, readonly (readonly [number, number])[], (string | null)[]]>([
    [
      '1. caught up at the instant of a sample',
      steady,
      [
        [0, 1000],
        [40, 1400],
      ],
      ['0 ±0', '0 ±0'],
    ],
    [
      '2. behind: a straight line between the samples around the commit',
      steady,
      [
        [90, 1450],
        [90, 1899],
      ],
      ['45 ±5.1', '0.1 ±10'],
    ],
    ['3. on a sample: the record came after it', steady, [[90, 1400]], ['50 ±10']],
    [
      '4. older than the oldest sample: at least',
      steady,
      [
        [50, 900],
        [90, 999],
      ],
      ['≥50', '≥90'],
    ],
    ['5. at least 0 tells nothing', steady, [[0, 900]], [null]],
    [
      '6. the commit moves on, is set back and moves on again',
      steady,
      [
        [60, 1500],
        [70, 1200],
        [80, 1250],
        [90, 1900],
      ],
      ['10 ±10', '50 ±10', '55 ±5.1', '0 ±0'],
    ],
    ['7. past the log end: not known', steady, [[90, 1901]], [null]],
    ['8. at the log end of an earlier sample: not known to be caught up', steady, [[95, 1900]], [null]],
    ['9. no position, no samples', steady, [[90, Number.NaN]], [null]],
    ['10. an empty history', createLogEndTrack(), [[90, 5]], [null]],
    ['11. before the first sample', trackOf([[50, 100]]), [[40, 90]], [null]],
  ])('%s', (_, track, positions, expected) => {
    expect(tell(track, positions)).toEqual(expected);
  });

  test('12. an idle log: the time since the record, which grows', () => {
    const idle = trackOf([
      [0, 100],
      [10, 105],
      [20, 105],
      [30, 105],
      [600, 105],
    ]);
    expect(
      tell(idle, [
        [20, 100],
        [600, 100],
        [600, 104],
        [600, 105],
      ]),
    ).toEqual(['19 ±9', '599 ±9', '591 ±9', '0 ±0']);
  });

  test('13. a gap is not bridged: what was appended in it is at least as old as its end', () => {
    const gap = trackOf([
      [0, 100],
      [10, 200],
      [100, 1000],
      [110, 1100],
    ]);
    expect(
      tell(gap, [
        [100, 500],
        [110, 500],
        [110, 150],
        [110, 1050],
      ]),
    ).toEqual([null, '≥10', '105 ±5.1', '5 ±5.1']);
  });

  test('14. a gap in which nothing was appended hides nothing', () => {
    const gap = trackOf([
      [0, 100],
      [10, 200],
      [100, 200],
      [110, 300],
    ]);
    expect(
      tell(gap, [
        [110, 150],
        [110, 200],
      ]),
    ).toEqual(['105 ±5.1', '10 ±10']);
  });

  test('15. a truncated log begins anew at the fall', () => {
    const cut = trackOf([
      [0, 100],
      [10, 200],
      [20, 150],
      [30, 250],
      [40, 350],
    ]);
    expect(
      tell(cut, [
        [10, 120],
        [20, 120],
        [30, 120],
        [30, 200],
        [40, 260],
      ]),
    ).toEqual(['8 ±8', null, '≥10', '5 ±5.1', '9 ±9']);
  });

  test('16. samples of two sources: the spacing of the coarser one holds where they meet', () => {
    const track = createLogEndTrack();
    appendLogEnd(track, 0, 0, 0, 1_200_000);
    appendLogEnd(track, 600_000, 600_000, 600, 1_200_000);
    appendLogEnd(track, 1_000_000, 1_000_000, 1000, REACH_MS);
    appendLogEnd(track, 1_010_000, 1_010_000, 1010, REACH_MS);
    expect(
      tell(track, [
        [1010, 300],
        [1010, 800],
        [1010, 1005],
      ]),
    ).toEqual(['709.5 ±300.5', '209.5 ±200.5', '4.5 ±5.5']);
  });
});

interface Story {
  /** Ms between one record and the next. */
  readonly appends: readonly number[];
  /** Rounds between one sample and the next: more than 2 make a gap. */
  readonly waits: readonly number[];
  /** Share of the log that is read at each sample; may go back. */
  readonly read: readonly number[];
}

const story: fc.Arbitrary<Story> = fc.record({
  appends: fc.array(fc.oneof(fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: 1, max: 90_000 })), {
    maxLength: 60,
  }),
  waits: fc.array(
    fc.oneof({ weight: 8, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.integer({ min: 2, max: 9 }) }),
    {
      minLength: 1,
      maxLength: 40,
    },
  ),
  read: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 40, maxLength: 40 }),
});

test('17. against the truth: within its bound, never above it where it is a lower bound, 0 only when caught up', () => {
  fc.assert(
    fc.property(story, ({ appends, waits, read }) => {
      const appendedAtMs: number[] = [];
      for (const wait of appends) appendedAtMs.push((appendedAtMs.at(-1) ?? 0) + wait);
      const track = createLogEndTrack();
      const atMs: number[] = [];
      const offsets: number[] = [];
      let t = 0;
      for (const [index, wait] of waits.entries()) {
        t += wait * 10_000;
        const end = appendedAtMs.filter((at) => at <= t).length;
        appendLogEnd(track, t, t, end, REACH_MS);
        atMs.push(t);
        offsets.push(Math.floor(end * (read[index] as number)));
      }
      const told = measureTimeBehind(track, { atMs, offsets });
      for (const [index, at] of atMs.entries()) {
        const end = appendedAtMs.filter((one) => one <= at).length;
        const offset = offsets[index] as number;
        const seconds = told.seconds[index] as number;
        expect(seconds === 0 && told.isAtLeast[index] === 0 && told.withinSeconds[index] === 0).toBe(offset === end);
        if (offset === end || Number.isNaN(seconds)) continue;
        const truth = (at - (appendedAtMs[offset] as number)) / 1000;
        if (told.isAtLeast[index] === 1) expect(truth).toBeGreaterThanOrEqual(seconds);
        else expect(Math.abs(truth - seconds)).toBeLessThanOrEqual((told.withinSeconds[index] as number) + 1e-9);
      }
      // Where the first sample saw the record come, the figure is known unless a gap hides it.
      const isKnown = (index: number) => !Number.isNaN(told.seconds[index] as number);
      const first = atMs[0] as number;
      for (const [index, at] of atMs.entries())
        if (at > first) expect(isKnown(index) || hasGapAt(atMs, index)).toBe(true);
    }),
    { numRuns: 400 },
  );
});

/** Whether the sample stands right behind a gap: there "at least 0" is all that could be told. */
function hasGapAt(atMs: readonly number[], index: number): boolean {
  return (atMs[index] as number) - (atMs[index - 1] ?? 0) > REACH_MS;
}
