import { AppError } from '@/lib/domain/errors';
import { fieldDefault } from './field-default';
import { ProtocolReader } from './protocol-reader';
import { isInSpan, type PreparedApi, type PreparedField, type PreparedMessage, type ScalarType } from './schema';
import { parseUuid } from './uuid';

const API_VERSIONS_KEY = 18;

function readBytes(reader: ProtocolReader, isFlexible: boolean, width: 'int16' | 'int32'): Buffer | null {
  const length = isFlexible ? reader.unsignedVarint() - 1 : reader[width]();
  return length < 0 ? null : reader.raw(length);
}

function readScalar(reader: ProtocolReader, type: ScalarType, isFlexible: boolean): unknown {
  switch (type) {
    case 'bool':
      return reader.int8() !== 0;
    case 'uuid':
      return parseUuid(reader.raw(16));
    case 'string':
      return readBytes(reader, isFlexible, 'int16')?.toString('utf8') ?? null;
    case 'bytes':
    case 'records':
      return readBytes(reader, isFlexible, 'int32');
    default:
      return reader[type]();
  }
}

/** Reads the messages of one API version. */
class MessageDecoder {
  constructor(
    private readonly reader: ProtocolReader,
    private readonly version: number,
    private readonly isFlexible: boolean,
    private readonly messageName: string,
  ) {}

  readStruct(fields: readonly PreparedField[]): Record<string, unknown> {
    const struct: Record<string, unknown> = {};
    for (const field of fields) {
      const isPlain = isInSpan(field.versions, this.version) && !isInSpan(field.taggedVersions, this.version);
      struct[field.name] = isPlain ? this.readNullChecked(field) : fieldDefault(field);
    }
    if (this.isFlexible) this.readTaggedFields(fields, struct);
    return struct;
  }

  private readTaggedFields(fields: readonly PreparedField[], struct: Record<string, unknown>): void {
    for (let count = this.reader.unsignedVarint(); count > 0; count--) {
      const tag = this.reader.unsignedVarint();
      const end = this.reader.unsignedVarint() + this.reader.offset;
      const field = fields.find((known) => known.tag === tag && isInSpan(known.taggedVersions, this.version));
      if (field) struct[field.name] = this.readNullChecked(field);
      else this.reader.raw(end - this.reader.offset);
      if (this.reader.offset !== end) throw new AppError('internal', `The tagged field ${tag} has an odd length.`);
    }
  }

  private readNullChecked(field: PreparedField): unknown {
    const value = this.readField(field);
    if (value === null && !isInSpan(field.nullableVersions, this.version) && field.scalar !== 'records') {
      throw new AppError('internal', `${this.messageName} v${this.version}: the field ${field.name} is null.`);
    }
    return value;
  }

  private readField(field: PreparedField): unknown {
    const isFlexible = field.flexibleVersions ? isInSpan(field.flexibleVersions, this.version) : this.isFlexible;
    if (field.isArray) return this.readArray(field, isFlexible);
    if (field.struct) {
      if (isInSpan(field.nullableVersions, this.version) && this.reader.int8() < 0) return null;
      return this.readStruct(field.struct);
    }
    return field.scalar ? readScalar(this.reader, field.scalar, isFlexible) : null;
  }

  private readArray(field: PreparedField, isFlexible: boolean): unknown[] | null {
    const length = this.reader.arrayLength(isFlexible);
    if (length < 0) return null;
    const values = new Array<unknown>(length);
    for (let index = 0; index < length; index++) {
      if (field.struct) values[index] = this.readStruct(field.struct);
      else if (field.scalar) values[index] = readScalar(this.reader, field.scalar, isFlexible);
    }
    return values;
  }
}

/** Offset of the body in an answer's payload (what follows the correlation id): flexible answers carry header tags, but for ApiVersions. */
function skipResponseHeader(reader: ProtocolReader, api: PreparedApi, version: number): void {
  if (isInSpan(api.response.flexibleVersions, version) && api.apiKey !== API_VERSIONS_KEY) reader.skipTaggedFields();
}

/** Decodes a body without header; throws AppError('internal') when bytes are missing or left over. */
export function decodeMessage(
  message: PreparedMessage,
  version: number,
  reader: ProtocolReader,
  messageName: string,
): object {
  const decoder = new MessageDecoder(reader, version, isInSpan(message.flexibleVersions, version), messageName);
  const body = decoder.readStruct(message.fields);
  if (reader.remaining !== 0) {
    throw new AppError('internal', `${messageName} v${version}: ${reader.remaining} bytes were not understood.`);
  }
  return body;
}

/** Decodes an answer's payload: header tags and body. */
export function decodeResponse(api: PreparedApi, version: number, payload: Buffer): object {
  const reader = new ProtocolReader(payload);
  skipResponseHeader(reader, api, version);
  return decodeMessage(api.response, version, reader, `${api.name} response`);
}
