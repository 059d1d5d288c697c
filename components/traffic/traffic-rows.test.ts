import { expect, test } from 'vitest';
import { describeTraffic, hasPeaks, toTrafficRows } from './traffic-rows';

const point = {
  t: 10_000,
  recordsPerSecond: 5,
  recordsPerSecondIsAtLeast: false,
  peakPerSecond: 5,
  partitionCount: 2,
  knownPartitions: 2,
  logStart: 40,
  logEnd: 100,
  logEndIsAtLeast: false,
};
const history = (points: readonly Partial<typeof point>[]) => ({
  points: points.map((one) => ({ ...point, ...one })),
  stepMs: 10_000,
  collectingSinceMs: 0,
});

test('records kept are those between log start and log end, and bounds stay bounds', () => {
  expect(toTrafficRows(history([{}]))).toEqual([{ t: 10_000, values: [5, 5, 100, 40, 60] }]);
  expect(toTrafficRows(history([{ logEndIsAtLeast: true }]))[0]?.atLeast).toEqual([false, false, true, false, true]);
  const { logStart: _start, logEnd: _end, logEndIsAtLeast: _bound, ...rate } = point;
  expect(toTrafficRows({ points: [rate], stepMs: 10_000, collectingSinceMs: 0 })).toEqual([
    { t: 10_000, values: [5, 5] },
  ]);
});

test('an average counts each rate for its time, and nothing where none is known', () => {
  const rows = toTrafficRows(
    history([
      { t: 0, recordsPerSecond: null as unknown as number },
      { t: 10_000, recordsPerSecond: 10, peakPerSecond: 10 },
      { t: 40_000, recordsPerSecond: 2, peakPerSecond: 30, recordsPerSecondIsAtLeast: true },
    ]),
  );
  expect(describeTraffic(rows)).toMatchObject({ average: 4, averageIsAtLeast: true, peak: 30, latest: 2, kept: 60 });
  expect(hasPeaks(rows)).toBe(true);
  expect(describeTraffic([])).toMatchObject({ average: null, peak: null, latest: null, kept: null });
});
