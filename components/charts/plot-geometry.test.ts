import { describe, expect, it } from 'vitest';
import { planGeometry, timeToX, valueToY, xToTime } from './plot-geometry';

const geometry = planGeometry(500, 200, { hasTimeAxis: true, hasRightAxis: false });
const range = { fromMs: 1000, toMs: 5000 };

describe('geometry of a plot', () => {
  it('leaves room for axes and never gets negative', () => {
    expect(geometry.leftPx + geometry.plotWidthPx).toBeLessThan(500);
    expect(planGeometry(10, 10, { hasTimeAxis: true, hasRightAxis: true })).toMatchObject({
      plotWidthPx: 0,
      plotHeightPx: 0,
    });
  });
  it('maps time to pixels and back', () => {
    expect(timeToX(1000, range, geometry)).toBe(0);
    expect(timeToX(5000, range, geometry)).toBe(geometry.plotWidthPx);
    expect(xToTime(timeToX(2500, range, geometry), range, geometry)).toBe(2500);
  });
  it('holds a pointer outside within the range', () => {
    expect(xToTime(-50, range, geometry)).toBe(1000);
    expect(xToTime(9999, range, geometry)).toBe(5000);
  });
  it('puts large values on top', () => {
    expect(valueToY(10, [0, 10], geometry)).toBe(0);
    expect(valueToY(0, [0, 10], geometry)).toBe(geometry.plotHeightPx);
  });
});
