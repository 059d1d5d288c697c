'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { TimeRange } from '@/components/charts/chart-series';
import type { ChartMark } from '@/components/charts/plan-plot';
import { useEventWords } from '@/components/timeline/event-words';
import { useFormats } from '@/components/ui/use-formats';
import { alertIncidentsQuery, eventsQuery } from '@/lib/client/queries';
import type { EventItem } from '@/lib/views/schemas/event';
import type { LagTopic } from './lag-part-select';
import type { LagSubject } from './lag-window-query';

const OF_GROUP = 'group-rebalanced,offsets-reset,group-appeared,group-gone';
const OF_OTHERS = 'broker-up,broker-down,topic-recreated,partitions-added,log-truncated,replicas-changed';
const MOST_MARKS = 200;
/** The range asked for moves in steps, so that a sliding window does not ask anew with each of its points. */
const STEP_MS = 60_000;

function touches(event: EventItem, subject: LagSubject, topics: readonly LagTopic[]): boolean {
  if (event.topic === null) return true;
  return subject.topic === null ? topics.some((one) => one.topic === event.topic) : event.topic === subject.topic;
}

/** Stored events of the range: those of the group, and those of brokers and topics. */
function useMarkEvents({ clusterId, groupId }: LagSubject, range: TimeRange): readonly EventItem[] | undefined {
  const from = Math.floor(range.fromMs / STEP_MS) * STEP_MS;
  const to = Math.ceil(range.toMs / STEP_MS) * STEP_MS;
  const within = { from, to, limit: MOST_MARKS };
  const ofGroup = useQuery(eventsQuery(clusterId, { ...within, kind: OF_GROUP, group: groupId })).data?.items;
  const ofOthers = useQuery(eventsQuery(clusterId, { ...within, kind: OF_OTHERS })).data?.items;
  return useMemo(() => ofGroup && ofOthers && [...ofGroup, ...ofOthers], [ofGroup, ofOthers]);
}

/** Alerts of the group that fired in the range: when they opened and closed. */
function useAlertMarks({ clusterId, groupId }: LagSubject, range: TimeRange): readonly ChartMark[] {
  const t = useTranslations('alerts.mark');
  const from = Math.floor(range.fromMs / STEP_MS) * STEP_MS;
  const to = Math.ceil(range.toMs / STEP_MS) * STEP_MS;
  const query = { from, to, group: groupId, limit: MOST_MARKS };
  const fired = useQuery(alertIncidentsQuery(clusterId, query)).data?.items;
  return useMemo(
    () =>
      (fired ?? []).flatMap(({ rule, openedAtMs, closedAtMs }) => [
        { t: openedAtMs, label: t('opened', { rule }) },
        ...(closedAtMs === null ? [] : [{ t: closedAtMs, label: t('closed', { rule }) }]),
      ]),
    [fired, t],
  );
}

/** What happened to a group, its topics and the brokers in the range shown, which alerts fired, and where the history begins. */
export function useLagMarks(
  subject: LagSubject,
  topics: readonly LagTopic[],
  range: TimeRange,
  sinceMs: number | null,
): readonly ChartMark[] {
  const t = useTranslations('lag');
  const words = useEventWords();
  const formats = useFormats();
  const found = useMarkEvents(subject, range);
  const alerts = useAlertMarks(subject, range);
  return useMemo(() => {
    const events = (found ?? [])
      .filter((event) => touches(event, subject, topics))
      .map((event) => ({ t: event.atMs, label: words.sentence(event) }));
    const marks = [...events, ...alerts];
    if (sinceMs === null) return marks;
    return [{ t: sinceMs, label: t('sinceMark', { time: formats.clock(sinceMs) }), isLabelled: true }, ...marks];
  }, [found, alerts, subject, topics, sinceMs, t, words, formats]);
}
