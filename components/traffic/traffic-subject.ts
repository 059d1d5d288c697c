import type { HistorySubject } from '@/components/lag/history-window-query';
import { logHistoryQuery } from '@/lib/client/queries';
import type { RecordRateHistory, TopicHistory } from '@/lib/views/log-history';

/** Whose traffic: a topic, the partitions that a broker leads, or all of a cluster. */
export type TrafficSubject =
  | { readonly kind: 'topic'; readonly clusterId: string; readonly topic: string }
  | { readonly kind: 'broker'; readonly clusterId: string; readonly brokerId: number }
  | { readonly kind: 'cluster'; readonly clusterId: string };

/** The way to its history. */
export function trafficHistorySubject(subject: TrafficSubject): HistorySubject<RecordRateHistory | TopicHistory> {
  const topic = subject.kind === 'topic' ? subject.topic : null;
  const brokerId = subject.kind === 'broker' ? subject.brokerId : null;
  return {
    clusterId: subject.clusterId,
    id: ['traffic', topic, brokerId],
    read: (client, range, points) => {
      const stretch = { fromMs: Math.floor(range.fromMs), toMs: Math.ceil(range.toMs), points };
      const { queryKey, queryFn } = logHistoryQuery(subject.clusterId, { topic, brokerId }, stretch);
      // The outer query retries and keeps; this one only knows the way.
      return client.fetchQuery({ queryKey, queryFn, staleTime: 0, gcTime: 0, retry: false });
    },
  };
}
