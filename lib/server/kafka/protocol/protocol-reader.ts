import { AppError } from '@/lib/domain/errors';

/** Reads big-endian Kafka protocol primitives; every read past the end throws AppError('internal'). */
export class ProtocolReader {
  offset = 0;

  constructor(private readonly buffer: Buffer) {}

  get remaining(): number {
    return this.buffer.length - this.offset;
  }

  private advance(sizeBytes: number): number {
    const at = this.offset;
    if (sizeBytes < 0 || sizeBytes > this.buffer.length - at) {
      throw new AppError('internal', `A Kafka answer ends early: ${sizeBytes} bytes wanted, ${this.remaining} left.`);
    }
    this.offset = at + sizeBytes;
    return at;
  }

  int8(): number {
    return this.buffer.readInt8(this.advance(1));
  }

  int16(): number {
    return this.buffer.readInt16BE(this.advance(2));
  }

  uint16(): number {
    return this.buffer.readUInt16BE(this.advance(2));
  }

  int32(): number {
    return this.buffer.readInt32BE(this.advance(4));
  }

  uint32(): number {
    return this.buffer.readUInt32BE(this.advance(4));
  }

  int64(): bigint {
    return this.buffer.readBigInt64BE(this.advance(8));
  }

  float64(): number {
    return this.buffer.readDoubleBE(this.advance(8));
  }

  unsignedVarint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.buffer.readUInt8(this.advance(1));
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
    throw new AppError('internal', 'A Kafka answer holds a varint longer than five bytes.');
  }

  /** A view of the next bytes, not a copy. */
  raw(sizeBytes: number): Buffer {
    const at = this.advance(sizeBytes);
    return this.buffer.subarray(at, at + sizeBytes);
  }

  /** Number of elements of an array; each takes at least one byte, so a length beyond the rest of the answer is refused. */
  arrayLength(isFlexible: boolean): number {
    const length = isFlexible ? this.unsignedVarint() - 1 : this.int32();
    if (length > this.remaining) {
      throw new AppError('internal', `A Kafka answer claims ${length} elements in ${this.remaining} bytes.`);
    }
    return length;
  }

  skipTaggedFields(): void {
    for (let count = this.unsignedVarint(); count > 0; count--) {
      this.unsignedVarint();
      this.advance(this.unsignedVarint());
    }
  }
}
