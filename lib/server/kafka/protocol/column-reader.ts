import { AppError } from '@/lib/domain/errors';
import { joinInt64 } from './offset';

/**
 * Reads answers straight into columns: no object and no BigInt per element. Unlike `ProtocolReader` it does not check
 * each read; `assertConsumed` at the end finds an answer that was too short, too long or misread.
 */
export class ColumnReader {
  offset = 0;

  constructor(
    readonly buffer: Buffer,
    readonly isFlexible: boolean,
  ) {
    if (isFlexible) this.skipTags();
  }

  int8(): number {
    return ((this.buffer[this.offset++] as number) << 24) >> 24;
  }

  int16(): number {
    const { buffer, offset } = this;
    this.offset = offset + 2;
    return (((buffer[offset] as number) << 24) >> 16) | (buffer[offset + 1] as number);
  }

  int32(): number {
    const { buffer, offset } = this;
    this.offset = offset + 4;
    return (
      ((buffer[offset] as number) << 24) |
      ((buffer[offset + 1] as number) << 16) |
      ((buffer[offset + 2] as number) << 8) |
      (buffer[offset + 3] as number)
    );
  }

  /** Throws AppError('internal') beyond 2^53. */
  int64(): number {
    const high = this.int32();
    return joinInt64(high, this.int32() >>> 0);
  }

  unsignedVarint(): number {
    const first = this.buffer[this.offset++] as number;
    if (first < 128) return first;
    let value = first & 127;
    for (let shift = 7; shift < 35; shift += 7) {
      const byte = this.buffer[this.offset++] as number;
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
    throw new AppError('internal', 'A Kafka answer holds a varint longer than five bytes.');
  }

  /** -1 for null. */
  arrayLength(): number {
    const length = this.isFlexible ? this.unsignedVarint() - 1 : this.int32();
    if (length > this.buffer.length - this.offset) {
      throw new AppError('internal', `A Kafka answer claims ${length} elements, more than it has bytes left.`);
    }
    return length;
  }

  /** Bytes of the string that follows; -1 for null. */
  stringLength(): number {
    return this.isFlexible ? this.unsignedVarint() - 1 : this.int16();
  }

  /** Null as an empty string. */
  string(): string {
    const length = this.stringLength();
    if (length <= 0) return '';
    const start = this.offset;
    this.offset = start + length;
    return this.buffer.toString('utf8', start, start + length);
  }

  nullableString(): string | null {
    const start = this.offset;
    const length = this.stringLength();
    if (length < 0) return null;
    this.offset = start;
    return this.string();
  }

  skip(sizeBytes: number): void {
    this.offset += sizeBytes;
  }

  skipString(): void {
    const length = this.stringLength();
    if (length > 0) this.offset += length;
  }

  /** Tagged fields, which flexible versions alone have. */
  skipTags(): void {
    if (!this.isFlexible) return;
    for (let count = this.unsignedVarint(); count > 0; count--) {
      this.unsignedVarint();
      const sizeBytes = this.unsignedVarint();
      this.offset += sizeBytes;
    }
  }

  int32Array(): number[] {
    const length = this.arrayLength();
    const values: number[] = [];
    for (let index = 0; index < length; index++) values.push(this.int32());
    return values;
  }

  assertConsumed(apiName: string): void {
    if (this.offset !== this.buffer.length) {
      throw new AppError(
        'internal',
        `The ${apiName} answer was not understood: ${this.buffer.length - this.offset} bytes left.`,
      );
    }
  }
}
