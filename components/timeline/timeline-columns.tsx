'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { DataColumn } from '@/components/ui/data-list';
import { hint } from '@/components/ui/hint';
import { TextLink } from '@/components/ui/text-link';
import { useFormats } from '@/components/ui/use-formats';
import { paths } from '@/lib/client/paths';
import type { EventItem } from '@/lib/views/schemas/event';
import { useEventWords } from './event-words';
import classes from './timeline.module.css';

/** Lines of detail that a row shows; an export has all of them. */
const MOST_LINES = 4;

/** Where an event leads; null for what is no longer there to look at. */
function eventHref(clusterId: string, event: EventItem): string | null {
  if (event.groupId !== null) {
    const isMembership = event.kind === 'group-rebalanced' || event.kind === 'members-changed';
    return paths.group(clusterId, event.groupId, isMembership ? { tab: 'rebalances' } : {});
  }
  if (event.topic !== null) return event.kind === 'topic-deleted' ? null : paths.topic(clusterId, event.topic);
  return event.brokerId === null ? null : paths.broker(clusterId, event.brokerId);
}

/** Columns of the timeline. */
export function useTimelineColumns(clusterId: string): readonly DataColumn<EventItem>[] {
  const t = useTranslations('events');
  const words = useEventWords();
  const formats = useFormats();
  return useMemo(
    () => [
      {
        id: 'what',
        header: t('column.what'),
        wraps: true,
        text: words.sentence,
        cell: (event) => {
          const href = eventHref(clusterId, event);
          const text = words.sentence(event);
          return href === null ? text : <TextLink href={href}>{text}</TextLink>;
        },
      },
      {
        id: 'atMs',
        header: t('column.atMs'),
        isSortable: true,
        text: (event) => event.atMs,
        cell: (event) => {
          const [from, to] = [formats.timestamp(event.sinceMs), formats.timestamp(event.atMs)];
          return <span {...hint(t('between', { from, to }))}>{to}</span>;
        },
      },
      {
        id: 'kind',
        header: t('column.kind'),
        isExtra: true,
        text: (event) => event.kind,
        cell: (event) => t(`kind.${event.kind}`),
      },
      {
        id: 'detail',
        header: t('column.detail'),
        wraps: true,
        text: (event) => words.lines(event, Number.POSITIVE_INFINITY).join('\n'),
        cell: (event) => (
          <ul className={classes.lines}>
            {words.lines(event, MOST_LINES).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        ),
      },
      {
        id: 'since',
        header: t('column.since'),
        isExtra: true,
        text: (event) => event.sinceMs,
        cell: (event) => formats.timestamp(event.sinceMs),
      },
    ],
    [clusterId, t, words, formats],
  );
}
