'use client';

import { Button, SegmentedControl, Stack, Switch, Text, useMantineColorScheme } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'use-intl';
import { chooseLocale } from '@/lib/client/locale-cookie';
import { setPreferences, usePreferences } from '@/lib/client/preferences';
import classes from './display-menu.module.css';
import { SessionSection } from './session-section';

const LANGUAGES = [
  { value: 'en', label: 'English' },
  { value: 'zh-CN', label: '简体中文' },
] as const;

function Choice({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed" mb="2xs" aria-hidden>
        {label}
      </Text>
      {children}
    </div>
  );
}

/** Theme, language, zone and keys of this browser, and the way out. */
export function DisplayPanel({ onKeys }: { readonly onKeys: () => void }) {
  const t = useTranslations('shell.display');
  const locale = useLocale();
  const router = useRouter();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { zone, hasShortcuts } = usePreferences();
  const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Stack gap="sm">
      <Choice label={t('theme')}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('theme')}
          value={colorScheme}
          onChange={(value) => setColorScheme(value)}
          data={[
            { value: 'light', label: t('light') },
            { value: 'dark', label: t('dark') },
            { value: 'auto', label: t('auto') },
          ]}
        />
      </Choice>
      <Choice label={t('language')}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('language')}
          value={locale}
          onChange={(value) => {
            chooseLocale(value);
            router.refresh();
          }}
          data={LANGUAGES.map(({ value, label }) => ({ value, label: <span lang={value}>{label}</span> }))}
        />
      </Choice>
      <Choice label={t('zone')}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('zone')}
          value={zone}
          onChange={(value) => setPreferences({ zone: value })}
          data={[
            { value: 'browser', label: t('browserZone', { zone: browserZone }) },
            { value: 'UTC', label: t('utc') },
          ]}
        />
      </Choice>
      <div className={classes.keys}>
        <Switch
          size="xs"
          label={t('shortcuts')}
          checked={hasShortcuts}
          onChange={(event) => setPreferences({ hasShortcuts: event.currentTarget.checked })}
        />
        <Button size="compact-xs" variant="subtle" onClick={onKeys}>
          {t('keys')}
        </Button>
      </div>
      <SessionSection />
    </Stack>
  );
}
