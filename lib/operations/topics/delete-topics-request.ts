import type { OperationKafka, OperationOutcome } from '../operation';
import { attempt, outcomeOf } from '../outcomes';

const TIMEOUT_MS = 15_000;
const FIRST_ID_VERSION = 6;

/** A topic to delete: this one, not another of the same name, wherever the broker knows topic ids (DeleteTopics v6, KIP-516). */
export interface TopicToDelete {
  readonly topic: string;
  readonly topicId: string | null;
}

/** Deletes topics in one request (DeleteTopics, API key 20): one outcome for each. */
export function executeDeleteTopics(
  kafka: OperationKafka,
  topics: readonly TopicToDelete[],
): Promise<readonly OperationOutcome[]> {
  const names = topics.map(({ topic }) => topic);
  const body = (version: number) =>
    version >= FIRST_ID_VERSION
      ? {
          topics: topics.map(({ topic, topicId }) => (topicId === null ? { name: topic } : { name: null, topicId })),
          timeoutMs: TIMEOUT_MS,
        }
      : { topicNames: names, timeoutMs: TIMEOUT_MS };
  return attempt(names, async () => {
    const { responses } = await kafka.call('DeleteTopics', body, {
      brokerId: 'controller',
      timeoutMs: TIMEOUT_MS,
    });
    return topics.map(({ topic, topicId }) => {
      const result = responses.find((one) => (topicId && one.topicId === topicId) || one.name === topic);
      return outcomeOf(kafka, topic, result?.errorCode ?? -1, result?.errorMessage);
    });
  });
}
