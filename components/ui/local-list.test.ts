import { describe, expect, test } from 'vitest';
import { planLocalPage } from './local-list';

interface Row {
  readonly name: string;
  readonly lag: number | null;
}

const rows: Row[] = [
  { name: 'orders-10', lag: 5 },
  { name: 'orders-2', lag: null },
  { name: 'Payments', lag: 40 },
];
const columns = [
  { id: 'name', header: '', cell: () => null, text: (row: Row) => row.name },
  { id: 'lag', header: '', cell: () => null, text: (row: Row) => row.lag },
];
const all = { search: '', sort: null, limit: 50, cursor: null };
const names = (request: Parameters<typeof planLocalPage<Row>>[2]) =>
  planLocalPage(rows, columns, request).items.map((row) => row.name);

describe('planLocalPage', () => {
  test('1. without a sort the order is kept', () => {
    expect(names(all)).toEqual(['orders-10', 'orders-2', 'Payments']);
  });
  test('2. names sort as people count', () => {
    expect(names({ ...all, sort: 'name' })).toEqual(['orders-2', 'orders-10', 'Payments']);
  });
  test('3. unknown sorts last both ways', () => {
    expect(names({ ...all, sort: 'lag' })).toEqual(['orders-10', 'Payments', 'orders-2']);
    expect(names({ ...all, sort: '-lag' })).toEqual(['Payments', 'orders-10', 'orders-2']);
  });
  test('4. search looks in every column, whatever the case', () => {
    expect(names({ ...all, search: 'PAY' })).toEqual(['Payments']);
    expect(names({ ...all, search: '40' })).toEqual(['Payments']);
  });
  test('5. pages follow each other and end', () => {
    const first = planLocalPage(rows, columns, { ...all, limit: 2 });
    expect(first).toMatchObject({ total: 3, totalUnfiltered: 3, nextCursor: '2' });
    const second = planLocalPage(rows, columns, { ...all, limit: 2, cursor: first.nextCursor });
    expect(second.items.map((row) => row.name)).toEqual(['Payments']);
    expect(second.nextCursor).toBeNull();
  });
  test('6. a cursor that is none starts at the beginning', () => {
    expect(names({ ...all, cursor: 'x' })).toHaveLength(3);
  });
});
