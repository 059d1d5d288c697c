/** Writes Prometheus' text format, version 0.0.4. */
export interface ExpositionWriter {
  /** Starts a metric; its samples follow. */
  metric(name: string, help: string, type: 'gauge' | 'counter'): void;
  /** One sample. `labels` is what `formatLabels` made. */
  sample(name: string, labels: string, value: number): void;
  text(): string;
}

export function createExpositionWriter(): ExpositionWriter {
  const parts: string[] = [];
  return {
    metric: (name, help, type) => parts.push(`# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`),
    sample: (name, labels, value) => parts.push(`${name}${labels} ${formatNumber(value)}\n`),
    text: () => parts.join(''),
  };
}

/** `{a="b",…}` with escaped values; empty for no labels. */
export function formatLabels(labels: Readonly<Record<string, string | number>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabelValue(String(value))}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

/** Backslash, quote and line feed, as the format asks. */
export function escapeLabelValue(value: string): string {
  if (!/[\\"\n]/.test(value)) return value;
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

/** A value as the format writes it. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  return String(value);
}
