import { type HistorySubject, readStretch } from '@/components/lag/history-window-query';
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
    read: (client, range, points) =>
      readStretch(client, range, points, (stretch) => logHistoryQuery(subject.clusterId, { topic, brokerId }, stretch)),
  };
}
