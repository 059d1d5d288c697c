'use client';

import { Button, NativeSelect } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { parseAsString, parseAsStringLiteral } from 'nuqs';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { WordFilter } from '@/components/groups/word-filter';
import type { FilteredTableState, FilterValues } from '@/components/ui/use-table-state';
import { EVENT_KINDS } from '@/lib/domain/events/cluster-event';

const HOUR_MS = 3_600_000;
const RANGES = { '1h': HOUR_MS, '6h': 6 * HOUR_MS, '24h': 24 * HOUR_MS, '7d': 168 * HOUR_MS } as const;
type Range = keyof typeof RANGES;
const RANGE_NAMES = Object.keys(RANGES) as readonly Range[];
const SUBJECTS = ['broker', 'topic', 'group'] as const;

/** Filters of the timeline, named as the API names them; `range` counts back from now. */
export const TIMELINE_FILTERS = {
  kind: parseAsString,
  broker: parseAsString,
  topic: parseAsString,
  group: parseAsString,
  range: parseAsStringLiteral(RANGE_NAMES),
  from: parseAsString,
  to: parseAsString,
};
type TimelineState = FilteredTableState<FilterValues<typeof TIMELINE_FILTERS>>;

/** The filters as the API takes them. A range counts from when it was chosen, so that pages of one list belong together. */
export function useTimelineRequest({ filters }: TimelineState) {
  const { range, from, to, ...subjects } = filters;
  const sinceMs = useMemo(() => (range === null ? null : Date.now() - RANGES[range]), [range]);
  return { ...subjects, from: sinceMs ?? from, to: range === null ? to : null };
}

export function TimelineFilters({ state }: { readonly state: TimelineState }) {
  const t = useTranslations('events');
  const { kind, range, from, to } = state.filters;
  const isCustom = range === null && (from !== null || to !== null);
  return (
    <>
      <WordFilter
        name={t('filter.kind')}
        options={EVENT_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        value={kind}
        onChange={(chosen) => state.setFilters({ kind: chosen })}
      />
      <NativeSelect
        size="xs"
        aria-label={t('filter.range')}
        value={isCustom ? 'custom' : (range ?? '')}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          state.setFilters({ range: RANGE_NAMES.find((name) => name === chosen) ?? null, from: null, to: null });
        }}
        data={[
          { value: '', label: t('filter.anyTime') },
          ...RANGE_NAMES.map((name) => ({ value: name, label: t(`filter.range${name}`) })),
          ...(isCustom ? [{ value: 'custom', label: t('filter.custom') }] : []),
        ]}
      />
      {SUBJECTS.map((subject) => {
        const name = state.filters[subject];
        if (name === null) return null;
        const label = t(`filter.${subject}`, { name });
        return (
          <Button
            key={subject}
            variant="light"
            rightSection={<IconX size={14} aria-hidden />}
            aria-label={t('filter.remove', { filter: label })}
            onClick={() => state.setFilters({ [subject]: null })}
          >
            {label}
          </Button>
        );
      })}
    </>
  );
}
