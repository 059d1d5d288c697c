import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LagSample } from './dense-lag';
import { describeCuts, describeHoles, describeSampleGaps, mergeBreaks, selectLagPoints } from './lag-points';

const span = (fromMs: number, toMs: number) => ({ fromMs, toMs, pollIntervalMs: 10 });

function sample(t: number, lag: number | null): LagSample {
  return { t, lag, committed: lag === null ? null : t, end: lag === null ? null : t + lag };
}

describe('describeHoles', () => {
  test('between spans that are more than 2.5 intervals apart', () => {
    expect(describeHoles([span(0, 100), span(125, 200), span(226, 300)], 0, 300)).toEqual([{ fromMs: 200, toMs: 226 }]);
  });

  test('after the last span, until now', () => {
    expect(describeHoles([span(0, 100)], 0, 125)).toEqual([]);
    expect(describeHoles([span(0, 100)], 0, 126)).toEqual([{ fromMs: 100, toMs: 126 }]);
  });

  test('only what lies in the range; none before the first span', () => {
    expect(describeHoles([span(0, 100), span(200, 300)], 150, 300)).toEqual([{ fromMs: 150, toMs: 200 }]);
    expect(describeHoles([span(50, 100)], 0, 100)).toEqual([]);
  });

  test('spans of two collectors that overlap cover together', () => {
    expect(describeHoles([span(0, 500), span(100, 200), span(510, 600)], 0, 600)).toEqual([]);
  });
});

test('a topic that comes again under its name cuts; two topics do not', () => {
  expect(
    describeCuts([
      { topic: 'a', firstMs: 0 },
      { topic: 'b', firstMs: 50 },
      { topic: 'a', firstMs: 90 },
    ]),
  ).toEqual([{ fromMs: 89, toMs: 90 }]);
});

test('samples that are too far apart have a gap between them', () => {
  expect(describeSampleGaps([sample(0, 1), sample(30, 1), sample(61, 1)], 30)).toEqual([{ fromMs: 30, toMs: 61 }]);
});

test('breaks that overlap are one', () => {
  expect(
    mergeBreaks([
      { fromMs: 50, toMs: 60 },
      { fromMs: 0, toMs: 20 },
      { fromMs: 10, toMs: 30 },
    ]),
  ).toEqual([
    { fromMs: 0, toMs: 30 },
    { fromMs: 50, toMs: 60 },
  ]);
});

describe('selectLagPoints', () => {
  const lag = fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 0, max: 1_000 }) },
    { weight: 1, arbitrary: fc.constant(null) },
  );

  test('never more points than asked for; highest and lowest survive; every point is a sample or a gap; in order', () => {
    fc.assert(
      fc.property(
        fc.array(lag, { minLength: 1, maxLength: 500 }),
        fc.integer({ min: 6, max: 600 }),
        (lags, maxPoints) => {
          const samples = lags.map((one, index) => sample(index * 10, one));
          const { points } = selectLagPoints({ samples, breaks: [], maxPoints, sampleMs: 10, bucketMs: 40 });
          expect(points.length).toBeLessThanOrEqual(maxPoints);
          const known = lags.filter((one) => one !== null);
          const told = points.map(({ lag: one }) => one).filter((one) => one !== null);
          if (known.length > 0)
            expect([Math.min(...told), Math.max(...told)]).toEqual([Math.min(...known), Math.max(...known)]);
          for (const point of points) expect(point.lag === null || lags[point.t / 10] === point.lag).toBe(true);
          for (let index = 1; index < points.length; index++)
            expect(points[index]?.t).toBeGreaterThan(points[index - 1]?.t ?? 0);
        },
      ),
    );
  });

  test('a history of restarts ends, too: thousands of breaks leave room for samples', () => {
    const samples = Array.from({ length: 5_000 }, (_, index) => sample(index * 100, index % 7));
    const breaks = samples.map(({ t }) => ({ fromMs: t, toMs: t + 100 }));
    for (const maxPoints of [2, 10, 600]) {
      const { points } = selectLagPoints({ samples, breaks, maxPoints, sampleMs: 100, bucketMs: 800 });
      expect(points.length).toBeLessThanOrEqual(maxPoints);
      expect(points.some(({ lag: one }) => one === 6)).toBe(true);
    }
  });

  test('a line never leads across a break, however wide the buckets are', () => {
    const samples = Array.from({ length: 1_000 }, (_, index) => sample(index * 10, 5)).filter(
      ({ t }) => t <= 3_000 || t >= 3_300,
    );
    for (const maxPoints of [1_500, 300, 20, 6]) {
      const { points } = selectLagPoints({
        samples,
        breaks: [{ fromMs: 3_000, toMs: 3_300 }],
        maxPoints,
        sampleMs: 10,
        bucketMs: 40,
      });
      const before = points.findLastIndex(({ t, lag: one }) => one !== null && t <= 3_000);
      expect(points[before + 1]?.lag).toBeNull();
      expect(points.filter(({ lag: one }) => one === null).every(({ t }) => t > 3_000 && t < 3_300)).toBe(true);
    }
  });
});
