import { AppError } from '@/lib/domain/errors';
import { fieldDefault, isFieldDefault } from './field-default';
import { ProtocolWriter } from './protocol-writer';
import { isInSpan, type PreparedField, type PreparedMessage, type ScalarType } from './schema';
import { uuidBytes } from './uuid';

type Struct = Readonly<Record<string, unknown>>;

function writeLength(writer: ProtocolWriter, length: number, isFlexible: boolean, width: 'int16' | 'int32'): void {
  if (isFlexible) writer.unsignedVarint(length + 1);
  else writer[width](length);
}

function writeBytes(writer: ProtocolWriter, bytes: Buffer | null, isFlexible: boolean, width: 'int16' | 'int32'): void {
  writeLength(writer, bytes === null ? -1 : bytes.length, isFlexible, width);
  if (bytes !== null) writer.raw(bytes);
}

function writeScalar(writer: ProtocolWriter, type: ScalarType, value: unknown, isFlexible: boolean): void {
  if (type === 'bool') writer.int8(value ? 1 : 0);
  else if (type === 'int64') writer.int64(value as bigint);
  else if (type === 'uuid') writer.raw(uuidBytes(value as string));
  else if (type === 'string')
    writeBytes(writer, value === null ? null : Buffer.from(value as string), isFlexible, 'int16');
  else if (type === 'bytes' || type === 'records') writeBytes(writer, value as Buffer | null, isFlexible, 'int32');
  else writer[type](value as number);
}

/** Writes the messages of one API version. */
class MessageEncoder {
  constructor(
    private readonly version: number,
    private readonly isFlexible: boolean,
    private readonly messageName: string,
  ) {}

  writeStruct(writer: ProtocolWriter, fields: readonly PreparedField[], struct: Struct): void {
    const tagged: PreparedField[] = [];
    for (const field of fields) {
      const value = struct[field.name];
      if (isInSpan(field.taggedVersions, this.version)) {
        if (value !== undefined && !isFieldDefault(field, value)) tagged.push(field);
      } else if (isInSpan(field.versions, this.version)) {
        this.writeField(writer, field, value === undefined ? fieldDefault(field) : value);
      } else if (value !== undefined && !field.isIgnorable && !isFieldDefault(field, value)) {
        throw this.refuse(field, 'does not exist');
      }
    }
    this.refuseUnknownFields(fields, struct);
    if (this.isFlexible) this.writeTaggedFields(writer, tagged, struct);
  }

  private writeTaggedFields(writer: ProtocolWriter, fields: PreparedField[], struct: Struct): void {
    writer.unsignedVarint(fields.length);
    for (const field of fields.sort((a, b) => a.tag - b.tag)) {
      const inner = new ProtocolWriter();
      this.writeField(inner, field, struct[field.name]);
      writer.unsignedVarint(field.tag);
      writer.unsignedVarint(inner.length);
      writer.raw(inner.finish());
    }
  }

  private writeField(writer: ProtocolWriter, field: PreparedField, value: unknown): void {
    const isFlexible = field.flexibleVersions ? isInSpan(field.flexibleVersions, this.version) : this.isFlexible;
    const isNullable = isInSpan(field.nullableVersions, this.version);
    if (value === null && !isNullable && field.scalar !== 'records') throw this.refuse(field, 'must not be null');
    if (field.isArray) this.writeArray(writer, field, value as readonly unknown[] | null, isFlexible);
    else if (field.struct) this.writeNested(writer, field.struct, value as Struct | null, isNullable);
    else if (field.scalar) writeScalar(writer, field.scalar, value, isFlexible);
  }

  private writeNested(
    writer: ProtocolWriter,
    fields: readonly PreparedField[],
    struct: Struct | null,
    isNullable: boolean,
  ): void {
    if (isNullable) writer.int8(struct === null ? -1 : 1);
    if (struct !== null) this.writeStruct(writer, fields, struct);
  }

  private writeArray(
    writer: ProtocolWriter,
    field: PreparedField,
    values: readonly unknown[] | null,
    isFlexible: boolean,
  ): void {
    writeLength(writer, values === null ? -1 : values.length, isFlexible, 'int32');
    for (const value of values ?? []) {
      if (field.struct) this.writeStruct(writer, field.struct, value as Struct);
      else if (field.scalar) writeScalar(writer, field.scalar, value, isFlexible);
    }
  }

  private refuseUnknownFields(fields: readonly PreparedField[], struct: Struct): void {
    for (const name of Object.keys(struct)) {
      if (!fields.some((field) => field.name === name)) {
        throw new AppError('internal', `${this.messageName} has no field ${name}.`);
      }
    }
  }

  private refuse(field: PreparedField, problem: string): AppError {
    return new AppError('internal', `${this.messageName} v${this.version}: the field ${field.name} ${problem}.`);
  }
}

/**
 * The bytes of a message body without its header. Throws AppError('internal') for an unknown field, for null where the
 * version has no null, and for a field set to other than its default that the version lacks and that is not ignorable.
 */
export function encodeMessage(message: PreparedMessage, version: number, body: object, messageName: string): Buffer {
  const writer = new ProtocolWriter();
  const encoder = new MessageEncoder(version, isInSpan(message.flexibleVersions, version), messageName);
  encoder.writeStruct(writer, message.fields, body as Struct);
  return writer.finish();
}
