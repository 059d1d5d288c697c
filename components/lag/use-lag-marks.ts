'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { ChartMark } from '@/components/charts/plan-plot';
import { useFormats } from '@/components/ui/use-formats';
import { clusterQuery } from '@/lib/client/queries';
import type { ClusterChangeItem } from '@/lib/views/schemas/cluster';
import type { LagTopic } from './lag-part-select';
import type { LagSubject } from './lag-window-query';

const OF_TOPIC = new Set<ClusterChangeItem['kind']>(['topic-recreated', 'partitions-added', 'log-truncated']);

function touches(change: ClusterChangeItem, subject: LagSubject, topics: readonly LagTopic[]): boolean {
  if (change.groupId !== null) return change.groupId === subject.groupId;
  if (change.kind === 'broker-up' || change.kind === 'broker-down') return true;
  if (!OF_TOPIC.has(change.kind)) return false;
  return subject.topic === null ? topics.some((one) => one.topic === change.topic) : change.topic === subject.topic;
}

/** What happened to a group, its topics and the brokers in the last hour, and where its history begins. */
export function useLagMarks(
  subject: LagSubject,
  topics: readonly LagTopic[],
  sinceMs: number | null,
): readonly ChartMark[] {
  const t = useTranslations();
  const formats = useFormats();
  const changes = useQuery(clusterQuery(subject.clusterId)).data?.changes;
  return useMemo(() => {
    const events = (changes ?? [])
      .filter((change) => touches(change, subject, topics))
      .map((change) => ({
        t: change.atMs,
        label: t(`change.${change.kind}`, {
          broker: String(change.brokerId ?? ''),
          topic: change.topic ?? '',
          group: change.groupId ?? '',
          from: change.from ?? '',
          to: change.to ?? '',
        }),
      }));
    if (sinceMs === null) return events;
    return [{ t: sinceMs, label: t('lag.sinceMark', { time: formats.clock(sinceMs) }), isLabelled: true }, ...events];
  }, [changes, subject, topics, sinceMs, t, formats]);
}
