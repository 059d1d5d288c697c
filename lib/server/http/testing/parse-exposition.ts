/** One sample of a page in Prometheus' text format. */
export interface ExposedSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface ExposedPage {
  readonly samples: readonly ExposedSample[];
  /** Type by metric name. */
  readonly types: ReadonlyMap<string, string>;
}

const LINE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)(?: \d+)?$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)",?/gy;

/** Parses a page as Prometheus does. Throws at a line that is not of the format, and at a sample that stands there twice. */
export function parseExposition(page: string): ExposedPage {
  const samples: ExposedSample[] = [];
  const types = new Map<string, string>();
  const seen = new Set<string>();
  for (const line of page.split('\n')) {
    const type = /^# TYPE (\S+) (\S+)$/.exec(line);
    if (type !== null) types.set(type[1] ?? '', type[2] ?? '');
    if (line === '' || line.startsWith('#')) continue;
    const match = LINE.exec(line);
    if (match === null) throw new Error(`not a sample: ${line}`);
    const [, name = '', labelText = '', value = ''] = match;
    const labels = parseLabels(labelText, line);
    const key = describeSample(name, labels);
    if (seen.has(key)) throw new Error(`twice on the page: ${key}`);
    seen.add(key);
    samples.push({ name, labels, value: parseValue(value, line) });
  }
  return { samples, types };
}

/** A sample without its value: the same text for the same labels in any order. */
export function describeSample(name: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).sort(([left], [right]) => (left < right ? -1 : 1));
  return `${name}${JSON.stringify(pairs)}`;
}

function parseLabels(text: string, line: string): Record<string, string> {
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  let end = 0;
  for (let pair = LABEL.exec(text); pair !== null; pair = LABEL.exec(text)) {
    labels[pair[1] ?? ''] = (pair[2] ?? '').replace(/\\(.)/g, (_, escaped) => (escaped === 'n' ? '\n' : escaped));
    end = LABEL.lastIndex;
  }
  if (end !== text.length) throw new Error(`labels that do not parse: ${line}`);
  return labels;
}

function parseValue(text: string, line: string): number {
  if (text === 'NaN') return Number.NaN;
  if (text === '+Inf' || text === '-Inf') return text === '+Inf' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text)) throw new Error(`not a number: ${line}`);
  return Number(text);
}
