/** Columns of offsets as Postgres writes arrays: `{1,2,NULL}`. NaN stands for null in memory. */

/** Null as an array stays null; an element that is NaN becomes NULL. */
export function formatArray(values: Float64Array | Int32Array | null): string | null {
  if (values === null) return null;
  let text = '{';
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    text += `${index === 0 ? '' : ','}${Number.isNaN(value) ? 'NULL' : value}`;
  }
  return `${text}}`;
}

/** The reverse; null stays null. Reads digit by digit: a roll-up reads millions of elements, and a string each would be most of its cost. */
export function parseArray(text: string | null): Float64Array | null {
  if (text === null) return null;
  if (text === '{}') return new Float64Array(0);
  const values = new Float64Array(countElements(text));
  writeElements(text, values);
  return values;
}

/** Arrays of many rows, read one after the other into the same place. */
export class ArrayColumn {
  /** The elements of the array read last, `length` of them. */
  values = new Float64Array(64);
  length = 0;

  /** Null reads as an array without elements. */
  read(text: string | null): void {
    // An element and what parts it from the next take two characters at least.
    if (text !== null && text.length > 2 * this.values.length) this.values = new Float64Array(text.length);
    this.length = text === null || text === '{}' ? 0 : writeElements(text, this.values);
  }
}

/** Answers how many there were. */
function writeElements(text: string, values: Float64Array): number {
  let index = 0;
  let value = 0;
  let sign = 1;
  for (let at = 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) value = value * 10 + (code - ZERO);
    else if (code === MINUS) sign = -1;
    else if (code === CAPITAL_N) value = Number.NaN;
    else if (code === COMMA || code === CLOSING_BRACE) {
      values[index++] = sign * value;
      value = 0;
      sign = 1;
    }
  }
  return index;
}

const ZERO = 48;
const NINE = 57;
const MINUS = 45;
const COMMA = 44;
const CAPITAL_N = 78;
const CLOSING_BRACE = 125;

function countElements(text: string): number {
  let count = 1;
  for (let at = 1; at < text.length; at++) if (text.charCodeAt(at) === COMMA) count++;
  return count;
}

/** A column of such texts (no text holds a semicolon) as one parameter; read with `unnest(string_to_array($n, ';', ''))`. */
export function joinColumn(texts: readonly (string | null)[]): string {
  return texts.map((text) => text ?? '').join(';');
}

/** Group ids may hold what Postgres text cannot: the NUL character. */
export function encodeName(name: string): string {
  return name.replaceAll('\\', '\\\\').replaceAll('\0', '\\0');
}

/** The reverse of `encodeName`. */
export function decodeName(text: string): string {
  return text.replaceAll(/\\(.)/g, (_, mark: string) => (mark === '0' ? '\0' : mark));
}
