import { describe, expect, test } from 'vitest';
import { createMovableUnits, type Unit } from './movable-units';

/** Partition p starts on `first[p]` and may go anywhere it is not; cheapest first is 0, 1, 2. */
function startUnits(first: readonly number[][], now: number[][], weights: readonly number[]) {
  const unit: Unit = {
    load: new Int32Array(3),
    topicLoad: new Int32Array(3),
    holdersOf: (p) => now[p] as number[],
    firstHoldersOf: (p) => first[p] as number[],
    weightOf: (p) => weights[p] as number,
    canMove: (p, _from, to) => !(now[p] as number[]).includes(to),
    move: (p, from, to) => {
      now[p] = (now[p] as number[]).map((broker) => (broker === from ? to : broker));
    },
  };
  return createMovableUnits(3, unit, [0, 1, 2]);
}

describe('what a broker hands over', () => {
  test('1. is the cheapest that can go', () => {
    const units = startUnits([[0, 1], [0], [0]], [[0, 1], [0], [0]], [1, 2, 3]);
    expect(units.findCheapest(0, 1)).toBe(1);
  });

  test('2. is what was only planned to be there, whatever its bytes, since moving it on copies nothing more', () => {
    const units = startUnits([[0], [0], [1]], [[0], [0], [0]], [1, 2, 3]);
    expect(units.findCheapest(0, 2)).toBe(2);
  });

  test('3. is above all what goes back to where it was', () => {
    const units = startUnits([[0], [1], [2]], [[0], [0], [0]], [1, 2, 3]);
    expect(units.findCheapest(0, 2)).toBe(2);
    expect(units.findCheapest(0, 1)).toBe(1);
  });

  test('4. is found again from the front when something came back', () => {
    const units = startUnits([[0], [0], [1]], [[0], [0], [1]], [1, 2, 3]);
    expect(units.findCheapest(0, 1)).toBe(0);
    units.move(0, 0, 1);
    expect(units.findCheapest(0, 1)).toBe(1);
    units.move(1, 0, 2);
    expect(units.findCheapest(0, 1)).toBeNull();
    units.move(0, 1, 0);
    expect(units.findCheapest(0, 1)).toBe(0);
  });
});
