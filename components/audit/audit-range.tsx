'use client';

import { Group, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTimeZone, useTranslations } from 'use-intl';
import { parseZonedTime, writeZonedTime } from '@/components/ui/zoned-time';
import { type AuditState, RANGE_NAMES } from './audit-request';

const CUSTOM = 'custom';
/** Where a chosen range starts before anything is chosen. */
const DAY_MS = 86_400_000;

/** One end of a chosen range, in the zone that times are shown in; empty is open. */
function RangeEnd({ state, end }: { readonly state: AuditState; readonly end: 'from' | 'to' }) {
  const t = useTranslations('audit.filter');
  const zone = useTimeZone() ?? 'UTC';
  const atMs = Number(state.filters[end] ?? Number.NaN);
  return (
    <TextInput
      type="datetime-local"
      size="xs"
      aria-label={t(end)}
      value={Number.isFinite(atMs) ? writeZonedTime(atMs, zone) : ''}
      onChange={(event) => {
        const chosenMs = parseZonedTime(event.currentTarget.value, zone);
        state.setFilters({ [end]: chosenMs === null ? null : String(chosenMs) });
      }}
    />
  );
}

/** Since when, or between which two times. */
export function AuditRange({ state }: { readonly state: AuditState }) {
  const t = useTranslations('audit.filter');
  const { range, from, to } = state.filters;
  // Both ends may be empty for a moment while one of them is typed.
  const [isChosen, setIsChosen] = useState(false);
  const isCustom = range === null && (from !== null || to !== null || isChosen);
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={t('range')}
        value={isCustom ? CUSTOM : (range ?? '')}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          setIsChosen(chosen === CUSTOM);
          const since = chosen === CUSTOM ? String(Date.now() - DAY_MS) : null;
          state.setFilters({ range: RANGE_NAMES.find((name) => name === chosen) ?? null, from: since, to: null });
        }}
        data={[
          { value: '', label: t('anyTime') },
          ...RANGE_NAMES.map((name) => ({ value: name, label: t(`range${name}`) })),
          { value: CUSTOM, label: t('custom') },
        ]}
      />
      {isCustom && (
        <Group gap="2xs">
          <RangeEnd state={state} end="from" />
          <span aria-hidden>–</span>
          <RangeEnd state={state} end="to" />
        </Group>
      )}
    </>
  );
}
