import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/domain/errors';
import { decodeMessage, decodeResponse } from './decode';
import { encodeMessage } from './encode';
import { parseInt64 } from './offset';
import { ProtocolReader } from './protocol-reader';
import { API_LIST, apiSchema, isInSpan, type PreparedField, type PreparedMessage } from './schema';
import { parseUuid } from './uuid';

interface GoldenCase {
  readonly message: string;
  readonly version: number;
  /** In the form of Kafka's JsonConverter classes. */
  readonly body: Record<string, unknown>;
  /** Written by Kafka's own Java classes. */
  readonly hex: string;
}

const goldenCases = readFileSync(path.join(import.meta.dirname, 'golden-bytes.generated.ndjson'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as GoldenCase);

const messages = new Map<string, PreparedMessage>(
  API_LIST.flatMap((api) => [
    [`${api.name}Request`, api.request],
    [`${api.name}Response`, api.response],
  ]),
);

function fromJson(field: PreparedField, value: unknown, version: number): unknown {
  if (value === null) return null;
  if (Array.isArray(value)) return value.map((element) => scalarOrStruct(field, element, version));
  return scalarOrStruct(field, value, version);
}

function scalarOrStruct(field: PreparedField, value: unknown, version: number): unknown {
  if (field.struct) return structFromJson(field.struct, value as Record<string, unknown>, version);
  if (field.scalar === 'int64') return BigInt(value as number);
  if (field.scalar === 'uuid') return parseUuid(Buffer.from(value as string, 'base64url'));
  if (field.scalar === 'bytes' || field.scalar === 'records') return Buffer.from(value as string, 'base64');
  return value;
}

/** Kafka's JSON body in our own types, with the fields of the version alone. */
function structFromJson(fields: readonly PreparedField[], json: Record<string, unknown>, version: number) {
  const known = fields.filter((field) => isInSpan(field.versions, version));
  return Object.fromEntries(known.map((field) => [field.name, fromJson(field, json[field.name], version)]));
}

/** Takes out what the version does not have, which decoding fills with defaults. */
function fieldsOfVersion(fields: readonly PreparedField[], body: object, version: number): object {
  const pick = (field: PreparedField, value: unknown): unknown => {
    if (!field.struct || value === null) return value;
    if (Array.isArray(value)) return value.map((element) => fieldsOfVersion(field.struct ?? [], element, version));
    return fieldsOfVersion(field.struct, value as object, version);
  };
  const known = fields.filter((field) => isInSpan(field.versions, version));
  return Object.fromEntries(
    known.map((field) => [field.name, pick(field, (body as Record<string, unknown>)[field.name])]),
  );
}

describe('the codec against the bytes of Kafka’s Java classes', () => {
  it('has cases for every API', () => {
    const covered = new Set(goldenCases.map((golden) => golden.message.replace(/Re(quest|sponse)$/, '')));
    expect([...covered].sort()).toEqual(API_LIST.map((api) => api.name).sort());
  });

  it.each(goldenCases)('$message v$version', ({ message, version, body, hex }) => {
    const schema = messages.get(message) as PreparedMessage;
    const typed = structFromJson(schema.fields, body, version);
    expect(encodeMessage(schema, version, typed, message).toString('hex')).toBe(hex);
    const decoded = decodeMessage(schema, version, new ProtocolReader(Buffer.from(hex, 'hex')), message);
    expect(fieldsOfVersion(schema.fields, decoded, version)).toEqual(typed);
  });

  it.each(goldenCases.filter((golden) => golden.hex.length > 2))(
    '$message v$version is refused when cut or prolonged',
    ({ message, version, hex }) => {
      const schema = messages.get(message) as PreparedMessage;
      const bytes = Buffer.from(hex, 'hex');
      const decode = (buffer: Buffer) => decodeMessage(schema, version, new ProtocolReader(buffer), message);
      expect(() => decode(bytes.subarray(0, -1))).toThrow(AppError);
      expect(() => decode(Buffer.concat([bytes, Buffer.from([1])]))).toThrow(/1 bytes were not understood/);
    },
  );
});

describe('what the codec refuses', () => {
  const findCoordinator = apiSchema('FindCoordinator').request;
  const encode = (body: object, version: number) =>
    encodeMessage(findCoordinator, version, body, 'FindCoordinator request');

  it('a field that the version lacks, when it is set and not ignorable', () => {
    expect(() => encode({ key: 'orders', keyType: 0 }, 4)).toThrow(/v4: the field key does not exist/);
    expect(() => encode({ keyType: 0, coordinatorKeys: ['a', 'b'] }, 3)).toThrow(/v3: the field coordinatorKeys/);
  });

  it('a misspelt field', () => {
    expect(() => encode({ coordinatorKey: ['a'] }, 4)).toThrow(/no field coordinatorKey/);
  });

  it('null where there is none', () => {
    expect(() => encode({ key: null }, 3)).toThrow(/the field key must not be null/);
  });

  it('but not an ignorable field, nor one at its default', () => {
    const offsetFetch = apiSchema('OffsetFetch').request;
    const groups = [{ groupId: 'g', memberId: null, memberEpoch: -1, topics: null }];
    expect(encodeMessage(offsetFetch, 8, { groups }, 'OffsetFetch request').toString('hex')).toBe('02026700000000');
    expect(() => encode({ key: '', coordinatorKeys: ['a'] }, 4)).not.toThrow();
  });

  it('an array length that the rest of the answer cannot hold', () => {
    const response = apiSchema('ListGroups').response;
    const bytes = Buffer.from('00000000' + '0000' + 'ffffffff07' + '00', 'hex');
    expect(() => decodeMessage(response, 3, new ProtocolReader(bytes), 'ListGroups response')).toThrow(/elements in/);
  });
});

describe('response headers', () => {
  it('carry tags in flexible versions, but never for ApiVersions', () => {
    const listGroups = decodeResponse(
      apiSchema('ListGroups'),
      3,
      Buffer.from('01000155' + '00000000' + '0000' + '01' + '00', 'hex'),
    );
    expect(listGroups).toEqual({ throttleTimeMs: 0, errorCode: 0, groups: [] });
    const apiVersions = decodeResponse(
      apiSchema('ApiVersions'),
      3,
      Buffer.from('0000' + '01' + '00000000' + '00', 'hex'),
    );
    expect(apiVersions).toMatchObject({ errorCode: 0, apiKeys: [], finalizedFeaturesEpoch: -1n });
  });
});

describe('int64', () => {
  it('leaves the codec exactly or not at all', () => {
    expect(parseInt64(9_007_199_254_740_991n)).toBe(Number.MAX_SAFE_INTEGER);
    expect(parseInt64(-9_007_199_254_740_991n)).toBe(Number.MIN_SAFE_INTEGER);
    expect(() => parseInt64(9_007_199_254_740_993n)).toThrow(/9007199254740993, which is beyond 2\^53/);
  });
});
