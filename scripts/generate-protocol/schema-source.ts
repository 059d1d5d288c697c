import type { ApiDefinition, FieldDefinition, MessageDefinition } from './message-definition';

const keptFieldKeys = [
  'name',
  'type',
  'versions',
  'nullableVersions',
  'taggedVersions',
  'tag',
  'flexibleVersions',
  'default',
  'ignorable',
] as const;

export function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function pruneField(field: FieldDefinition): Record<string, unknown> {
  const pruned: Record<string, unknown> = {};
  for (const key of keptFieldKeys) {
    if (field[key] !== undefined && field[key] !== false)
      pruned[key] = key === 'name' ? lowerFirst(field.name) : field[key];
  }
  if (field.default !== undefined) pruned.default = field.default;
  if (field.fields) pruned.fields = field.fields.map(pruneField);
  return pruned;
}

function pruneMessage(message: MessageDefinition): Record<string, unknown> {
  return {
    validVersions: message.validVersions,
    flexibleVersions: message.flexibleVersions,
    fields: message.fields.map(pruneField),
  };
}

/** TypeScript source of the schema table: names, types and versions, nothing else of the definitions. */
export function schemaSource(apis: readonly ApiDefinition[], notice: string): string {
  const table = apis.map((api) => ({
    apiKey: api.apiKey,
    name: api.name,
    request: pruneMessage(api.request),
    response: pruneMessage(api.response),
  }));
  return `${notice}
import type { ApiSchema } from './message-schema';

export const API_SCHEMAS: readonly ApiSchema[] = ${JSON.stringify(table)};
`;
}
