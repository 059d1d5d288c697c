import { describe, expect, test } from 'vitest';
import { LAG_SOURCES } from './position-times';
import type { RecordProbe } from './record-probe';
import { POLL_MS, roundAtMs, type TopicInput } from './testing/build-snapshot';
import { lastOfGroup, runRounds } from './testing/run-rounds';

const HOUR = 3_600_000;

/** Time lag of a group whose commit stands at 100 of partition 0, in the last of ten rounds; log end 500 unless told. */
function measure(facts: {
  readonly topic?: (round: number) => Partial<TopicInput>;
  readonly probe?: Partial<RecordProbe>;
}) {
  const probe: RecordProbe = {
    topic: 't',
    topicId: 'id-of-t',
    partition: 0,
    committed: 100,
    logEnd: 500,
    nextRecord: 100,
    recordAtMs: Number.NaN,
    recordErrorMs: 0,
    ...facts.probe,
  };
  const rounds = runRounds(10, (round) => ({
    topics: [{ name: 't', ends: [500], ...facts.topic?.(round) }],
    groups: [{ groupId: 'g', positions: [{ topic: 't', committed: { 0: 100 } }] }],
    recordProbes: facts.probe === undefined ? [] : [probe],
  }));
  const [times] = lastOfGroup(rounds, 'g').positionTimes;
  return {
    seconds: times?.lagSeconds[0],
    within: times?.lagSecondsError[0],
    isAtLeast: times?.isAtLeast[0] === 1,
    source: LAG_SOURCES[times?.sources[0] ?? 0],
  };
}

const NOW_MS = roundAtMs(9);
const past = (round: number, ...ends: readonly [ageMs: number, end: number][]) =>
  round > 0
    ? {}
    : { pastLogEnds: ends.map(([ageMs, end]) => ({ atMs: roundAtMs(0) - ageMs, offsets: Float64Array.of(end) })) };

describe('sources of a time lag', () => {
  test('the own history, between the two rounds around it', () => {
    const told = measure({ topic: (round) => ({ ends: [round < 5 ? 90 : 500] }) });
    expect(told).toMatchObject({ source: 'history', isAtLeast: false });
    expect(told.seconds).toBeGreaterThanOrEqual(40);
    expect(told.seconds).toBeLessThanOrEqual(50);
    expect(told.within).toBeLessThanOrEqual(POLL_MS / 1000);
  });

  test('older than all that was seen: at least that', () => {
    expect(measure({})).toEqual({ seconds: 90, within: Number.NaN, isAtLeast: true, source: 'history' });
  });

  test('filled at start: between two of the ages that were asked for', () => {
    const told = measure({ topic: (round) => past(round, [60_000, 480], [HOUR, 40]) });
    expect(told).toMatchObject({ source: 'filled', isAtLeast: false });
    expect(told.seconds).toBeGreaterThan(150);
    expect(told.seconds).toBeLessThan(HOUR / 1000 + 90);
    expect(told.within).toBeLessThanOrEqual(HOUR / 1000);
  });

  test('older than the oldest age that was asked for', () => {
    const told = measure({ topic: (round) => past(round, [60_000, 480], [HOUR, 300]) });
    expect(told).toMatchObject({ source: 'filled', isAtLeast: true, seconds: HOUR / 1000 + 90 });
  });

  test('record timestamps that make no sense do not turn the history around', () => {
    const told = measure({ topic: (round) => past(round, [60_000, 20], [HOUR, 900]) });
    expect(told).toMatchObject({ isAtLeast: false });
    expect(told.seconds).toBeGreaterThanOrEqual(90);
  });

  test('the timestamp of the record, where the commit stands still', () => {
    const told = measure({ probe: { recordAtMs: NOW_MS - 7_777_000 } });
    expect(told).toEqual({ seconds: 7777, within: 0, isAtLeast: false, source: 'record' });
  });

  test('a compressed batch tells a span', () => {
    expect(measure({ probe: { recordAtMs: NOW_MS - 500_000, recordErrorMs: 4000 } })).toMatchObject({ within: 4 });
  });

  test('what was seen goes before the timestamp', () => {
    const told = measure({
      topic: (round) => ({ ends: [round < 5 ? 90 : 500] }),
      probe: { recordAtMs: NOW_MS - HOUR },
    });
    expect(told.source).toBe('history');
  });

  test.each([
    ['dated a day ahead', NOW_MS + 86_400_000],
    ['younger than the watch', NOW_MS - 50_000],
  ])('26. a record %s: what was seen stands, and the clock is doubted', (_, recordAtMs) => {
    expect(measure({ probe: { recordAtMs } })).toEqual({
      seconds: 90,
      within: Number.NaN,
      isAtLeast: true,
      source: 'clock-skew',
    });
  });

  test('26. a record without a date (-1)', () => {
    expect(measure({ probe: { recordAtMs: Number.NaN } })).toMatchObject({ seconds: 90, source: 'history' });
  });

  test('7. only markers of transactions left: 0 s', () => {
    expect(measure({ probe: { nextRecord: 500 } })).toEqual({
      seconds: 0,
      within: 0,
      isAtLeast: false,
      source: 'record',
    });
  });
});
