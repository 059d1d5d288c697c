'use client';

import { NativeSelect, Switch } from '@mantine/core';
import { parseAsStringLiteral } from 'nuqs';
import { useTranslations } from 'use-intl';
import type { FilteredTableState, FilterValues } from '@/components/ui/use-table-state';

const HEALTH_CHOICES = ['under-replicated', 'offline', 'skewed'] as const;

/** Filters of the topic list, named as the API names them. */
export const TOPIC_FILTERS = {
  health: parseAsStringLiteral(HEALTH_CHOICES),
  internal: parseAsStringLiteral(['show']),
};

export function TopicFilters({ state }: { readonly state: FilteredTableState<FilterValues<typeof TOPIC_FILTERS>> }) {
  const t = useTranslations('topics.filter');
  const { health, internal } = state.filters;
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={t('health')}
        value={health ?? ''}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          state.setFilters({ health: HEALTH_CHOICES.find((choice) => choice === chosen) ?? null });
        }}
        data={[
          { value: '', label: t('all') },
          ...HEALTH_CHOICES.map((choice) => ({ value: choice, label: t(choice) })),
        ]}
      />
      <Switch
        size="xs"
        label={t('internal')}
        checked={internal === 'show'}
        onChange={(event) => state.setFilters({ internal: event.currentTarget.checked ? 'show' : null })}
      />
    </>
  );
}
