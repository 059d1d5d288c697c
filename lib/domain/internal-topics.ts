/** Kafka's own topics; brokers mark some of them alone as internal (`Topic.INTERNAL_TOPICS`). */
const INTERNAL_TOPICS: ReadonlySet<string> = new Set([
  '__consumer_offsets',
  '__transaction_state',
  '__share_group_state',
  '__cluster_metadata',
  '__remote_log_metadata',
]);

/** Whether Kafka keeps its own state in a topic: as a broker says, or by its name. */
export function isInternalTopic({ name, isMarked }: { readonly name: string; readonly isMarked: boolean }): boolean {
  return isMarked || INTERNAL_TOPICS.has(name);
}
