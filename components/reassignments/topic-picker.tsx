'use client';

import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { topicsQuery } from '@/lib/client/queries';

const MOST_OFFERED = 20;
const PAUSE_MS = 150;

/** Adds topics one after the other, found on the server while one types. */
export function TopicPicker({
  clusterId,
  onPick,
}: {
  readonly clusterId: string;
  readonly onPick: (topic: string) => void;
}) {
  const t = useTranslations('reassignments.editor');
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const { data } = useQuery(topicsQuery(clusterId, { search, limit: MOST_OFFERED, internal: 'show' }));
  return (
    <Select
      label={t('addTopic')}
      placeholder={t('addTopicPlaceholder')}
      data={(data?.items ?? []).map(({ name }) => name)}
      value={null}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(topic) => {
        if (topic !== null) onPick(topic);
        setTyped('');
      }}
      nothingFoundMessage={t('noTopic')}
    />
  );
}
