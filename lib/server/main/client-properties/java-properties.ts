const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };
const BLANK = /[ \t\f]/;

/**
 * Reads text as `java.util.Properties` does: comments, continued lines, escapes, `=`, `:` or a blank between key and value;
 * of a key that stands twice the last counts. Throws an `Error` that names the line of a broken `\uXXXX`.
 */
export function parseJavaProperties(text: string): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  for (const { line, number } of joinLines(text)) {
    const end = findKeyEnd(line);
    const rest = line.slice(end).replace(/^[ \t\f]*[=:]?[ \t\f]*/, '');
    properties.set(resolveEscapes(line.slice(0, end), number), resolveEscapes(rest, number));
  }
  return properties;
}

/** Logical lines: those that end in an odd number of backslashes go on in the next one. */
function joinLines(text: string): { line: string; number: number }[] {
  const joined: { line: string; number: number }[] = [];
  const lines = text.split(/\r\n|\r|\n/);
  for (let index = 0; index < lines.length; index++) {
    const number = index + 1;
    let line = trimStart(lines[index] ?? '');
    if (line === '' || line.startsWith('#') || line.startsWith('!')) continue;
    while (isContinued(line)) {
      index += 1;
      line = line.slice(0, -1) + trimStart(lines[index] ?? '');
      if (index >= lines.length) break;
    }
    joined.push({ line, number });
  }
  return joined;
}

function trimStart(line: string): string {
  return line.replace(/^[ \t\f]+/, '');
}

function isContinued(line: string): boolean {
  return (/\\*$/.exec(line)?.[0].length ?? 0) % 2 === 1;
}

function findKeyEnd(line: string): number {
  for (let index = 0; index < line.length; index++) {
    const character = line.charAt(index);
    if (character === '\\') index += 1;
    else if (character === '=' || character === ':' || BLANK.test(character)) return index;
  }
  return line.length;
}

function resolveEscapes(text: string, lineNumber: number): string {
  return text.replaceAll(/\\(u[0-9a-fA-F]{4}|.|$)/gs, (_whole, escaped: string) => {
    if (escaped.length === 5) return String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
    if (escaped === 'u') throw new Error(`line ${lineNumber}: \\u needs four hexadecimal digits`);
    return ESCAPES[escaped] ?? escaped;
  });
}
