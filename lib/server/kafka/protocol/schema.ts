import { AppError } from '@/lib/domain/errors';
import type { FieldSchema, MessageSchema } from './message-schema';
import type { ApiName } from './messages.generated';
import { API_SCHEMAS } from './schema.generated';

/** Versions from `min` to `max`, both included; empty when `min` is above `max`. */
export interface VersionSpan {
  readonly min: number;
  readonly max: number;
}

const noVersions: VersionSpan = { min: 1, max: 0 };
const scalarTypes = [
  'bool',
  'int8',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'int64',
  'float64',
  'string',
  'uuid',
  'bytes',
  'records',
] as const;

export type ScalarType = (typeof scalarTypes)[number];
/** A field made ready for the codec. Exactly one of `scalar` and `struct` is set. */
export interface PreparedField {
  readonly name: string;
  readonly isArray: boolean;
  readonly scalar: ScalarType | null;
  readonly struct: readonly PreparedField[] | null;
  readonly versions: VersionSpan;
  readonly nullableVersions: VersionSpan;
  readonly taggedVersions: VersionSpan;
  readonly tag: number;
  /** Overrides the message's flexible versions; null for nearly every field. */
  readonly flexibleVersions: VersionSpan | null;
  readonly defaultText: string | null;
  readonly isIgnorable: boolean;
}

export interface PreparedMessage {
  readonly validVersions: VersionSpan;
  readonly flexibleVersions: VersionSpan;
  readonly fields: readonly PreparedField[];
}

export interface PreparedApi {
  readonly apiKey: number;
  readonly name: ApiName;
  readonly request: PreparedMessage;
  readonly response: PreparedMessage;
}

/** Parses Kafka's version notation; `none` and absence give an empty span. */
function parseVersionSpan(text: string | undefined): VersionSpan {
  if (text === undefined || text === 'none') return noVersions;
  const match = /^(\d+)(?:(\+)|-(\d+))?$/.exec(text);
  if (!match) throw new AppError('internal', `The protocol schema has a version range that does not parse: ${text}.`);
  const min = Number(match[1]);
  if (match[2]) return { min, max: Number.MAX_SAFE_INTEGER };
  return { min, max: match[3] === undefined ? min : Number(match[3]) };
}

export function isInSpan(span: VersionSpan, version: number): boolean {
  return version >= span.min && version <= span.max;
}

function prepareField(field: FieldSchema): PreparedField {
  const base = field.type.replace(/^\[\]/, '');
  const scalar = scalarTypes.find((type) => type === base) ?? null;
  if (!scalar && !field.fields)
    throw new AppError('internal', `The protocol schema has an unknown type ${field.type}.`);
  return {
    name: field.name,
    isArray: field.type.startsWith('[]'),
    scalar,
    struct: field.fields ? field.fields.map(prepareField) : null,
    versions: parseVersionSpan(field.versions),
    nullableVersions: parseVersionSpan(field.nullableVersions),
    taggedVersions: parseVersionSpan(field.taggedVersions),
    tag: field.tag ?? -1,
    flexibleVersions: field.flexibleVersions === undefined ? null : parseVersionSpan(field.flexibleVersions),
    defaultText: field.default === undefined ? null : String(field.default),
    isIgnorable: field.ignorable === true,
  };
}

function prepareMessage(message: MessageSchema): PreparedMessage {
  return {
    validVersions: parseVersionSpan(message.validVersions),
    flexibleVersions: parseVersionSpan(message.flexibleVersions),
    fields: message.fields.map(prepareField),
  };
}

const preparedApis = new Map<string, PreparedApi>(
  API_SCHEMAS.map((api) => [
    api.name,
    {
      apiKey: api.apiKey,
      name: api.name as ApiName,
      request: prepareMessage(api.request),
      response: prepareMessage(api.response),
    },
  ]),
);

/** Every API that can be sent. */
export const API_LIST: readonly PreparedApi[] = [...preparedApis.values()];

/** The prepared schema of an API. */
export function apiSchema(name: ApiName): PreparedApi {
  const api = preparedApis.get(name);
  if (!api) throw new AppError('internal', `The protocol schema has no API ${name}.`);
  return api;
}
