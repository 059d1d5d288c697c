import { formatNumber } from './exposition';

/**
 * A page of gauges in Prometheus' text format, written in one pass although the samples of one metric must stand together.
 * It is written as bytes: strings of tens of thousands of lines cost several times as much, most of it for the collector of garbage.
 */
export interface SamplePage<Name extends string> {
  /** A sample; NaN is written as NaN. `labels` is what `formatLabels` made, or empty. */
  add(name: Name, labels: string, value: number): void;
  /** A sample unless the value is NaN, which is "not read". */
  addKnown(name: Name, labels: string, value: number): void;
  /** Ends the page and answers it, metrics in the order of their help texts. */
  bytes(): Uint8Array<ArrayBuffer>;
}

export function createSamplePage<Name extends string>(helpTexts: Readonly<Record<Name, string>>): SamplePage<Name> {
  const names = Object.keys(helpTexts) as Name[];
  const sections = Object.fromEntries(names.map((name) => [name, new Section(name, helpTexts[name])])) as Record<
    Name,
    Section
  >;
  let encoded = '';
  let labelBytes: Uint8Array = new Uint8Array(0);
  let scratch = Buffer.alloc(SCRATCH_BYTES);
  const add = (name: Name, labels: string, value: number) => {
    // Most rows give one sample of each of several metrics.
    if (labels !== encoded) {
      if (scratch.length < MAX_BYTES_OF_UNIT * labels.length) scratch = Buffer.alloc(MAX_BYTES_OF_UNIT * labels.length);
      labelBytes = new Uint8Array(scratch.buffer, scratch.byteOffset, scratch.write(labels));
      encoded = labels;
    }
    sections[name].add(labelBytes, value);
  };
  return {
    add,
    addKnown: (name, labels, value) => {
      if (!Number.isNaN(value)) add(name, labels, value);
    },
    bytes: () => {
      const page = Buffer.concat(names.flatMap((name) => sections[name].pieces()));
      for (const name of names) sections[name].release();
      return page;
    },
  };
}

const SCRATCH_BYTES = 8_192;
/** UTF-8 needs at most so many bytes for one unit of a string. */
const MAX_BYTES_OF_UNIT = 3;
/** Longest text of a number, with the space before it and the line feed after it. */
const VALUE_BYTES = 32;
const PIECE_BYTES = 65_536;
/** Pieces kept for the next page, 8 MB: memory that is new costs more than what is written into it. */
const MAX_SPARE = 128;
const spare: Buffer[] = [];
const SPACE = 32;
const LINE_FEED = 10;
const ZERO = 48;
/** Above it integers are no longer written digit by digit. */
const MAX_PLAIN = 1e15;

/** The samples of one metric. */
class Section {
  private readonly full: Uint8Array[] = [];
  private readonly name: Uint8Array;
  private bytes: Uint8Array = spare.pop() ?? Buffer.allocUnsafeSlow(PIECE_BYTES);
  private length = 0;

  constructor(name: string, helpText: string) {
    this.name = Buffer.from(name);
    const head = Buffer.from(`# HELP ${name} ${helpText}\n# TYPE ${name} gauge\n`);
    this.bytes.set(head);
    this.length = head.length;
  }

  add(labels: Uint8Array, value: number): void {
    const { name } = this;
    this.reserve(name.length + labels.length + VALUE_BYTES);
    this.bytes.set(name, this.length);
    this.bytes.set(labels, this.length + name.length);
    this.length += name.length + labels.length;
    this.bytes[this.length++] = SPACE;
    this.addNumber(value);
    this.bytes[this.length++] = LINE_FEED;
  }

  pieces(): readonly Uint8Array[] {
    return [...this.full, this.bytes.subarray(0, this.length)];
  }

  /** Nothing is read of the pieces any more. */
  release(): void {
    for (const { buffer } of [...this.full, this.bytes]) {
      if (buffer.byteLength === PIECE_BYTES && spare.length < MAX_SPARE) spare.push(Buffer.from(buffer));
    }
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    this.full.push(this.bytes.subarray(0, this.length));
    const isLong = count > PIECE_BYTES;
    this.bytes = (isLong ? undefined : spare.pop()) ?? Buffer.allocUnsafeSlow(Math.max(count, PIECE_BYTES));
    this.length = 0;
  }

  /** What `formatNumber` writes. Counts and tenths, which are nearly all values, are written without making a string. */
  private addNumber(value: number): void {
    const tenths = Math.round(value * 10);
    const isPlain = value >= 0 && value < MAX_PLAIN && tenths / 10 === value && !Object.is(value, -0);
    if (!isPlain) this.addText(formatNumber(value));
    else {
      this.addDigits(Math.floor(value));
      if (tenths % 10 > 0) this.addText(`.${tenths % 10}`);
    }
  }

  private addText(text: string): void {
    for (let at = 0; at < text.length; at++) this.bytes[this.length++] = text.charCodeAt(at);
  }

  private addDigits(value: number): void {
    let count = 1;
    for (let limit = 10; value >= limit; limit *= 10) count++;
    let rest = value;
    for (let at = this.length + count - 1; at >= this.length; at--) {
      const next = Math.floor(rest / 10);
      this.bytes[at] = ZERO + (rest - 10 * next);
      rest = next;
    }
    this.length += count;
  }
}
