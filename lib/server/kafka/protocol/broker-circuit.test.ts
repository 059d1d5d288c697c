import { describe, expect, it } from 'vitest';
import { BrokerCircuit } from './broker-circuit';

const longestJitter = () => 1;

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

  it('waits longer after each failed try, up to ten seconds, with jitter below that', () => {
    const pauses = (random: () => number) => {
      const circuit = new BrokerCircuit(1, random);
      let nowMs = 0;
      return Array.from({ length: 5 }, () => {
        circuit.fail(nowMs);
        const pauseMs = circuit.retryAtMs - nowMs;
        nowMs = circuit.retryAtMs;
        circuit.admit(nowMs);
        return pauseMs;
      });
    };
    expect(pauses(longestJitter)).toEqual([2_000, 4_000, 8_000, 10_000, 10_000]);
    expect(pauses(() => 0)).toEqual([1_500, 3_000, 6_000, 7_500, 7_500]);
  });

  it('frees the probe when it ended without telling anything', () => {
    const circuit = new BrokerCircuit(1, longestJitter);
    circuit.fail(0);
    circuit.admit(2_000);
    circuit.release();
    expect(circuit.admit(2_000)).toBe(true);
  });
});
