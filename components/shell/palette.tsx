'use client';

import '@mantine/spotlight/styles.css';
import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import classes from './palette.module.css';
import { usePaletteEntries } from './use-palette-entries';

const [store, controls] = createSpotlight();
const PAUSE_MS = 150;

/** Enter takes the first entry at once; Spotlight itself waits for an arrow key. */
function selectFirst(list: HTMLElement | null): void {
  if (list !== null && list.querySelector('[data-selected]') === null) {
    list.querySelector('[data-action]')?.setAttribute('data-selected', 'true');
    store.updateState((state) => ({ ...state, selected: 0 }));
  }
}

interface PaletteProps {
  readonly clusterId: string | null;
  readonly onClose: () => void;
  readonly onKeys: () => void;
}

/** Search over pages, clusters, topics, groups and brokers, and what can be done from anywhere. */
export function Palette({ clusterId, onClose, onKeys }: PaletteProps) {
  const t = useTranslations('shell.palette');
  const router = useRouter();
  const [query, setQuery] = useState('');
  const [search] = useDebouncedValue(query.trim(), PAUSE_MS);
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const groups = usePaletteEntries(clusterId, search, {
    toggleTheme: () => setColorScheme(scheme === 'dark' ? 'light' : 'dark'),
    showKeys: onKeys,
  });
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => controls.open(), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new entries bring a new first one
  useEffect(() => selectFirst(list.current), [groups]);
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      transitionProps={{ duration: 0 }}
      scrollable
      overlayProps={{ backgroundOpacity: 0.4, blur: 0 }}
      maxHeight="60dvh"
      aria-label={t('label')}
      classNames={{ content: classes.content, action: classes.action, actionsGroup: classes.group }}
    >
      <Spotlight.Search
        placeholder={t('placeholder')}
        aria-label={t('placeholder')}
        leftSection={<IconSearch size={18} stroke={1.75} />}
      />
      <Spotlight.ActionsList ref={list} aria-label={t('label')}>
        {groups.map((group) => (
          <Spotlight.ActionsGroup key={group.id} label={t(group.id)}>
            {group.entries.map((entry) => (
              <Spotlight.Action
                key={entry.id}
                label={entry.label}
                {...(entry.description === undefined ? {} : { description: entry.description })}
                onClick={() => (entry.href === undefined ? entry.run?.() : router.push(entry.href))}
              />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 && <Spotlight.Empty>{t('nothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
