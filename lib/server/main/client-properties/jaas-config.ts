/** One entry of `sasl.jaas.config`. */
export interface JaasEntry {
  readonly loginModule: string;
  readonly options: ReadonlyMap<string, string>;
}

const FLAGS = ['required', 'requisite', 'sufficient', 'optional'];

/** Reads `LoginModule flag option="value" …;` as Kafka does. Throws an `Error` that says what is missing, never a value. */
export function parseJaasConfig(text: string): JaasEntry {
  const tokens = readTokens(text);
  const [loginModule, flag] = tokens;
  if (loginModule?.kind !== 'word') throw new Error('names no login module');
  if (flag?.kind !== 'word' || !FLAGS.includes(flag.text.toLowerCase()))
    throw new Error(`lacks "required" after ${loginModule.text}`);
  const options = new Map<string, string>();
  let index = 2;
  while (tokens[index] !== undefined && tokens[index]?.kind !== ';') {
    const [name, equals, value] = tokens.slice(index, index + 3);
    if (name?.kind !== 'word' || equals?.kind !== '=' || value === undefined || !('text' in value))
      throw new Error(`has something other than name="value" after ${[...options.keys()].pop() ?? flag.text}`);
    options.set(name.text, value.text);
    index += 3;
  }
  if (tokens[index] === undefined) throw new Error('does not end with a semicolon');
  if (tokens.length > index + 1) throw new Error('names more than one login module');
  return { loginModule: loginModule.text, options };
}

type Token =
  | { readonly kind: 'word' | 'quoted'; readonly text: string }
  | { readonly kind: '=' }
  | { readonly kind: ';' };

const TOKEN = /\s+|\/\*.*?\*\/|\/\/[^\n]*|([=;])|"((?:\\.|[^"\\\n])*)"|'((?:\\.|[^'\\\n])*)'|([^\s=;"']+)/gsy;

function readTokens(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text);
    if (found === null) throw new Error('has a quote that is not closed');
    const [, sign, double, single, word] = found;
    if (sign === '=' || sign === ';') tokens.push({ kind: sign });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (double !== undefined || single !== undefined)
      tokens.push({ kind: 'quoted', text: resolveEscapes(double ?? single ?? '') });
  }
  return tokens;
}

const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', b: '\b' };

function resolveEscapes(text: string): string {
  return text.replaceAll(/\\(.)/gs, (_whole, character: string) => ESCAPES[character] ?? character);
}
