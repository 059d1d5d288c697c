/** A topic, or some of its partitions. */
export interface TopicScope {
  readonly topic: string;
  /** Null: all of them. */
  readonly partitions: readonly number[] | null;
}

const SCOPE = /^([\w.-]{1,249})(?::(\d{1,6}(?:,\d{1,6})*))?$/;

/** `orders` or `orders:0,1`, as `--topic` of Kafka's tools takes it; null when it is neither. */
export function parseTopicScope(text: string): TopicScope | null {
  const [, topic, list] = SCOPE.exec(text.trim()) ?? [];
  if (topic === undefined || topic === '.' || topic === '..') return null;
  return { topic, partitions: list === undefined ? null : [...new Set(list.split(',').map(Number))] };
}

/** The same as text. */
export function formatTopicScope({ topic, partitions }: TopicScope): string {
  return partitions === null ? topic : `${topic}:${partitions.join(',')}`;
}
