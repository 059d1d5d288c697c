import { describe, expect, it } from 'vitest';
import { planAxisText, planTimeText } from './axis-text';

describe('text of axes', () => {
  it('writes short values in full', () => {
    const text = planAxisText('en', [0, 50_000, 100_000], 50_000);
    expect([0, 50_000, 100_000].map(text)).toEqual(['0', '50,000', '100,000']);
  });
  it('tells neighbours apart where values are long', () => {
    const ticks = [12_345_000, 12_345_200, 12_345_400];
    expect(ticks.map(planAxisText('en', ticks, 200))).toEqual(['12.3450M', '12.3452M', '12.3454M']);
    expect(new Set(ticks.map(planAxisText('zh-CN', ticks, 200))).size).toBe(3);
  });
  it('counts in ten thousands in Chinese', () => {
    const ticks = [0, 2_000_000];
    expect(ticks.map(planAxisText('zh-CN', ticks, 2_000_000))).toEqual(['0', '200万']);
  });
  it('writes midnight as the day', () => {
    const midnight = Date.parse('2026-05-02T00:00:00Z');
    const ticks = [midnight - 3_600_000, midnight];
    expect(ticks.map(planTimeText('en', 'UTC', ticks, 'minute'))).toEqual(['23:00', 'May 2']);
  });
});
