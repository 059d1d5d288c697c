import type { ConfigEntryFacts, TopicFacts } from './snapshot';

/**
 * Tells at which age a topic's records may be deleted, in ms; infinite when it keeps them for ever or compacts them, or
 * when that is not known.
 */
export function retentionReader(defaults: readonly ConfigEntryFacts[]): (topic: TopicFacts) => number {
  const defaultOf = (name: string) => defaults.find((entry) => entry.name === name)?.value ?? null;
  const defaultPolicy = defaultOf('cleanup.policy');
  const defaultRetention = defaultOf('retention.ms');
  const defaultMs = parseRetention(defaultPolicy, defaultRetention);
  return ({ configOverrides }) => {
    const policy = configOverrides?.['cleanup.policy'];
    const retention = configOverrides?.['retention.ms'];
    const isDefault = policy == null && retention == null;
    return isDefault ? defaultMs : parseRetention(policy ?? defaultPolicy, retention ?? defaultRetention);
  };
}

function parseRetention(policy: string | null, retention: string | null): number {
  if (!policy?.includes('delete')) return Number.POSITIVE_INFINITY;
  const ms = retention ? Number(retention) : Number.NaN;
  return ms >= 0 ? ms : Number.POSITIVE_INFINITY;
}
