import type { ChartRow, ChartSeries } from './chart-series';

function csvField(text: string): string {
  // A leading =, +, - or @ makes spreadsheets run the text as a formula.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * What a chart shows as CSV (RFC 4180): ISO time, epoch ms, then a column per series; unknown is an empty field. A series
 * with lower bounds among its values has a column more, 1 where the value is one.
 */
export function describeCsv(rows: readonly ChartRow[], series: readonly ChartSeries[]): string {
  const isBounded = series.map((_, index) => rows.some((row) => row.atLeast?.[index]));
  const heads = series.flatMap((one, index) => [
    csvField(one.label),
    ...(isBounded[index] ? [csvField(`${one.label} ≥`)] : []),
  ]);
  const head = ['time', 'epochMs', ...heads].join(',');
  const cellsOf = (row: ChartRow) =>
    series.flatMap((_, index) => [
      row.values[index] ?? '',
      ...(isBounded[index] ? [row.atLeast?.[index] ? 1 : ''] : []),
    ]);
  const lines = rows.map((row) => [new Date(row.t).toISOString(), row.t, ...cellsOf(row)].join(','));
  return `${[head, ...lines].join('\r\n')}\r\n`;
}

/** What a chart shows as JSON: the series with their units, and a row per time; unknown is null, a lower bound says so. */
export function describeJson(title: string, rows: readonly ChartRow[], series: readonly ChartSeries[]): string {
  const body = {
    title,
    series: series.map(({ id, label, unit }) => ({ id, label, unit })),
    rows: rows.map((row) => ({
      t: row.t,
      ...Object.fromEntries(series.map((one, index) => [one.id, row.values[index] ?? null])),
      ...(row.atLeast?.includes(true)
        ? { atLeast: series.filter((_, index) => row.atLeast?.[index]).map(({ id }) => id) }
        : {}),
    })),
  };
  return `${JSON.stringify(body, null, 2)}\n`;
}

/** File name from a title of any content: letters and digits of any script stay, the rest becomes dashes. */
export function fileNameOf(title: string, extension: string): string {
  const stem = title
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 100);
  return `${stem || 'chart'}.${extension}`;
}
