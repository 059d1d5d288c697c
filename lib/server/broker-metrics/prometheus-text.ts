import type { ReadingBuilder } from '@/lib/domain/broker-metrics/broker-reading';
import { describePrometheusName, type MetricMeaning } from '@/lib/domain/broker-metrics/meter-names';
import { ScrapeError } from './scrape';

/** A line longer than this is none of an exporter's. */
const MAX_LINE = 64 * 1024;
/** Names whose meaning is remembered; an exporter has some dozens, what has more invents them. */
const MAX_NAMES = 2_000;

const LABEL = /\s*([A-Za-z_][A-Za-z0-9_]*)="((?:[^"\\]|\\.)*)"\s*(,|$)/y;
const VALUE =
  /^[ \t]+([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?Inf|NaN)(?:[ \t]+-?[0-9.]+)?[ \t]*$/i;

/** Takes an answer of a Prometheus exporter piece by piece, without keeping it. */
export interface PrometheusTextReader {
  /** Throws `ScrapeError('invalid_answer')` for a line of ours that is not in the text format. */
  readonly push: (text: string) => void;
  readonly end: () => void;
}

/** Adds the samples of ours to `builder`; of all other lines only the name is looked at. */
export function createPrometheusTextReader(builder: ReadingBuilder): PrometheusTextReader {
  const meanings = createMeanings();
  let rest = '';

  function takeLine(line: string): void {
    const name = nameOf(line);
    if (name === '' || !/^kafka_(server|network)_/i.test(name)) return;
    const after = line.slice(name.length);
    const labels = after.startsWith('{') ? after.slice(1, endOfLabels(after)) : '';
    const found = parseLabels(labels);
    const meaning = meanings(name, found.name);
    if (meaning === null) return;
    const value = VALUE.exec(after.startsWith('{') ? after.slice(labels.length + 2) : after)?.[1];
    if (value === undefined) throw refuse(`its line of ${name} has no number`);
    builder.add(meaning, found.topic, Number(value.replace(/inf/i, 'Infinity')));
  }

  return {
    push: (text) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > MAX_LINE) throw refuse('it has a line without an end');
      for (const line of lines) takeLine(line.endsWith('\r') ? line.slice(0, -1) : line);
    },
    end: () => {
      takeLine(rest);
      rest = '';
    },
  };
}

function refuse(what: string): ScrapeError {
  return new ScrapeError('invalid_answer', `Its answer is not Prometheus' text format: ${what}`);
}

function nameOf(line: string): string {
  return /^[A-Za-z_:][A-Za-z0-9_:]*/.exec(line)?.[0] ?? '';
}

/** Index of the brace that closes the labels; braces within their values do not count. */
function endOfLabels(text: string): number {
  let isQuoted = false;
  for (let at = 1; at < text.length; at++) {
    const character = text[at];
    if (character === '\\' && isQuoted) at++;
    else if (character === '"') isQuoted = !isQuoted;
    else if (character === '}' && !isQuoted) return at;
  }
  throw refuse('a line has labels without an end');
}

function parseLabels(labels: string): { readonly name: string | null; readonly topic: string | null } {
  const found: { name: string | null; topic: string | null } = { name: null, topic: null };
  LABEL.lastIndex = 0;
  for (let at = 0; at < labels.trimEnd().length; at = LABEL.lastIndex) {
    const [, label = '', value = ''] = LABEL.exec(labels) ?? [];
    if (label === '') throw refuse('a line has labels that do not parse');
    const key = label.toLowerCase();
    if (key === 'name' || key === 'topic') found[key] = value === '' ? null : value;
  }
  return found;
}

/** The meaning of names, looked up once for each. */
function createMeanings(): (metric: string, nameLabel: string | null) => MetricMeaning | null {
  const known = new Map<string, MetricMeaning | null>();
  return (metric, nameLabel) => {
    const key = `${metric}\n${nameLabel ?? ''}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const meaning = describePrometheusName(metric, nameLabel);
    if (known.size < MAX_NAMES) known.set(key, meaning);
    return meaning;
  };
}
