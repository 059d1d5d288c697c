import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEvaluationWindow, evaluateRound } from './evaluate-cluster';
import { buildSnapshot, POLL_MS, ROUND_0_MS } from './testing/build-snapshot';

const JUMP_MS = 600_000;
const TEN_DAYS_MS = 864_000_000;

/** What a round finds, and by how much the wall clock was set on or back before it. */
const round = fc.record({
  jumpMs: fc.oneof(
    { weight: 4, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: -JUMP_MS, max: JUMP_MS }) },
  ),
  produced: fc.integer({ min: 0, max: 500 }),
  consumed: fc.integer({ min: 0, max: 500 }),
});

/** Every number that stands anywhere inside, by its name. */
function* numbersIn(value: unknown, name = ''): Generator<readonly [string, number]> {
  if (typeof value === 'number') {
    if (!Number.isNaN(value)) yield [name, value];
  } else if (value instanceof Map) for (const inner of value.values()) yield* numbersIn(inner, name);
  else if (Array.isArray(value) || ArrayBuffer.isView(value))
    for (const inner of value as unknown as Iterable<unknown>) yield* numbersIn(inner, name);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) yield* numbersIn(inner, key);
}

test('R10: a wall clock that jumps makes no lag, age, rate or time lag negative, and none reaches beyond what was watched', () => {
  fc.assert(
    fc.property(fc.array(round, { minLength: 5, maxLength: 40 }), (rounds) => {
      let window = createEvaluationWindow();
      let clockMs = ROUND_0_MS;
      let [end, committed] = [1_000, 0];
      for (const { jumpMs, produced, consumed } of rounds) {
        clockMs += POLL_MS + jumpMs;
        end += produced;
        committed = Math.min(end, committed + consumed);
        const snapshot = buildSnapshot({
          capturedAtMs: clockMs,
          topics: [{ name: 'orders', ends: [end] }],
          groups: [{ groupId: 'billing', positions: [{ topic: 'orders', committed: { 0: committed } }] }],
        });
        const judged = evaluateRound(window, snapshot);
        window = judged.window;
        const group = judged.evaluation.groups.get('billing');
        expect(group?.totalLag).toBe(end - committed);
        for (const [name, value] of numbersIn(judged.evaluation)) {
          if (/AtMs$|SinceMs$|sinceMs$/.test(name)) expect([name, value <= clockMs]).toEqual([name, true]);
          // A growth below 0 is a lag that shrinks.
          else if (/[sS]econds$|Ms$|PerSecond$|[lL]ag$/.test(name) && name !== 'lagGrowthPerSecond') {
            expect([name, value >= 0]).toEqual([name, true]);
            if (/[sS]econds$/.test(name) && Number.isFinite(value)) expect(value * 1_000).toBeLessThan(TEN_DAYS_MS);
          }
        }
      }
    }),
    { numRuns: 100 },
  );
});
