/** What Kafka writes where there is no topic id. */
export const ZERO_UUID = '00000000-0000-0000-0000-000000000000';

/** UUID text of 16 bytes, lower-case with dashes. */
export function parseUuid(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The 16 bytes of a UUID text. */
export function uuidBytes(text: string): Buffer {
  return Buffer.from(text.replaceAll('-', ''), 'hex');
}
