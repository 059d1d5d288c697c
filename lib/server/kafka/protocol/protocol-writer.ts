/** Grows a buffer of big-endian Kafka protocol primitives. */
export class ProtocolWriter {
  private buffer: Buffer;
  private offset = 0;

  constructor(initialSizeBytes = 256) {
    this.buffer = Buffer.allocUnsafe(initialSizeBytes);
  }

  get length(): number {
    return this.offset;
  }

  private reserve(sizeBytes: number): void {
    const needed = this.offset + sizeBytes;
    if (needed <= this.buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, needed));
    this.buffer.copy(grown, 0, 0, this.offset);
    this.buffer = grown;
  }

  int8(value: number): void {
    this.reserve(1);
    this.offset = this.buffer.writeInt8(value, this.offset);
  }

  int16(value: number): void {
    this.reserve(2);
    this.offset = this.buffer.writeInt16BE(value, this.offset);
  }

  uint16(value: number): void {
    this.reserve(2);
    this.offset = this.buffer.writeUInt16BE(value, this.offset);
  }

  int32(value: number): void {
    this.reserve(4);
    this.offset = this.buffer.writeInt32BE(value, this.offset);
  }

  uint32(value: number): void {
    this.reserve(4);
    this.offset = this.buffer.writeUInt32BE(value, this.offset);
  }

  int64(value: bigint): void {
    this.reserve(8);
    this.offset = this.buffer.writeBigInt64BE(value, this.offset);
  }

  float64(value: number): void {
    this.reserve(8);
    this.offset = this.buffer.writeDoubleBE(value, this.offset);
  }

  unsignedVarint(value: number): void {
    this.reserve(5);
    let rest = value;
    while (rest > 127) {
      this.buffer[this.offset++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.buffer[this.offset++] = rest;
  }

  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.offset);
    this.offset += bytes.length;
  }

  /** A string with an int16 length. */
  string(text: string): void {
    const sizeBytes = Buffer.byteLength(text);
    this.int16(sizeBytes);
    this.reserve(sizeBytes);
    this.offset += this.buffer.write(text, this.offset, sizeBytes, 'utf8');
  }

  /** A string with a varint length one too large, as flexible versions have it. */
  compactString(text: string): void {
    const sizeBytes = Buffer.byteLength(text);
    this.unsignedVarint(sizeBytes + 1);
    this.reserve(sizeBytes);
    this.offset += this.buffer.write(text, this.offset, sizeBytes, 'utf8');
  }

  /** The bytes written so far, without a copy: the writer must not be used afterwards. */
  finish(): Buffer {
    return this.buffer.subarray(0, this.offset);
  }
}
