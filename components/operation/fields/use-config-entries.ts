'use client';

import { useQuery } from '@tanstack/react-query';
import { brokerQuery, brokersQuery, topicConfigsQuery, topicsQuery } from '@/lib/client/queries';
import type { ConfigEntryItem } from '@/lib/views/schemas/broker';

const NO_ENTRIES: readonly ConfigEntryItem[] = [];
const MOST_KEYS = 500;

/** Config keys of a topic; of any topic, for the keys and their defaults alone, when none is given. Undefined while they are read. */
export function useTopicConfigEntries(clusterId: string, topic: string | null): readonly ConfigEntryItem[] | undefined {
  const any = useQuery({
    ...topicsQuery(clusterId, { limit: 1, internal: 'show' }),
    enabled: topic === null,
  });
  const name = topic ?? any.data?.items[0]?.name ?? null;
  const configs = useQuery({
    ...topicConfigsQuery(clusterId, name ?? '', { limit: MOST_KEYS }),
    enabled: name !== null,
  });
  const isWithout = (topic === null && any.data?.items.length === 0) || any.error !== null || configs.error !== null;
  return configs.data?.items ?? (isWithout ? NO_ENTRIES : undefined);
}

/** Config keys of a broker; of the first one when none is given. */
export function useBrokerConfigEntries(
  clusterId: string,
  brokerId: number | null,
): readonly ConfigEntryItem[] | undefined {
  const any = useQuery({ ...brokersQuery(clusterId, { limit: 1 }), enabled: brokerId === null });
  const id = brokerId ?? any.data?.items[0]?.brokerId ?? null;
  const broker = useQuery({ ...brokerQuery(clusterId, id ?? ''), enabled: id !== null });
  const isWithout = (brokerId === null && any.data?.items.length === 0) || any.error !== null || broker.error !== null;
  return broker.data?.configs ?? (isWithout || broker.data?.configs === null ? NO_ENTRIES : undefined);
}
