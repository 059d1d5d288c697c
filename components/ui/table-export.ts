import type { CellText, DataColumn } from './data-list';

/** Spreadsheets run a cell that starts like this: a quote in front keeps it text. */
const FORMULA_START = /^[=+\-@\t\r]/;

function csvCell(value: CellText): string {
  if (value === null) {
    return '';
  }
  if (typeof value !== 'string') {
    return String(value);
  }
  const safe = FORMULA_START.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

type ExportColumn<Row> = Pick<DataColumn<Row>, 'id' | 'text'>;

/** RFC 4180 with a header of column ids. Unknown values stay empty; text that a spreadsheet would run as a formula is defused. */
export function planCsv<Row>(columns: readonly ExportColumn<Row>[], rows: readonly Row[]): string {
  const lines = [columns.map((column) => csvCell(column.id)).join(',')];
  for (const row of rows) {
    lines.push(columns.map((column) => csvCell(column.text(row))).join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** An array of objects by column id; unknown values are null. */
export function planJson<Row>(columns: readonly ExportColumn<Row>[], rows: readonly Row[]): string {
  const objects = rows.map((row) => Object.fromEntries(columns.map((column) => [column.id, column.text(row)])));
  return `${JSON.stringify(objects, null, 2)}\n`;
}

/** Tab-separated with the headers people see: what a spreadsheet takes from the clipboard. */
export function planTabbed<Row>(
  columns: readonly Pick<DataColumn<Row>, 'header' | 'text'>[],
  rows: readonly Row[],
): string {
  const plain = (value: CellText) => (value === null ? '' : String(value).replace(/[\t\r\n]+/g, ' '));
  const lines = [columns.map((column) => column.header).join('\t')];
  for (const row of rows) {
    lines.push(
      columns
        .map((column) => {
          const text = plain(column.text(row));
          return typeof column.text(row) === 'string' && FORMULA_START.test(text) ? `'${text}` : text;
        })
        .join('\t'),
    );
  }
  return lines.join('\n');
}
