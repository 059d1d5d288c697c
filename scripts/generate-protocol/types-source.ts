import type { ApiDefinition, FieldDefinition, MessageDefinition } from './message-definition';
import { lowerFirst } from './schema-source';

const scalarTypes: Readonly<Record<string, string>> = {
  bool: 'boolean',
  int8: 'number',
  int16: 'number',
  uint16: 'number',
  int32: 'number',
  uint32: 'number',
  int64: 'bigint',
  float64: 'number',
  string: 'string',
  uuid: 'string',
  bytes: 'Buffer',
  records: 'Buffer',
};

/** Collects one interface per struct of a message, nested ones first met first. */
class InterfaceWriter {
  readonly sources: string[] = [];
  private readonly names = new Set<string>();

  constructor(private readonly message: MessageDefinition) {}

  write(interfaceName: string, fields: readonly FieldDefinition[]): string {
    if (this.names.has(interfaceName)) return interfaceName;
    this.names.add(interfaceName);
    const index = this.sources.push('') - 1;
    const lines = fields.map((field) => this.line(field));
    this.sources[index] = `interface ${interfaceName} {\n${lines.join('\n')}\n}`;
    return interfaceName;
  }

  private line(field: FieldDefinition): string {
    const optional = this.message.type === 'request' && this.isOptional(field) ? '?' : '';
    const since = this.isInAllVersions(field) ? '' : `  /** v${field.versions} */\n`;
    return `${since}  readonly ${lowerFirst(field.name)}${optional}: ${this.type(field)};`;
  }

  private isOptional(field: FieldDefinition): boolean {
    const isSettable = field.default !== undefined || field.ignorable === true || field.tag !== undefined;
    return isSettable || !this.isInAllVersions(field);
  }

  private isInAllVersions(field: FieldDefinition): boolean {
    const [lowestValid] = this.message.validVersions.split('-');
    return field.versions.endsWith('+') && Number(field.versions.slice(0, -1)) <= Number(lowestValid);
  }

  private type(field: FieldDefinition): string {
    const base = field.type.replace(/^\[\]/, '');
    const element = field.fields ? this.write(this.structName(base), field.fields) : scalarTypes[base];
    if (!element) throw new Error(`unknown type ${field.type}`);
    const type = field.type.startsWith('[]') ? `readonly ${element}[]` : element;
    return field.nullableVersions !== undefined || base === 'records' ? `${type} | null` : type;
  }

  private structName(base: string): string {
    return base.startsWith(this.message.name) ? base : `${this.message.name}${base}`;
  }
}

function interfacesOf(message: MessageDefinition): string[] {
  const writer = new InterfaceWriter(message);
  writer.write(message.name, message.fields);
  return writer.sources;
}

/** TypeScript source of the request and response types; a type is reached through its API, as in `ResponseBodies['Metadata']`. */
export function typesSource(apis: readonly ApiDefinition[], notice: string): string {
  const bodies = (kind: 'request' | 'response') => apis.map((api) => `  ${api.name}: ${api[kind].name};`).join('\n');
  return `${notice}
${apis.flatMap((api) => [...interfacesOf(api.request), ...interfacesOf(api.response)]).join('\n\n')}

export interface RequestBodies {
${bodies('request')}
}

export interface ResponseBodies {
${bodies('response')}
}

export type ApiName = keyof RequestBodies;
`;
}
