import { formatNumber } from './exposition';

/** A page of gauges in Prometheus' text format, written in one pass although the samples of one metric must stand together. */
export interface SamplePage<Name extends string> {
  /** A sample; NaN is written as NaN. `labels` is what `formatLabels` made, or empty. */
  add(name: Name, labels: string, value: number): void;
  /** A sample unless the value is NaN, which is "not read". */
  addKnown(name: Name, labels: string, value: number): void;
  /** Metrics in the order of their help texts. */
  text(): string;
}

export function createSamplePage<Name extends string>(helpTexts: Readonly<Record<Name, string>>): SamplePage<Name> {
  const names = Object.keys(helpTexts) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, ''])) as Record<Name, string>;
  const add = (name: Name, labels: string, value: number) => {
    samples[name] += `${name}${labels} ${formatNumber(value)}\n`;
  };
  return {
    add,
    addKnown: (name, labels, value) => {
      if (!Number.isNaN(value)) add(name, labels, value);
    },
    text: () =>
      names.map((name) => `# HELP ${name} ${helpTexts[name]}\n# TYPE ${name} gauge\n${samples[name]}`).join(''),
  };
}
