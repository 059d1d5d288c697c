import type { OperationInput, OperationItem, PropertySchema } from '@/lib/client/operations';

/** How a field of an operation's input is filled in. `json` is whatever none of the others can hold. */
type FieldKind = 'text' | 'integer' | 'number' | 'flag' | 'choice' | 'texts' | 'integers' | 'entries' | 'json';

export interface InputField {
  readonly name: string;
  readonly kind: FieldKind;
  readonly isRequired: boolean;
  /** Null means something, such as all brokers. */
  readonly isNullable: boolean;
  /** Of a choice, or of each value of entries. */
  readonly choices: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/** What stands beside null, when that is one thing. */
function withoutNull(property: PropertySchema): PropertySchema {
  const rest = property.anyOf?.filter(({ type }) => type !== 'null') ?? [];
  return rest.length === 1 && rest[0] !== undefined ? rest[0] : property;
}

function kindOf(property: PropertySchema): FieldKind {
  if (property.enum !== undefined) return 'choice';
  switch (property.type) {
    case 'string':
      return 'text';
    case 'integer':
    case 'number':
      return property.type;
    case 'boolean':
      return 'flag';
    case 'array':
      return property.items?.type === 'string' ? 'texts' : property.items?.type === 'integer' ? 'integers' : 'json';
    case 'object': {
      const values = property.additionalProperties;
      return property.properties === undefined && typeof values === 'object' && values.type === 'string'
        ? 'entries'
        : 'json';
    }
    default:
      return 'json';
  }
}

function choicesOf({ enum: own, additionalProperties }: PropertySchema): readonly unknown[] {
  return own ?? (typeof additionalProperties === 'object' ? (additionalProperties.enum ?? []) : []);
}

/** The fields of an operation's input, in the order of its schema. */
export function describeFields(schema: OperationItem['inputSchema']): readonly InputField[] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const plain = withoutNull(property);
    return {
      name,
      kind: kindOf(plain),
      isRequired: required.has(name),
      isNullable: property.anyOf?.some(({ type }) => type === 'null') ?? false,
      choices: choicesOf(plain).map(String),
      // zod writes the bounds of safe integers where none were meant.
      ...(plain.minimum === undefined || plain.minimum <= Number.MIN_SAFE_INTEGER ? {} : { minimum: plain.minimum }),
      ...(plain.maximum === undefined || plain.maximum >= Number.MAX_SAFE_INTEGER ? {} : { maximum: plain.maximum }),
    };
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function parseValue(kind: FieldKind, texts: readonly string[]): unknown {
  const [first = ''] = texts;
  switch (kind) {
    case 'integer':
      return Number.isInteger(Number(first)) ? Number(first) : undefined;
    case 'number':
      return Number.isFinite(Number(first)) ? Number(first) : undefined;
    case 'flag':
      return first === 'true';
    case 'texts':
      return [...texts];
    case 'integers':
      return texts.map(Number).filter(Number.isInteger);
    case 'entries':
    case 'json':
      return parseJson(first);
    case 'text':
    case 'choice':
      return first;
  }
}

/** The fields that an address fills in: `?topic=orders&topics=a&topics=b`, objects as JSON, `null` where that means something. Other names are left alone. */
export function parsePrefill(fields: readonly InputField[], search: URLSearchParams): OperationInput {
  const known = fields.flatMap(({ name, kind, isNullable }) => {
    const texts = search.getAll(name).filter((text) => text !== '');
    const isNull = isNullable && texts[0] === 'null';
    const value = texts.length === 0 ? undefined : isNull ? null : parseValue(kind, texts);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(known);
}

/** What the server says of a field and of everything within it; undefined when it takes it. */
export function problemOf(
  problems: readonly { readonly field: string; readonly message: string }[],
  name: string,
): string | undefined {
  const found = problems.flatMap(({ field, message }) => {
    const path = field.replace(/^input\./, '');
    if (path === name) return [message];
    return path.startsWith(`${name}.`) ? [`${path.slice(name.length + 1)}: ${message}`] : [];
  });
  return found.length === 0 ? undefined : found.join('; ');
}
