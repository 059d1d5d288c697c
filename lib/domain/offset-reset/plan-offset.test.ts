import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeOffsetEffect, type OffsetGoal, type PartitionPosition, planOffset } from './plan-offset';

const position = (changes: Partial<PartitionPosition> = {}): PartitionPosition => {
  return { committed: 40, logStart: 10, logEnd: 100, atTime: 60, ...changes };
};

describe('planOffset', () => {
  it.each<[string, OffsetGoal, Partial<PartitionPosition>, ReturnType<typeof planOffset>]>([
    ['earliest', { kind: 'earliest' }, {}, { offset: 10, note: null }],
    ['latest', { kind: 'latest' }, {}, { offset: 100, note: null }],
    ['time', { kind: 'time' }, {}, { offset: 60, note: null }],
    ['time after the last record', { kind: 'time' }, { atTime: null }, { offset: 100, note: 'noRecordSince' }],
    ['shift', { kind: 'shift', by: -5 }, {}, { offset: 35, note: null }],
    ['shift before the start', { kind: 'shift', by: -35 }, {}, { offset: 10, note: 'beforeLogStart' }],
    ['shift beyond the end', { kind: 'shift', by: 61 }, {}, { offset: 100, note: 'beyondLogEnd' }],
    ['shift of nothing', { kind: 'shift', by: 1 }, { committed: null }, { problem: 'notCommitted' }],
    ['offset', { kind: 'offset', offset: 55 }, {}, { offset: 55, note: null }],
    [
      'offset in an empty log',
      { kind: 'offset', offset: 5 },
      { logStart: 7, logEnd: 7 },
      { offset: 7, note: 'beforeLogStart' },
    ],
    ['current, wherever it is', { kind: 'current' }, { committed: 2 }, { offset: 2, note: null }],
    ['current of nothing', { kind: 'current' }, { committed: null }, { offset: 100, note: 'notCommitted' }],
    ['a log that does not tell', { kind: 'offset', offset: 5 }, { logEnd: null }, { problem: 'rangeUnknown' }],
    ['current needs no log', { kind: 'current' }, { logStart: null, logEnd: null }, { offset: 40, note: null }],
  ])('%s', (_, goal, changes, expected) => {
    expect(planOffset(goal, position(changes))).toEqual(expected);
  });

  const log = fc.tuple(fc.nat(1_000_000), fc.nat(1_000_000)).map(([start, length]) => [start, start + length] as const);
  const goal = fc.oneof(
    fc.constantFrom<OffsetGoal>({ kind: 'earliest' }, { kind: 'latest' }),
    fc.integer().map((by): OffsetGoal => ({ kind: 'shift', by })),
    fc.nat().map((offset): OffsetGoal => ({ kind: 'offset', offset })),
  );

  it('never leaves the log, and says so whenever it had to move what was asked for', () => {
    fc.assert(
      fc.property(log, fc.nat(3_000_000), goal, ([logStart, logEnd], committed, asked) => {
        const planned = planOffset(asked, { committed, logStart, logEnd, atTime: null });
        if ('problem' in planned) return false;
        const wanted =
          asked.kind === 'shift' ? committed + asked.by : asked.kind === 'offset' ? asked.offset : planned.offset;
        const isWithin = planned.offset >= logStart && planned.offset <= logEnd;
        return isWithin && (planned.note === null) === (planned.offset === wanted);
      }),
    );
  });

  it('a shift back takes a shift forward back, inside the log', () => {
    fc.assert(
      fc.property(log, fc.nat(), fc.nat(), ([logStart, logEnd], from, by) => {
        const committed = Math.min(logStart + from, logEnd);
        fc.pre(committed + by <= logEnd);
        const there = planOffset({ kind: 'shift', by }, { committed, logStart, logEnd, atTime: null });
        if ('problem' in there) return false;
        const back = planOffset(
          { kind: 'shift', by: -by },
          { committed: there.offset, logStart, logEnd, atTime: null },
        );
        return 'offset' in back && back.offset === committed;
      }),
    );
  });
});

describe('describeOffsetEffect', () => {
  const range = { logStart: 10, logEnd: 100 };
  it.each([
    [40, 70, { skipped: 30, replayed: 0, lag: 30 }],
    [40, 10, { skipped: 0, replayed: 30, lag: 90 }],
    // What retention took is neither skipped nor read again.
    [2, 10, { skipped: 0, replayed: 0, lag: 90 }],
    [120, 40, { skipped: 0, replayed: 60, lag: 60 }],
    [null, 40, { skipped: null, replayed: null, lag: 60 }],
    [40, null, { skipped: null, replayed: null, lag: null }],
  ])('%s to %s', (before, after, effect) => {
    expect(describeOffsetEffect(before, after, range)).toEqual(effect);
  });

  it('an unknown log is unknown', () => {
    expect(describeOffsetEffect(1, 2, { logStart: null, logEnd: 5 })).toEqual({
      skipped: null,
      replayed: null,
      lag: null,
    });
  });
});
