/** First metadata.version level of each release line (`MetadataVersion` of Kafka). */
const firstLevels: readonly (readonly [level: number, line: string])[] = [
  [1, '3.0'],
  [2, '3.1'],
  [3, '3.2'],
  [4, '3.3'],
  [8, '3.4'],
  [9, '3.5'],
  [12, '3.6'],
  [15, '3.7'],
  [20, '3.8'],
  [21, '3.9'],
  [22, '4.0'],
  [26, '4.1'],
  [28, '4.2'],
  [30, '4.3'],
];
const lastKnownLevel = 30;

/** Release line of a metadata.version level; null for levels newer than those known. */
export function describeMetadataVersion(level: number): string | null {
  if (level > lastKnownLevel) return null;
  return firstLevels.findLast(([first]) => level >= first)?.[1] ?? null;
}
