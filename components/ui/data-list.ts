import type { ShownGap } from './gaps-notice';
import type { ListRequest, TableState } from './use-table-state';

/** One page of a list, as the API answers it. */
export interface ListPage<Row> {
  readonly items: readonly Row[];
  readonly nextCursor: string | null;
  readonly total: number;
  readonly totalUnfiltered: number;
  readonly capturedAtMs: number | null;
  readonly gaps: readonly ShownGap[];
}

/** A list that a table shows: what has been read of it, and how to read the rest. */
export interface DataList<Row> {
  readonly data: ListPage<Row> | undefined;
  readonly error: unknown;
  readonly isFetching: boolean;
  /** What is shown belongs to the request before this one. */
  readonly isPlaceholderData: boolean;
  readonly refetch: () => unknown;
  /** Another page of the same filtered, sorted list; for exports and for going back. */
  readonly readPage: (page: Pick<ListRequest, 'limit' | 'cursor'>) => Promise<ListPage<Row>>;
}

export type CellText = string | number | boolean | null;

/** One column of a table of `Row`s. */
export interface DataColumn<Row> {
  /** What the list calls it: the name to sort by, the field of an export. */
  readonly id: string;
  readonly header: string;
  /** Gloss of the header. */
  readonly hint?: string;
  readonly cell: (row: Row) => React.ReactNode;
  /** The exact value, for export, copying and sorting in the browser. */
  readonly text: (row: Row) => CellText;
  readonly isNumeric?: boolean;
  readonly isSortable?: boolean;
  /** Not shown until chosen. */
  readonly isExtra?: boolean;
  /** Takes the width that is left and cuts what is longer. */
  readonly isWide?: boolean;
  /** Wraps instead of staying on one line. */
  readonly wraps?: boolean;
}

const EXPORT_PAGE_SIZE = 500;

/** Every row of the filtered, sorted list. `onProgress` hears how many rows are read. */
export async function readAllRows<Row>(
  list: DataList<Row>,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const page: ListPage<Row> = await list.readPage({ limit: EXPORT_PAGE_SIZE, cursor });
    rows.push(...page.items);
    cursor = page.nextCursor;
    onProgress(rows.length, page.total);
  } while (cursor !== null);
  return rows;
}

/** Cursor of a page that was not reached by paging, found by walking there from the start; null when the list ends before. */
export async function readCursorOfPage<Row>(list: DataList<Row>, page: number, limit: number): Promise<string | null> {
  let cursor: string | null = null;
  for (let reached = 1; reached < page; reached += 1) {
    cursor = (await list.readPage({ limit, cursor })).nextCursor;
    if (cursor === null) {
      return null;
    }
  }
  return cursor;
}

/** Rows chosen by their ids, for something to be done to all of them; ids stay chosen on other pages. */
export interface RowSelection {
  readonly ids: ReadonlySet<string>;
  readonly onChange: (ids: ReadonlySet<string>) => void;
  /** What can be done to them, shown beside their number. */
  readonly actions: React.ReactNode;
}

/** What a `DataTable` needs. */
export interface DataTableProps<Row> {
  /** What the rows are, for people who hear the page: "Topics". */
  readonly label: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly list: DataList<Row>;
  readonly state: TableState;
  readonly rowId: (row: Row) => string;
  /** Where Enter on a row leads; the first column should hold the same link. */
  readonly rowHref?: (row: Row) => string;
  /** Controls beside the search. */
  readonly filters?: React.ReactNode;
  /** Shown when the list has no rows even without filters. */
  readonly empty: React.ReactNode;
  /** Small fixed tables need no search, export or pages. */
  readonly isPlain?: boolean;
  /** Lets rows be chosen; Space chooses the focused one. */
  readonly selection?: RowSelection;
  /** Rows that ask for attention. */
  readonly rowTone?: (row: Row) => 'danger' | undefined;
}
