import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appendRound, type EndHistory, MAX_END_COLUMNS, secondsBehind } from './end-history';
import { buildTopic, POLL_MS, roundAtMs, type TopicInput } from './testing/build-snapshot';

/** History of partition 0 (or more) whose log end at round `n` is `end(n)`. */
function history(rounds: number, read: (round: number) => Omit<TopicInput, 'name'>): EndHistory {
  let result: EndHistory | undefined;
  for (let round = 0; round < rounds; round++) {
    result = appendRound(result, buildTopic({ name: 't', ...read(round) }, roundAtMs(round)), roundAtMs(round));
  }
  if (result === undefined) throw new Error('no rounds');
  return result;
}

describe('history of log ends', () => {
  test('1. tells when the end passed the commit, between two rounds', () => {
    const ends = history(10, (round) => ({ ends: [round * 100] }));
    // Offset 250 was appended halfway between rounds 2 and 3; the last round is 9.
    const behind = secondsBehind(ends, 0, 250, roundAtMs(9));
    expect(behind?.seconds).toBeCloseTo(65, 0);
    expect(behind?.withinSeconds).toBeCloseTo(5, 0);
    expect(behind?.isAtLeast).toBe(false);
  });

  test('2. a stopped producer: the age of the record grows, and is not extrapolated from the rate', () => {
    const ends = history(100, (round) => ({ ends: [Math.min(round, 5) * 100] }));
    expect(secondsBehind(ends, 0, 450, roundAtMs(99))?.seconds).toBeCloseTo(945, 0);
    expect(ends.ends.length).toBeLessThanOrEqual(7);
  });

  test('3. older than the history: a lower bound, said to be one', () => {
    const ends = history(6, (round) => ({ ends: [1000 + round] }));
    expect(secondsBehind(ends, 0, 10, roundAtMs(5))).toEqual({
      seconds: 50,
      withinSeconds: Number.NaN,
      isAtLeast: true,
      isFilled: false,
    });
  });

  test('4. one round is nothing to go by', () => {
    expect(
      secondsBehind(
        history(1, () => ({ ends: [10] })),
        0,
        3,
        roundAtMs(0),
      ),
    ).toBeNull();
  });

  test('5. a round that did not read the partition does not count as a reading', () => {
    const ends = history(10, (round) => ({
      ends: [round < 3 ? round * 100 : round < 7 ? 200 : 900],
      endsReadAtMs: [round < 3 || round >= 7 ? roundAtMs(round) : roundAtMs(2)],
    }));
    // Record 550 came somewhere between rounds 2 and 7: placed by the line between the two.
    expect(secondsBehind(ends, 0, 550, roundAtMs(9))?.seconds).toBeCloseTo(45, 0);
  });

  test('6. another topic id begins anew; a fallen end cuts only its own partition', () => {
    const recreated = history(6, (round) => ({ topicId: round < 4 ? 'a' : 'b', ends: [round < 4 ? 500 : round] }));
    expect(recreated.atMs).toEqual([roundAtMs(4), roundAtMs(5)]);
    const fallen = history(6, (round) => ({ ends: [round < 4 ? 500 + round : 100 + round, round * 10] }));
    expect(secondsBehind(fallen, 0, 50, roundAtMs(5))).toEqual({
      seconds: 10,
      withinSeconds: Number.NaN,
      isAtLeast: true,
      isFilled: false,
    });
    expect(secondsBehind(fallen, 1, 5, roundAtMs(5))?.seconds).toBeCloseTo(44.5, 0);
  });

  test('7. memory is bounded, and a day of history still tells the age within a sixth', () => {
    const dayRounds = 86_400_000 / POLL_MS;
    const ends = history(dayRounds, (round) => ({ ends: [round * 7] }));
    expect(ends.ends.length).toBe(MAX_END_COLUMNS);
    for (const backRounds of [1, 5, 30, 360, 3000, 8000]) {
      const trueSeconds = (backRounds * POLL_MS) / 1000;
      const told = secondsBehind(ends, 0, (dayRounds - 1 - backRounds) * 7, roundAtMs(dayRounds - 1));
      expect(told?.isAtLeast).toBe(false);
      expect(Math.abs((told?.seconds ?? 0) - trueSeconds) / trueSeconds).toBeLessThan(1 / 6);
    }
  });

  test('7a. keeps no more of a round than its own partitions', () => {
    const cluster = new Float64Array(1_000);
    let ends: EndHistory | undefined;
    for (let round = 0; round < 3; round++) {
      const topic = buildTopic({ name: 't', ends: [0, 0] }, roundAtMs(round));
      const logEndOffsets = cluster.slice().subarray(10, 12).fill(round);
      ends = appendRound(ends, { ...topic, logEndOffsets }, roundAtMs(round));
    }
    expect(ends?.ends.map(({ buffer }) => buffer.byteLength)).toEqual([16, 16, 16]);
    expect(ends?.ends.map(([first]) => first)).toEqual([0, 1, 2]);
  });

  test('7b. bursts are told within a poll, hours later', () => {
    const burstRounds = 60;
    const rounds = 6 * 360;
    const ends = history(rounds, (round) => ({ ends: [Math.ceil((round + 1) / burstRounds) * 3000] }));
    const nowRound = rounds - 1;
    for (const backRounds of [30, 360, 720, 1000]) {
      const burst = Math.floor((nowRound - backRounds) / burstRounds);
      const trueSeconds = (nowRound - burst * burstRounds + 0.5) * (POLL_MS / 1000);
      const told = secondsBehind(ends, 0, burst * 3000 + 1500, roundAtMs(nowRound));
      expect(Math.abs((told?.seconds ?? 0) - trueSeconds)).toBeLessThanOrEqual(POLL_MS / 1000);
      expect(told?.withinSeconds).toBeLessThanOrEqual((2 * POLL_MS) / 1000);
    }
  });

  test('7c. the truth is never further off than is told, whatever was appended and not read', () => {
    const rounds = fc.array(fc.record({ a: fc.nat(20), b: fc.constantFrom(0, 0, 0, 500), isRead: fc.boolean() }), {
      minLength: MAX_END_COLUMNS,
      maxLength: 5 * MAX_END_COLUMNS,
    });
    fc.assert(
      fc.property(rounds, (script) => {
        const sumsOf = (key: 'a' | 'b') => {
          let sum = 0;
          return script.map((round) => (sum += round[key]));
        };
        const sums = [sumsOf('a'), sumsOf('b')];
        const ends = history(script.length, (round) => {
          // What was not read in this round is not asked for.
          const isRead = script[round]?.isRead || round === script.length - 1;
          const readAtMs = roundAtMs(isRead ? round : round - 1);
          return { ends: sums.map((one) => one[round] as number), endsReadAtMs: [roundAtMs(round), readAtMs] };
        });
        const now = script.length - 1;
        sums.forEach((one, p) => {
          for (let offset = 0; offset < (one[now] as number); offset += 29) {
            const told = secondsBehind(ends, p, offset, roundAtMs(now));
            if (told === null || told.isAtLeast) continue;
            const after = one.findIndex((end) => end > offset);
            const [least, most] = [now - after, now - after + 1].map((round) => (round * POLL_MS) / 1000);
            expect(told.seconds + told.withinSeconds).toBeGreaterThanOrEqual((least ?? 0) - 1e-6);
            expect(told.seconds - told.withinSeconds).toBeLessThanOrEqual((most ?? 0) + 1e-6);
          }
        });
      }),
      { numRuns: 40 },
    );
  });

  test('8. whatever the log did, seconds are between 0 and the time watched, and an older commit is never nearer', () => {
    const steps = fc.array(fc.nat(1000), { minLength: 2, maxLength: 120 });
    fc.assert(
      fc.property(steps, fc.nat(100_000), fc.nat(100_000), (produced, first, second) => {
        const sums = produced.map((_, index) => produced.slice(0, index + 1).reduce((sum, one) => sum + one, 0));
        const ends = history(sums.length, (round) => ({ ends: [sums[round] as number] }));
        const nowMs = roundAtMs(sums.length - 1);
        const [older, newer] = first < second ? [first, second] : [second, first];
        const far = secondsBehind(ends, 0, older, nowMs)?.seconds ?? 0;
        const near = secondsBehind(ends, 0, newer, nowMs)?.seconds ?? 0;
        expect(near).toBeGreaterThanOrEqual(0);
        expect(far).toBeLessThanOrEqual((sums.length * POLL_MS) / 1000);
        expect(far).toBeGreaterThanOrEqual(near - 1e-6);
      }),
    );
  });
});
