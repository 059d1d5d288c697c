import type { ConfigEntryFacts, TopicFacts } from './snapshot';

/**
 * Tells at which age a topic's records may be deleted, in ms; infinite when it keeps them for ever or compacts them, or
 * when that is not known.
 */
export function retentionReader(defaults: readonly ConfigEntryFacts[]): (topic: TopicFacts) => number {
  const defaultOf = (name: string) => defaults.find((entry) => entry.name === name)?.value ?? null;
  const defaultPolicy = defaultOf('cleanup.policy');
  const defaultRetention = defaultOf('retention.ms');
  return ({ configOverrides }) => {
    const policy = configOverrides?.['cleanup.policy'] ?? defaultPolicy;
    if (!policy?.includes('delete')) return Number.POSITIVE_INFINITY;
    const retention = configOverrides?.['retention.ms'] ?? defaultRetention;
    const ms = retention ? Number(retention) : Number.NaN;
    return ms >= 0 ? ms : Number.POSITIVE_INFINITY;
  };
}
