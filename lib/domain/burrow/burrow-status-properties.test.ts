import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateListed, type ListedPartition } from '../testing/evaluate-burrow';

const commit = fc.record({ offset: fc.nat(30), gapMs: fc.integer({ min: 1, max: 60_000 }), lag: fc.option(fc.nat(5)) });
const partition: fc.Arbitrary<ListedPartition> = fc
  .record({
    steps: fc.array(commit, { maxLength: 10 }),
    recentLogEnds: fc.array(fc.oneof(fc.nat(60), fc.constant(Number.NaN)), { maxLength: 10 }),
    currentLag: fc.nat(5),
    sinceMs: fc.nat(600_000),
    allowedLag: fc.nat(2),
  })
  .map(({ steps, sinceMs, ...rest }) => {
    let atMs = 1_000;
    const commits = steps.map(({ offset, gapMs, lag }) => {
      atMs += gapMs;
      return { offset, lag, atMs };
    });
    return { ...rest, commits, nowMs: atMs + sinceMs };
  });

describe("Burrow's verdict, whatever the commits", () => {
  test('is OK without lag beyond what is allowed', () => {
    fc.assert(
      fc.property(partition, (one) => {
        expect(evaluateListed({ ...one, currentLag: Math.min(one.currentLag, one.allowedLag) })).toBe('OK');
      }),
    );
  });

  test('does not depend on where offsets or times begin, nor on the order of the log ends', () => {
    fc.assert(
      fc.property(partition, fc.nat(1_000), fc.nat(1_000_000), (one, records, ms) => {
        const moved = {
          ...one,
          commits: one.commits.map((each) => ({ ...each, offset: each.offset + records, atMs: each.atMs + ms })),
          recentLogEnds: one.recentLogEnds.map((end) => end + records).reverse(),
          nowMs: one.nowMs + ms,
        };
        expect(evaluateListed(moved)).toBe(evaluateListed(one));
      }),
    );
  });

  test('stays STOP while nothing is heard', () => {
    fc.assert(
      fc.property(partition, fc.nat(10_000_000), (one, ms) => {
        if (evaluateListed(one) !== 'STOP') return;
        expect(evaluateListed({ ...one, nowMs: one.nowMs + ms })).toBe('STOP');
      }),
    );
  });

  test('of a consumer that moves on is never STALL or REWIND', () => {
    fc.assert(
      fc.property(partition, (one) => {
        const commits = one.commits.map((each, index) => ({ ...each, offset: 10 * index + (each.offset % 10) }));
        const status = evaluateListed({ ...one, commits });
        expect(status).not.toBe('REWIND');
        if (commits.length > 1) expect(status).not.toBe('STALL');
      }),
    );
  });

  test('is WARN only under lag at every commit that never falls', () => {
    fc.assert(
      fc.property(partition, (one) => {
        if (evaluateListed(one) !== 'WARN') return;
        const lags = one.commits.flatMap(({ lag }) => (lag === null ? [] : [lag]));
        expect(lags.every((lag) => lag > one.allowedLag)).toBe(true);
        expect(lags).toEqual([...lags].sort((left, right) => left - right));
      }),
    );
  });
});
