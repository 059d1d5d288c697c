/** Control batches hold markers of transactions, which no consumer gets (KIP-98). */
const CONTROL_BIT = 0x20;
const TRANSACTIONAL_BIT = 0x10;
const LOG_APPEND_TIME_BIT = 0x08;
const COMPRESSION_MASK = 0x07;
/** Bytes before `partitionLeaderEpoch`, and those of a whole header of a v2 batch. */
const LOG_OVERHEAD = 12;
const BATCH_HEADER = 61;
const MAGIC_AT = 16;

/** A transaction that was aborted: records of the producer from `firstOffset` to its marker do not count. */
export interface AbortedTransaction {
  readonly producerId: bigint;
  readonly firstOffset: bigint;
}

/** Where the records of one Fetch answer lead from an offset on. */
export interface FirstRecord {
  /** A record that a read_committed consumer would get was found at `nextOffset`. */
  readonly isFound: boolean;
  /** The record's offset, or where the bytes at hand end. */
  readonly nextOffset: number;
  /** Epoch ms that the record bears; NaN when it bears none or none was found. */
  readonly atMs: number;
  /** How far `atMs` may be off, in ms: the span of a compressed batch. */
  readonly errorMs: number;
}

/**
 * The first record at or after `from` in the record batches of a Fetch answer (message format v2, KIP-98; of the older
 * formats only the place is told). A batch that was cut off at the end is not looked at.
 */
export function firstRecord(records: Buffer, from: number, aborted: readonly AbortedTransaction[]): FirstRecord {
  const pending = [...aborted].sort((left, right) => Number(left.firstOffset - right.firstOffset));
  const abortedProducers = new Set<bigint>();
  let nextOffset = from;
  for (let at = 0; at + LOG_OVERHEAD <= records.length; ) {
    const size = LOG_OVERHEAD + records.readInt32BE(at + 8);
    if (at + size > records.length) break;
    const magic = records.readInt8(at + MAGIC_AT);
    if (magic < 2) return { isFound: true, nextOffset, atMs: Number.NaN, errorMs: Number.NaN };
    const batch = readBatch(records.subarray(at, at + size));
    at += size;
    while (pending[0] !== undefined && pending[0].firstOffset <= BigInt(batch.baseOffset)) {
      abortedProducers.add((pending.shift() as AbortedTransaction).producerId);
    }
    if (batch.lastOffset < from) continue;
    if (batch.isControl) abortedProducers.delete(batch.producerId);
    const isAborted = batch.isTransactional && abortedProducers.has(batch.producerId);
    const found = batch.isControl || isAborted ? null : firstOfBatch(batch, from);
    if (found !== null) return found;
    nextOffset = batch.lastOffset + 1;
  }
  return { isFound: false, nextOffset, atMs: Number.NaN, errorMs: Number.NaN };
}

interface Batch {
  readonly baseOffset: number;
  readonly lastOffset: number;
  readonly isControl: boolean;
  readonly isTransactional: boolean;
  readonly isCompressed: boolean;
  readonly isLogAppendTime: boolean;
  readonly baseAtMs: number;
  readonly maxAtMs: number;
  readonly producerId: bigint;
  readonly recordCount: number;
  readonly records: Buffer;
}

function readBatch(bytes: Buffer): Batch {
  const baseOffset = Number(bytes.readBigInt64BE(0));
  const attributes = bytes.readInt16BE(21);
  return {
    baseOffset,
    lastOffset: baseOffset + bytes.readInt32BE(23),
    isControl: (attributes & CONTROL_BIT) !== 0,
    isTransactional: (attributes & TRANSACTIONAL_BIT) !== 0,
    isCompressed: (attributes & COMPRESSION_MASK) !== 0,
    isLogAppendTime: (attributes & LOG_APPEND_TIME_BIT) !== 0,
    baseAtMs: Number(bytes.readBigInt64BE(27)),
    maxAtMs: Number(bytes.readBigInt64BE(35)),
    producerId: bytes.readBigInt64BE(43),
    recordCount: bytes.readInt32BE(57),
    records: bytes.subarray(BATCH_HEADER),
  };
}

/** Null when compaction left no record at or after `from` in the batch. */
function firstOfBatch(batch: Batch, from: number): FirstRecord | null {
  if (batch.recordCount === 0) return null;
  if (batch.isCompressed) return firstOfCompressed(batch, from);
  for (let at = 0, left = batch.recordCount; left > 0; left--) {
    const length = readVarint(batch.records, at);
    const attributesAt = length.next;
    const timestampDelta = readVarint(batch.records, attributesAt + 1);
    const offsetDelta = readVarint(batch.records, timestampDelta.next);
    at = length.next + length.value;
    const offset = batch.baseOffset + offsetDelta.value;
    if (offset < from) continue;
    const atMs = batch.isLogAppendTime ? batch.maxAtMs : batch.baseAtMs + timestampDelta.value;
    return { isFound: true, nextOffset: offset, atMs: atMs < 0 ? Number.NaN : atMs, errorMs: 0 };
  }
  return null;
}

/** What a compressed batch tells without being opened: its records lie within its span of offsets and of times. */
function firstOfCompressed(batch: Batch, from: number): FirstRecord {
  const nextOffset = Math.max(from, batch.baseOffset);
  const isFirst = nextOffset === batch.baseOffset;
  const earliest = batch.isLogAppendTime ? batch.maxAtMs : batch.baseAtMs;
  const latest = isFirst ? earliest : batch.maxAtMs;
  if (earliest < 0 || latest < 0) return { isFound: true, nextOffset, atMs: Number.NaN, errorMs: Number.NaN };
  const atMs = (earliest + latest) / 2;
  return { isFound: true, nextOffset, atMs, errorMs: Math.abs(latest - earliest) / 2 };
}

/** A zig-zag varint of up to 64 bits, exact up to 2^53, with the place after it. */
function readVarint(bytes: Buffer, at: number): { readonly value: number; readonly next: number } {
  let value = 0;
  let scale = 1;
  let next = at;
  for (;;) {
    const byte = bytes.readUInt8(next++);
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) break;
    scale *= 128;
  }
  return { value: value % 2 === 0 ? value / 2 : -(value + 1) / 2, next };
}
