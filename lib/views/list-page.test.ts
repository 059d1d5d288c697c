import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '@/lib/domain/errors';
import { type ListRequest, type ListShape, listPage } from './list-page';

interface Row {
  readonly id: string;
  readonly size: number | null;
}

const shape: ListShape<Row> = {
  columns: { id: (row) => row.id, size: (row) => row.size },
  searchText: (row) => row.id,
  defaultSort: 'id',
};

function page(items: readonly Row[], request: Partial<ListRequest> = {}) {
  return listPage({ shape, items, request: { search: '', limit: 50, ...request }, round: null, gaps: [] });
}

function fieldOf(run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    return error instanceof AppError && error.code === 'invalid_input' ? error.fields[0]?.field : 'another error';
  }
  return undefined;
}

const rows = (...sizes: (number | null)[]): Row[] => sizes.map((size, index) => ({ id: `r${index}`, size }));

describe('a page of a list', () => {
  test('1. sorts by number, ties by id, unknown last in both directions', () => {
    const items = rows(5, null, 10, 5, 2);
    expect(page(items, { sort: 'size' }).items.map((row) => row.id)).toEqual(['r4', 'r0', 'r3', 'r2', 'r1']);
    expect(page(items, { sort: '-size' }).items.map((row) => row.id)).toEqual(['r2', 'r0', 'r3', 'r4', 'r1']);
  });
  test('2. searches a substring whatever its case, and counts what matches and what there is', () => {
    const items = [
      { id: 'Orders', size: 1 },
      { id: 'payments', size: 1 },
      { id: 'reORDER', size: 1 },
    ];
    expect(page(items, { search: 'order' })).toMatchObject({ total: 2, totalUnfiltered: 3, nextCursor: null });
  });
  test('3. a page that is exactly full at the end has no next one', () => {
    expect(page(rows(1, 2), { limit: 2 }).nextCursor).toBeNull();
    expect(page(rows(1, 2, 3), { limit: 2 }).nextCursor).not.toBeNull();
  });
  test('4. pages together are the list, whatever the sort, size and names', () => {
    const item = fc.record({
      id: fc.string({ unit: 'grapheme', maxLength: 8 }),
      size: fc.option(fc.integer({ min: -3, max: 3 }), { nil: null }),
    });
    const list = fc.uniqueArray(item, { selector: (row) => row.id, maxLength: 40 });
    fc.assert(
      fc.property(
        list,
        fc.constantFrom('id', '-id', 'size', '-size'),
        fc.integer({ min: 1, max: 7 }),
        (items, sort, limit) => {
          const whole = page(items, { sort, limit: 500 }).items;
          const walked: Row[] = [];
          let cursor: string | null | undefined;
          do {
            const next: ReturnType<typeof page> = page(items, { sort, limit, cursor: cursor ?? undefined });
            walked.push(...next.items);
            cursor = next.nextCursor;
          } while (cursor !== null);
          expect(walked).toEqual(whole);
          expect(whole).toHaveLength(items.length);
        },
      ),
    );
  });
  test('5. items that come and go between two pages are neither repeated nor skipped', () => {
    const first = page(rows(1, 2, 3, 4), { sort: 'size', limit: 2 });
    const changed = [{ id: 'new', size: 0 }, ...rows(1, 2, 3, 4).slice(1)];
    const second = page(changed, { sort: 'size', limit: 2, cursor: first.nextCursor ?? '' });
    expect(second.items.map((row) => row.id)).toEqual(['r2', 'r3']);
  });
  test('6. a cursor that is broken, made up or of another order is refused by name', () => {
    const { nextCursor } = page(rows(1, 2, 3), { sort: 'size', limit: 1 });
    expect(fieldOf(() => page(rows(1), { sort: '-size', cursor: nextCursor ?? '' }))).toBe('cursor');
    for (const cursor of [
      '',
      'x',
      '%%%',
      '????',
      btoa('{}'),
      btoa('["id"]'),
      btoa('["id",{},"a"]'),
      btoa('["id",1,2]'),
    ]) {
      expect(fieldOf(() => page(rows(1), { cursor }))).toBe('cursor');
    }
  });
});
