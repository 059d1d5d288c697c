const SEED = 0x9747b28c;
const M = 0x5bd1e995;

/**
 * The 32-bit hash of Kafka's default partitioner, exactly as its Java client computes it
 * (`org.apache.kafka.common.utils.Utils.murmur2`): a signed integer.
 */
export function murmur2(bytes: Uint8Array): number {
  const { length } = bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, length);
  let hash = SEED ^ length;
  const tail = length & ~3;
  for (let at = 0; at < tail; at += 4) {
    let block = Math.imul(view.getInt32(at, true), M);
    block ^= block >>> 24;
    hash = Math.imul(hash, M) ^ Math.imul(block, M);
  }
  const left = length - tail;
  if (left === 3) hash ^= (bytes[tail + 2] ?? 0) << 16;
  if (left >= 2) hash ^= (bytes[tail + 1] ?? 0) << 8;
  if (left >= 1) hash = Math.imul(hash ^ (bytes[tail] ?? 0), M);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, M);
  return hash ^ (hash >>> 15);
}

/** The partition that Kafka's default partitioner gives a record with this key (`toPositive(murmur2(key)) % partitions`). */
export function partitionOfKey(key: string, partitionCount: number): number {
  return (murmur2(new TextEncoder().encode(key)) & 0x7fffffff) % partitionCount;
}

/** How keys spread anew when a topic gets more partitions. */
export interface KeyMoves {
  readonly sampleSize: number;
  /** Sample keys that map to another partition than before. */
  readonly movedCount: number;
  /** One that does; null when none does. */
  readonly example: { readonly key: string; readonly before: number; readonly after: number } | null;
}

const SAMPLE_SIZE = 1_000;

/** What becomes of 1,000 sample keys, `key-0` to `key-999`, when a topic goes from one count of partitions to another. */
export function sampleKeyMoves(partitionCountBefore: number, partitionCountAfter: number): KeyMoves {
  const samples = Array.from({ length: SAMPLE_SIZE }, (_, index) => `key-${index}`).map((key) => ({
    key,
    before: partitionOfKey(key, partitionCountBefore),
    after: partitionOfKey(key, partitionCountAfter),
  }));
  const moved = samples.filter(({ before, after }) => before !== after);
  return { sampleSize: SAMPLE_SIZE, movedCount: moved.length, example: moved[0] ?? null };
}
