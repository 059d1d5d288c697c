import { describe, expect, test } from 'vitest';
import { planCsv, planJson, planTabbed } from './table-export';

interface Row {
  readonly name: string;
  readonly lag: number | null;
}

const columns = [
  { id: 'name', header: 'Name', text: (row: Row) => row.name },
  { id: 'lag', header: 'Lag', text: (row: Row) => row.lag },
];

describe('table export', () => {
  test('1. unknown stays empty in CSV and null in JSON, never 0', () => {
    const rows = [{ name: 'a', lag: null }];
    expect(planCsv(columns, rows)).toBe('name,lag\r\na,\r\n');
    expect(JSON.parse(planJson(columns, rows))).toEqual([{ name: 'a', lag: null }]);
  });

  test('2. quotes, commas and line breaks survive', () => {
    expect(planCsv(columns, [{ name: 'a "b", c\nd', lag: 1 }])).toBe('name,lag\r\n"a ""b"", c\nd",1\r\n');
  });

  test.each(['=HYPERLINK("x")', '+1', '-1+2', '@SUM(A1)', '\tx'])('3. %j is not run as a formula', (name) => {
    const cell = planCsv(columns, [{ name, lag: 1 }]).split('\r\n')[1] ?? '';
    expect(cell.replace(/^"/, '').startsWith("'")).toBe(true);
    expect(planTabbed(columns, [{ name: name.trim(), lag: -5 }]).split('\n')[1]).toMatch(/^('|x)/);
  });

  test('4. a negative number stays a number', () => {
    expect(planCsv(columns, [{ name: 'a', lag: -5 }])).toBe('name,lag\r\na,-5\r\n');
  });

  test('5. a clipboard row has one line whatever the name holds', () => {
    expect(planTabbed(columns, [{ name: 'a\tb\nc', lag: 2 }])).toBe('Name\tLag\na b c\t2');
  });
});
