import type { FieldDefinition, MessageDefinition } from './message-definition';
import { lowerFirst } from './schema-source';

/** A small generator with a seed (mulberry32), so that the same jar gives the same fixture. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function contains(versions: string | undefined, version: number): boolean {
  const match = /^(\d+)(\+)?(?:-(\d+))?$/.exec(versions ?? 'none');
  if (!match) return false;
  const min = Number(match[1]);
  const max = match[2] ? Number.POSITIVE_INFINITY : Number(match[3] ?? min);
  return version >= min && version <= max;
}

const texts = ['', 'a', 'orders', 'größe', '订单', 'a"b\\c', 'x/y.z'];

/** Bodies in the form of Kafka's JsonConverter classes: every field of the version is set. */
export class RandomBodies {
  constructor(private readonly random: () => number) {}

  body(message: MessageDefinition, version: number): Record<string, unknown> {
    return this.struct(message.fields, version);
  }

  private struct(fields: readonly FieldDefinition[], version: number): Record<string, unknown> {
    const known = fields.filter((field) => contains(field.versions, version));
    return Object.fromEntries(known.map((field) => [lowerFirst(field.name), this.field(field, version)]));
  }

  private field(field: FieldDefinition, version: number): unknown {
    if (contains(field.nullableVersions, version) && this.random() < 0.2) return null;
    if (!field.type.startsWith('[]')) return this.value(field, field.type, version);
    const length = this.pick([0, 1, 1, 2]);
    return Array.from({ length }, () => this.value(field, field.type.slice(2), version));
  }

  private value(field: FieldDefinition, type: string, version: number): unknown {
    if (field.fields) return this.struct(field.fields, version);
    return this.scalar(type);
  }

  private scalar(type: string): unknown {
    switch (type) {
      case 'bool':
        return this.random() < 0.5;
      case 'int8':
        return this.integer(-128, 127);
      case 'int16':
        return this.integer(-32_768, 32_767);
      case 'uint16':
        return this.integer(0, 65_535);
      case 'int32':
        return this.integer(-2_147_483_648, 2_147_483_647);
      case 'uint32':
        return this.integer(0, 4_294_967_295);
      case 'int64':
        return this.integer(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
      case 'float64':
        // Kafka's JSON reader takes no whole number for a float64.
        return this.integer(-1_000_000, 1_000_000) + 0.125;
      case 'string':
        return this.pick(texts);
      case 'uuid':
        return this.bytes(16).toString('base64url');
      default:
        return this.bytes(this.integer(0, 6)).toString('base64');
    }
  }

  private bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.integer(0, 255)));
  }

  private integer(min: number, max: number): number {
    return this.pick(
      [min, max, 0, 1, -1, Math.floor(min + this.random() * (max - min))].filter((n) => n >= min && n <= max),
    );
  }

  private pick<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.random() * choices.length)] as T;
  }
}
