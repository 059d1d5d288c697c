import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** One field of a message definition, in the words of the JSON files inside the kafka-clients jar. */
export interface FieldDefinition {
  name: string;
  type: string;
  versions: string;
  nullableVersions?: string;
  taggedVersions?: string;
  tag?: number;
  flexibleVersions?: string;
  default?: string | number | boolean;
  ignorable?: boolean;
  fields?: FieldDefinition[];
}

export interface MessageDefinition {
  apiKey: number;
  type: 'request' | 'response';
  name: string;
  validVersions: string;
  flexibleVersions: string;
  fields: FieldDefinition[];
  commonStructs?: { name: string; fields: FieldDefinition[] }[];
}

export interface ApiDefinition {
  apiKey: number;
  name: string;
  request: MessageDefinition;
  response: MessageDefinition;
}

const lineComment = /("(?:[^"\\]|\\.)*")|\/\/.*$/gm;

function parseDefinition(text: string): Partial<MessageDefinition> {
  return JSON.parse(text.replace(lineComment, (_match, quoted?: string) => quoted ?? '')) as Partial<MessageDefinition>;
}

/** Replaces references to common structs by their fields, so that every struct field carries its own. */
function inlineStructs(
  fields: readonly FieldDefinition[],
  commons: ReadonlyMap<string, FieldDefinition[]>,
): FieldDefinition[] {
  return fields.map((field) => {
    const nested = field.fields ?? commons.get(field.type.replace(/^\[\]/, ''));
    return nested ? { ...field, fields: inlineStructs(nested, commons) } : field;
  });
}

function withInlineStructs(message: MessageDefinition): MessageDefinition {
  const commons = new Map((message.commonStructs ?? []).map((struct) => [struct.name, struct.fields]));
  return { ...message, fields: inlineStructs(message.fields ?? [], commons) };
}

/** Reads the definitions of the named APIs from the jar; throws when one is missing. */
export function readApiDefinitions(jarPath: string, apiNames: readonly string[]): ApiDefinition[] {
  const directory = mkdtempSync(path.join(tmpdir(), 'kafka-messages-'));
  try {
    execFileSync('jar', ['--extract', '--file', path.resolve(jarPath), 'common/message'], { cwd: directory });
    const folder = path.join(directory, 'common/message');
    const messages = new Map<string, MessageDefinition>();
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
      const message = parseDefinition(readFileSync(path.join(folder, file), 'utf8'));
      if (message.apiKey !== undefined)
        messages.set(message.name ?? '', withInlineStructs(message as MessageDefinition));
    }
    return apiNames.map((name) => {
      const request = messages.get(`${name}Request`);
      const response = messages.get(`${name}Response`);
      if (!request || !response) throw new Error(`the jar defines no ${name}`);
      return { apiKey: request.apiKey, name, request, response };
    });
  } finally {
    rmSync(directory, { recursive: true });
  }
}
