import type { AnyOperation } from './operation';
import { alterTopicConfigs } from './topics/alter-topic-configs';
import { createTopic } from './topics/create-topic';

/** Every write of the API, in the order of its documentation. */
export const operations: readonly AnyOperation[] = [createTopic, alterTopicConfigs];

const byName = new Map(operations.map((operation) => [operation.name, operation]));

/** The operation of that name; null when there is none. */
export function findOperation(name: string): AnyOperation | null {
  return byName.get(name) ?? null;
}
