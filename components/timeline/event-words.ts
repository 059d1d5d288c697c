'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { formatNumberRuns } from '@/components/ui/format';
import { CONNECTOR_ITSELF } from '@/lib/domain/events/group-work';
import type { EventItem, OwnerMoveItem } from '@/lib/views/schemas/event';
import { memberName, nameMembers } from './member-name';

/** What an event says, in words. */
export interface EventWords {
  /** One sentence. */
  readonly sentence: (event: EventItem) => string;
  /** What was before and after, a line each; at most `most`, the last one saying how many more there are. */
  readonly lines: (event: EventItem, most: number) => readonly string[];
}

type Translate = ReturnType<typeof useTranslations<'events'>>;
type TranslateChange = ReturnType<typeof useTranslations<'change'>>;
type Detail<Type extends NonNullable<EventItem['detail']>['type']> = Extract<
  NonNullable<EventItem['detail']>,
  { type: Type }
>;

/** Partitions of a topic, or of a Connect group the connector and its tasks. */
export function partsText({ topic, partitions }: Pick<OwnerMoveItem, 'topic' | 'partitions'>, t: Translate): string {
  const numbers = formatNumberRuns(partitions.filter((partition) => partition !== CONNECTOR_ITSELF));
  const itself = partitions.includes(CONNECTOR_ITSELF) ? t('detail.connectorItself') : '';
  return [topic, itself, numbers].filter((part) => part !== '').join(' ');
}

const PARTITION_SENTENCES = {
  'leaders-moved': 'sentence.leadersMoved',
  'isr-shrank': 'sentence.isrShrank',
  'isr-grew': 'sentence.isrGrew',
  'replicas-changed': 'sentence.replicasChanged',
} as const;

function sentenceOf(event: EventItem, t: Translate, changes: TranslateChange): string {
  const { kind, detail } = event;
  const subject = { group: event.groupId ?? '—', topic: event.topic ?? '—', broker: String(event.brokerId ?? '—') };
  switch (kind) {
    case 'members-changed': {
      const { joined, left } = detail?.type === 'members' ? detail : { joined: [], left: [] };
      return t('sentence.membersChanged', { ...subject, joined: joined.length, left: left.length });
    }
    case 'group-rebalanced':
      return t('sentence.rebalanced', {
        ...subject,
        count: detail?.type === 'rebalance' ? detail.movedPartitions : 0,
      });
    case 'leaders-moved':
    case 'isr-shrank':
    case 'isr-grew':
    case 'replicas-changed':
      return t(PARTITION_SENTENCES[kind], { ...subject, count: detail?.type === 'partitions' ? detail.count : 0 });
    case 'configs-altered': {
      const count = detail?.type === 'configs' ? detail.entries.length : 0;
      if (event.groupId !== null) return t('sentence.configsOfGroup', { ...subject, count });
      if (event.topic !== null) return t('sentence.configsOfTopic', { ...subject, count });
      return t('sentence.configsOfBroker', { ...subject, count });
    }
    case 'not-kept': {
      const { count, kind: of } = detail?.type === 'not-kept' ? detail : { count: 0, kind };
      return t('sentence.notKept', { count, kind: t(`kind.${of}`) });
    }
    default:
      return changes(kind, { ...subject, from: event.from ?? '—', to: event.to ?? '—' });
  }
}

function rebalanceLines({ fromEpoch, toEpoch, moves, members }: Detail<'rebalance'>, t: Translate): string[] {
  const nameOf = nameMembers(members);
  const who = (key: string | null) => (key === null ? t('detail.nobody') : nameOf(key));
  const epochs =
    fromEpoch === toEpoch ? [] : [t('detail.epochs', { from: String(fromEpoch ?? '—'), to: String(toEpoch ?? '—') })];
  return [
    ...epochs,
    ...moves.map((move) => t('detail.move', { what: partsText(move, t), from: who(move.from), to: who(move.to) })),
  ];
}

function detailLines(event: EventItem, t: Translate): string[] {
  const { detail } = event;
  const list = (ids: readonly number[]) => (ids.length === 0 ? t('detail.none') : ids.join(', '));
  switch (detail?.type) {
    case 'members':
      return [
        ...detail.joined.map((member) => t('detail.joined', { who: memberName(member) })),
        ...detail.left.map((member) => t('detail.left', { who: memberName(member) })),
      ];
    case 'rebalance':
      return rebalanceLines(detail, t);
    case 'partitions':
      return detail.partitions.map(({ partition, before, after }) =>
        t('detail.partition', { partition: String(partition), before: list(before), after: list(after) }),
      );
    case 'configs':
      return detail.entries.map(({ name, before, after }) =>
        t('detail.config', {
          name,
          before: before ?? t('detail.notSet'),
          after: after ?? t('detail.notSet'),
        }),
      );
    default:
      return [];
  }
}

export function useEventWords(): EventWords {
  const t = useTranslations('events');
  const changes = useTranslations('change');
  return useMemo(
    () => ({
      sentence: (event) => sentenceOf(event, t, changes),
      lines: (event, most) => {
        const lines = detailLines(event, t);
        if (lines.length <= most) return lines;
        const shown = lines.slice(0, most - 1);
        return [...shown, t('detail.more', { count: String(lines.length - shown.length) })];
      },
    }),
    [t, changes],
  );
}
