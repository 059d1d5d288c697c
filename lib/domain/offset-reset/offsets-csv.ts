/** One row of the file that `kafka-consumer-groups.sh --export` writes and `--from-file` reads. */
export interface OffsetRow {
  /** Null in the form without groups. */
  readonly groupId: string | null;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

export interface ParsedOffsets {
  readonly rows: readonly OffsetRow[];
  /** Numbers of the lines that are no row, from 1. */
  readonly badLines: readonly number[];
}

/** Fields of one line, with RFC 4180 quotes; null when a quote is not closed. */
function splitFields(line: string): readonly string[] | null {
  const fields: string[] = [];
  let rest = line;
  for (;;) {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*(?:,|$)/.exec(rest);
    const found = quoted ?? /^([^",]*)(?:,|$)/.exec(rest);
    if (found === null) return null;
    const text = found[1] ?? '';
    fields.push(quoted ? text.replaceAll('""', '"') : text.trim());
    if (!found[0].endsWith(',')) return fields;
    rest = rest.slice(found[0].length);
  }
}

const NUMBER = /^\d{1,16}$/;

function parseRow(line: string): OffsetRow | null {
  const fields = splitFields(line);
  if (fields === null || fields.length < 3 || fields.length > 4) return null;
  const [topic = '', partition = '', offset = ''] = fields.slice(-3);
  const isWhole = NUMBER.test(partition) && NUMBER.test(offset) && Number.isSafeInteger(Number(offset));
  if (topic === '' || !isWhole) return null;
  const groupId = fields.length === 4 ? (fields[0] ?? '') : null;
  return { groupId, topic, partition: Number(partition), offset: Number(offset) };
}

/** The rows of `topic,partition,offset` or `group,topic,partition,offset` lines; empty lines count for nothing. */
export function parseOffsetsCsv(text: string): ParsedOffsets {
  const lines = text.split(/\r?\n/).map((line, index) => ({ line, number: index + 1 }));
  const parsed = lines
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, number }) => ({ number, row: parseRow(line) }));
  return {
    rows: parsed.flatMap(({ row }) => (row === null ? [] : [row])),
    badLines: parsed.filter(({ row }) => row === null).map(({ number }) => number),
  };
}

const quote = (text: string) => (/[",\r\n\s]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The rows as the same file. */
export function formatOffsetsCsv(rows: readonly OffsetRow[]): string {
  return rows
    .map(({ groupId, topic, partition, offset }) =>
      [...(groupId === null ? [] : [quote(groupId)]), topic, partition, offset].join(','),
    )
    .map((line) => `${line}\n`)
    .join('');
}
