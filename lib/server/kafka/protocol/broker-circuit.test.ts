import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BrokerCircuit } from './broker-circuit';

const longestJitter = () => 1;

interface FailingOptions {
  readonly untilMs: number;
  readonly everyMs?: number;
  /** From the start of a try to its failure. */
  readonly tookMs?: number;
}

describe('BrokerCircuit', () => {
  it('opens after the given number of failures in a row, not before', () => {
    const circuit = new BrokerCircuit(2, longestJitter);
    circuit.fail(0);
    expect(circuit.state(0)).toBe('closed');
    circuit.succeed();
    circuit.fail(1_000);
    expect(circuit.admit(1_000)).toBe(true);
    circuit.fail(1_000);
    expect(circuit.state(1_000)).toBe('open');
    expect(circuit.admit(2_999)).toBe(false);
  });

  it('lets one request alone find out in half-open, and closes when it is answered', () => {
    const circuit = new BrokerCircuit(1, longestJitter);
    circuit.fail(0);
    expect(circuit.state(2_000)).toBe('half-open');
    expect([circuit.admit(2_000), circuit.admit(2_000)]).toEqual([true, false]);
    circuit.succeed();
    expect(circuit.state(2_000)).toBe('closed');
    expect(circuit.admit(2_000)).toBe(true);
  });

  /** Fails every try that the circuit lets through, asked each `everyMs`; when they began. */
  function failedTries(random: () => number, { untilMs, everyMs = 1, tookMs = 0 }: FailingOptions): number[] {
    const circuit = new BrokerCircuit(2, random);
    const triedMs: number[] = [];
    for (let nowMs = 0; nowMs < untilMs; nowMs += everyMs) {
      if (!circuit.admit(nowMs)) continue;
      triedMs.push(nowMs);
      circuit.fail(nowMs + tookMs);
    }
    return triedMs;
  }

  it('waits longer after each failed try, with jitter below that', () => {
    const pauses = (random: () => number) => {
      const tries = failedTries(random, { untilMs: 10_000 });
      return tries.slice(2).map((triedMs, index) => triedMs - (tries[index + 1] as number));
    };
    expect(pauses(longestJitter)).toEqual([2_000, 4_000]);
    expect(pauses(() => 0)).toEqual([1_500, 3_000]);
  });

  it('R4: dials who is away at most six times in any minute, and never rests for half a minute', () => {
    fc.assert(
      fc.property(
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        fc.integer({ min: 1, max: 15_000 }),
        (jitter, everyMs) => {
          const tries = failedTries(() => jitter.next().value as number, { untilMs: 600_000, everyMs });
          for (const [index, triedMs] of tries.entries()) {
            const sixthBefore = tries[index - 6];
            if (sixthBefore !== undefined) expect(triedMs - sixthBefore).toBeGreaterThanOrEqual(60_000);
            expect(triedMs - (tries[index - 1] ?? 0)).toBeLessThanOrEqual(25_000 + everyMs);
          }
          expect(tries.length).toBeGreaterThan(30);
        },
      ),
    );
  });

  it('R3: lets each round of ten seconds try a broker whose silence costs five of them', () => {
    expect(failedTries(longestJitter, { untilMs: 60_000, everyMs: 10_000, tookMs: 5_000 })).toEqual([
      0, 10_000, 20_000, 30_000, 40_000, 50_000,
    ]);
  });

  it('frees the probe when it ended without telling anything', () => {
    const circuit = new BrokerCircuit(1, longestJitter);
    circuit.fail(0);
    circuit.admit(2_000);
    circuit.release();
    expect(circuit.admit(2_000)).toBe(true);
  });
});
