import { describe, expect, test } from 'vitest';
import {
  type CoverageSpan,
  createDenseRows,
  describeRow,
  describeSlot,
  type StoredLagRow,
  sumDenseRows,
} from './dense-lag';
import { describeCarryLimitMs } from './lag-history';
import type { LagSeries } from './lag-series';

const NONE = Number.NaN;

function describeSeries(seriesId: number, firstMs = 0, endedMs: number | null = null): LagSeries {
  return { seriesId, groupId: 'billing', topic: `topic-${seriesId}`, topicId: null, firstMs, endedMs };
}

function row(
  capturedAtMs: number,
  committed: readonly number[] | null,
  logEnd: readonly number[] | null,
  seriesId = 1,
): StoredLagRow {
  return {
    seriesId,
    capturedAtMs,
    committed: committed && Float64Array.from(committed),
    logEnd: logEnd && Float64Array.from(logEnd),
    lagFloor: null,
  };
}

const span = (fromMs: number, toMs: number): CoverageSpan => ({ fromMs, toMs, pollIntervalMs: 10_000 });

function lagsOf(
  rows: readonly StoredLagRow[],
  spans: readonly CoverageSpan[],
  rounds: readonly number[],
  series = [describeSeries(1)],
) {
  return sumDenseRows(createDenseRows(rows, spans, describeCarryLimitMs), series, rounds, null).map(({ lag }) => lag);
}

describe('a row holds', () => {
  test('until the next one', () => {
    const rows = [row(0, [1], [5]), row(20_000, [5], [5])];
    expect(lagsOf(rows, [span(0, 30_000)], [0, 10_000, 20_000, 30_000])).toEqual([4, 4, 0, 0]);
  });

  test('never past its span: what stood before a hole says nothing about what stands after it', () => {
    const spans = [span(0, 10_000), span(40_000, 60_000)];
    expect(lagsOf([row(0, [1], [5]), row(60_000, [1], [5])], spans, [0, 10_000, 40_000, 50_000, 60_000])).toEqual([
      4,
      4,
      null,
      null,
      4,
    ]);
  });

  test('no longer than a heartbeat takes', () => {
    const carryMs = describeCarryLimitMs(10_000);
    expect(lagsOf([row(0, [1], [5])], [span(0, 200_000)], [carryMs, carryMs + 1])).toEqual([4, null]);
  });
});

describe('a series without a row', () => {
  const rows = [row(0, [1], [5], 1), row(0, [1], [11], 2)];

  test('makes the sum unknown while it is there', () => {
    const series = [describeSeries(1), describeSeries(2), describeSeries(3)];
    expect(lagsOf(rows, [span(0, 10_000)], [0], series)).toEqual([null]);
  });

  test('is no part before its first row and after its end', () => {
    const series = [
      describeSeries(1),
      describeSeries(2),
      describeSeries(3, 10_000),
      describeSeries(4, -90_000, -10_000),
    ];
    expect(lagsOf(rows, [span(0, 10_000)], [0, 10_000], series)).toEqual([14, null]);
  });
});

describe('the slots of a row', () => {
  test('a partition without a commit is no part of the sum', () => {
    expect(describeRow(row(0, [NONE, 3], [NONE, 10]))).toEqual({ committed: 3, end: 10, lag: 7 });
    expect(describeSlot(row(0, [NONE, 3], [NONE, 10]), 0)).toBeNull();
    expect(describeSlot(row(0, [3], [10]), 7)).toBeNull();
    expect(describeRow(row(0, [NONE], [NONE]))).toBeNull();
  });

  test('a commit that was not read makes the sum unknown', () => {
    expect(describeRow(row(0, [NONE, 3], [10, 10]))).toEqual({ committed: null, end: null, lag: null });
  });

  test('an end that was not read leaves the commits', () => {
    expect(describeRow(row(0, [1, 3], [NONE, 10]))).toEqual({ committed: 4, end: null, lag: null });
  });

  test('a commit beyond the end is no lag, and the floor counts instead of an older commit', () => {
    expect(describeSlot(row(0, [12], [10]), 0)).toEqual({ committed: 12, end: 10, lag: 0 });
    const withFloor = { ...row(0, [1, 9], [10, 10]), lagFloor: Float64Array.of(4, 4) };
    expect([0, 1].map((partition) => describeSlot(withFloor, partition)?.lag)).toEqual([6, 1]);
  });
});
