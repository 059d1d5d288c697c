import type { PreparedField, ScalarType } from './schema';
import { ZERO_UUID } from './uuid';

const emptyBytes = Buffer.alloc(0);

const scalarDefaults: Readonly<Record<ScalarType, unknown>> = {
  bool: false,
  int8: 0,
  int16: 0,
  uint16: 0,
  int32: 0,
  uint32: 0,
  int64: 0n,
  float64: 0,
  string: '',
  uuid: ZERO_UUID,
  bytes: emptyBytes,
  records: null,
};

function parseDefault(type: ScalarType, text: string): unknown {
  if (type === 'bool') return text === 'true';
  if (type === 'int64') return BigInt(text);
  return type === 'string' ? text : Number(text);
}

/** The value of a field that was not set or is not in the version, as Kafka's own classes have it. */
export function fieldDefault(field: PreparedField): unknown {
  if (field.defaultText === 'null') return null;
  if (field.isArray) return [];
  if (field.struct) return structDefault(field.struct);
  if (!field.scalar) return null;
  return field.defaultText === null ? scalarDefaults[field.scalar] : parseDefault(field.scalar, field.defaultText);
}

/** A struct with every field at its default. */
function structDefault(fields: readonly PreparedField[]): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field.name, fieldDefault(field)]));
}

/** True when writing the value would say no more than leaving it out. */
export function isFieldDefault(field: PreparedField, value: unknown): boolean {
  const base = fieldDefault(field);
  if (value === null || base === null) return value === base;
  if (field.isArray || field.scalar === 'bytes') return (value as ArrayLike<unknown>).length === 0;
  if (field.struct) {
    const struct = value as Record<string, unknown>;
    return field.struct.every((inner) => struct[inner.name] === undefined || isFieldDefault(inner, struct[inner.name]));
  }
  return value === base;
}
