import type { TopicNow } from '../facts/read-topics';
import { listNames } from '../name-list';
import type { Message } from '../operation';

/** Refusals for topics that are not there and, where they must not be touched, for Kafka's internal ones. */
export function refuseTopics(
  names: readonly string[],
  found: ReadonlyMap<string, TopicNow>,
  { acceptsInternal }: { readonly acceptsInternal: boolean },
): readonly Message[] {
  const asked = [...new Set(names)];
  const missing = asked.filter((name) => !found.has(name));
  const internal = acceptsInternal ? [] : asked.filter((name) => found.get(name)?.isInternal);
  return [
    ...(missing.length > 0 ? [{ key: 'missingTopics', values: listNames(missing) } as const] : []),
    ...(internal.length > 0 ? [{ key: 'internalTopics', values: listNames(internal) } as const] : []),
  ];
}
