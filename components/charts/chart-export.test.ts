import { describe, expect, it } from 'vitest';
import { describeCsv, describeJson, fileNameOf } from './chart-export';
import type { ChartSeries } from './chart-series';

const series: ChartSeries[] = [
  { id: 'end', label: 'Log end, "all"', unit: 'offset', tone: 'end' },
  { id: 'lag', label: '=Lag', unit: 'records', tone: 'lag' },
];
const rows = [
  { t: 0, values: [10, null] },
  { t: 1000, values: [12, 0] },
];

describe('export of a chart', () => {
  it('writes CSV with quoted heads, without formulas, unknown empty and zero as zero', () => {
    expect(describeCsv(rows, series)).toBe(
      'time,epochMs,"Log end, ""all""",\'=Lag\r\n1970-01-01T00:00:00.000Z,0,10,\r\n1970-01-01T00:00:01.000Z,1000,12,0\r\n',
    );
  });
  it('tells lower bounds', () => {
    const bounded = [...rows, { t: 2000, values: [13, 1], atLeast: [false, true] }];
    expect(describeCsv(bounded, series.slice(1)).split('\r\n')[0]).toBe("time,epochMs,'=Lag");
    expect(
      describeCsv(bounded, series)
        .split('\r\n')
        .map((line) => line.split(',').slice(-2).join()),
    ).toEqual(["'=Lag,'=Lag ≥", ',', '0,', '1,1', '']);
    expect(JSON.parse(describeJson('t', bounded, series)).rows[2]).toEqual({
      t: 2000,
      end: 13,
      lag: 1,
      atLeast: ['lag'],
    });
  });
  it('writes JSON with null for unknown', () => {
    expect(JSON.parse(describeJson('t', rows, series)).rows).toEqual([
      { t: 0, end: 10, lag: null },
      { t: 1000, end: 12, lag: 0 },
    ]);
  });
  it('names files after titles of any content', () => {
    expect(fileNameOf('Lag of ../a/b "c"', 'csv')).toBe('Lag-of-..-a-b-c.csv');
    expect(fileNameOf('订单 组', 'png')).toBe('订单-组.png');
    expect(fileNameOf('..', 'json')).toBe('chart.json');
  });
});
