import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '@/lib/domain/errors';
import { ColumnReader } from './column-reader';
import { ProtocolWriter } from './protocol-writer';

function written(write: (writer: ProtocolWriter) => void): Buffer {
  const writer = new ProtocolWriter();
  write(writer);
  return writer.finish();
}

describe('ColumnReader', () => {
  it('reads the integers that Kafka writes, negative ones included', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -128, max: 127 }),
        fc.integer({ min: -32_768, max: 32_767 }),
        fc.integer(),
        fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
        fc.integer({ min: 0, max: 4_294_967_295 }),
        (int8, int16, int32, int64, varint) => {
          const bytes = written((writer) => {
            writer.int8(int8);
            writer.int16(int16);
            writer.int32(int32);
            writer.int64(BigInt(int64));
            writer.unsignedVarint(varint);
          });
          const reader = new ColumnReader(bytes, false);
          const read = [reader.int8(), reader.int16(), reader.int32(), reader.int64(), reader.unsignedVarint()];
          expect(read).toEqual([int8, int16, int32, int64, varint]);
          reader.assertConsumed('test');
        },
      ),
    );
  });

  it('refuses an int64 beyond 2^53 aloud', () => {
    const bytes = written((writer) => writer.int64(2n ** 53n + 1n));
    expect(() => new ColumnReader(bytes, false).int64()).toThrow(/9007199254740993/);
  });

  it('reads strings of any content in both encodings, and tells null from empty', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const compact = new ColumnReader(
          written((writer) => [writer.unsignedVarint(0), writer.compactString(text)]),
          true,
        );
        const plain = new ColumnReader(
          written((writer) => writer.string(text)),
          false,
        );
        // A lone surrogate cannot be written as UTF-8 and comes back as the replacement character, as in Java.
        const expected = Buffer.from(text).toString();
        expect([compact.nullableString(), plain.nullableString()]).toEqual([expected, expected]);
      }),
    );
    expect(new ColumnReader(Buffer.from([0, 0]), true).nullableString()).toBeNull();
    expect(new ColumnReader(Buffer.from([0xff, 0xff]), false).nullableString()).toBeNull();
  });

  it('tells when an answer was too short or too long', () => {
    const short = new ColumnReader(Buffer.from([0, 0]), false);
    short.int32();
    expect(() => short.assertConsumed('Metadata')).toThrow(AppError);
    expect(() => new ColumnReader(Buffer.from([0]), false).assertConsumed('Metadata')).toThrow(/1 bytes left/);
    expect(() => new ColumnReader(Buffer.from([0, 0x7f]), true).arrayLength()).toThrow(/more than it has bytes/);
  });
});
