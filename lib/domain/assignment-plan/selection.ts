import type { TopicSelection } from './assignment-goal';

/** Whether a partition is selected; a selection of null selects everything. */
export function createSelection(
  selection: readonly TopicSelection[] | null,
): (at: { readonly topic: string; readonly partition: number }) => boolean {
  if (selection === null) return () => true;
  const whole = new Set(selection.flatMap(({ topic, partitions }) => (partitions === null ? [topic] : [])));
  const single = new Map<string, Set<number>>();
  for (const { topic, partitions } of selection) {
    single.set(topic, new Set([...(single.get(topic) ?? []), ...(partitions ?? [])]));
  }
  return ({ topic, partition }) => whole.has(topic) || single.get(topic)?.has(partition) === true;
}
