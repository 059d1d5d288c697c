import type { DataColumn, ListPage } from './data-list';
import type { ListRequest } from './use-table-state';

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function compareTexts(a: string | number | boolean | null, b: string | number | boolean | null): number {
  if (typeof a === 'string' && typeof b === 'string') {
    return collator.compare(a, b);
  }
  return Number(a) - Number(b);
}

/** One page of rows that are all here, by the same rules as the lists of the API: unknown values sort last in both directions. */
export function planLocalPage<Row>(
  rows: readonly Row[],
  columns: readonly DataColumn<Row>[],
  request: ListRequest,
): Pick<ListPage<Row>, 'items' | 'nextCursor' | 'total' | 'totalUnfiltered'> {
  const wanted = request.search.trim().toLowerCase();
  const matching =
    wanted === ''
      ? [...rows]
      : rows.filter((row) =>
          columns.some((column) =>
            String(column.text(row) ?? '')
              .toLowerCase()
              .includes(wanted),
          ),
        );
  const isDescending = request.sort?.startsWith('-') ?? false;
  const sortId = request.sort?.replace(/^-/, '');
  const column = columns.find(({ id }) => id === sortId);
  if (column !== undefined) {
    matching.sort((rowA, rowB) => {
      const a = column.text(rowA);
      const b = column.text(rowB);
      if (a === null || b === null) {
        return Number(a === null) - Number(b === null);
      }
      return isDescending ? compareTexts(b, a) : compareTexts(a, b);
    });
  }
  const parsed = Number(request.cursor ?? 0);
  const start = Number.isInteger(parsed) && parsed > 0 ? parsed : 0;
  const end = start + request.limit;
  return {
    items: matching.slice(start, end),
    nextCursor: end < matching.length ? String(end) : null,
    total: matching.length,
    totalUnfiltered: rows.length,
  };
}
