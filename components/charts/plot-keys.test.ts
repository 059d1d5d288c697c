import { describe, expect, it } from 'vitest';
import { planPlotKey } from './plot-keys';

const rows = [10_000, 20_000, 30_000].map((t) => ({ t, values: [1] }));
const context = { rows, atMs: 20_000, range: { fromMs: 0, toMs: 40_000 }, minimumMs: 1000, latestMs: 40_000 };

describe('keys of a plot', () => {
  it('walk the rows and stop at the ends', () => {
    expect(planPlotKey('ArrowLeft', context)).toEqual({ kind: 'point', atMs: 10_000 });
    expect(planPlotKey('ArrowRight', context)).toEqual({ kind: 'point', atMs: 30_000 });
    expect(planPlotKey('ArrowRight', { ...context, atMs: 30_000 })).toEqual({ kind: 'point', atMs: 30_000 });
    expect(planPlotKey('Home', context)).toEqual({ kind: 'point', atMs: 10_000 });
  });
  it('begin at the newest row', () => {
    expect(planPlotKey('ArrowLeft', { ...context, atMs: null })).toEqual({ kind: 'point', atMs: 30_000 });
    expect(planPlotKey('ArrowLeft', { ...context, rows: [], atMs: null })).toBeNull();
  });
  it('zoom, move and go back', () => {
    expect(planPlotKey('+', context)).toEqual({ kind: 'zoom', range: { fromMs: 10_000, toMs: 30_000 } });
    expect(planPlotKey('-', context)).toEqual({ kind: 'zoom', range: { fromMs: -40_000, toMs: 40_000 } });
    expect(planPlotKey('PageUp', context)).toEqual({ kind: 'zoom', range: { fromMs: -20_000, toMs: 20_000 } });
    expect(planPlotKey('Escape', context)).toEqual({ kind: 'back' });
  });
  it('leave other keys to the browser', () => {
    expect(planPlotKey('Tab', context)).toBeNull();
  });
});
