import type { ChartRow, ChartSeries } from './chart-series';

function csvField(text: string): string {
  // A leading =, +, - or @ makes spreadsheets run the text as a formula.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What a chart shows as CSV (RFC 4180): ISO time, epoch ms, then a column per series; unknown is an empty field. */
export function describeCsv(rows: readonly ChartRow[], series: readonly ChartSeries[]): string {
  const head = ['time', 'epochMs', ...series.map((one) => csvField(one.label))].join(',');
  const lines = rows.map((row) =>
    [new Date(row.t).toISOString(), row.t, ...series.map((_, index) => row.values[index] ?? '')].join(','),
  );
  return `${[head, ...lines].join('\r\n')}\r\n`;
}

/** What a chart shows as JSON: the series with their units, and a row per time; unknown is null. */
export function describeJson(title: string, rows: readonly ChartRow[], series: readonly ChartSeries[]): string {
  const body = {
    title,
    series: series.map(({ id, label, unit }) => ({ id, label, unit })),
    rows: rows.map((row) => ({
      t: row.t,
      ...Object.fromEntries(series.map((one, index) => [one.id, row.values[index] ?? null])),
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
