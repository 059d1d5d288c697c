/** `orders-3` for each partition of an input. */
export function writePartitionNames(partitions: unknown): readonly string[] {
  const given = Array.isArray(partitions)
    ? (partitions as readonly { topic: string; partition: number | string }[])
    : [];
  return given.map(({ topic, partition }) => (partition === '' ? topic : `${topic}-${partition}`));
}

/** Partitions from names such as `orders-3`; a name without a number goes as it is, for the server to refuse. Undefined for none. */
export function parsePartitionNames(
  names: unknown,
): readonly { topic: string; partition: number | string }[] | undefined {
  if (!Array.isArray(names) || names.length === 0) return undefined;
  return names.map((name: unknown) => {
    const found = /^(.+)-(\d+)$/.exec(String(name));
    return found?.[1] === undefined
      ? { topic: String(name), partition: '' }
      : { topic: found[1], partition: Number(found[2]) };
  });
}
