'use client';

import { Button } from '@mantine/core';
import { IconBellOff } from '@tabler/icons-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useQuickChange } from '@/components/operation/use-quick-change';
import { Menu } from '@/components/ui/menu';
import { notify } from '@/components/ui/notices';
import { paths } from '@/lib/client/paths';
import { useMayChange } from '@/lib/client/use-may-change';

const MINUTES = [30, 60, 240, 1_440] as const;

interface SilenceButtonProps {
  readonly clusterId: string;
  readonly rule: string;
  readonly subjectName: string;
}

/** Two clicks: the button, and for how long. */
export function SilenceButton({ clusterId, rule, subjectName }: SilenceButtonProps) {
  const t = useTranslations('alerts.list');
  const silence = useQuickChange(clusterId, 'silence-alerts');
  const subject = { rulePattern: rule, subjectPattern: subjectName };
  const mayChange = useMayChange();
  const run = (minutes: number) =>
    silence.mutate(
      { ...subject, minutes },
      {
        onError: (error) => notify({ color: 'red', title: t('silenceFailed'), message: error.message }),
      },
    );
  if (!mayChange('silence-alerts')) return null;
  return (
    <Menu>
      <Menu.Target>
        <Button
          size="compact-xs"
          variant="default"
          loading={silence.isPending}
          leftSection={<IconBellOff size={14} aria-hidden />}
        >
          {t('silence')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('silenceFor')}</Menu.Label>
        {MINUTES.map((minutes) => (
          <Menu.Item key={minutes} onClick={() => run(minutes)}>
            {t('minutes', { hours: Math.floor(minutes / 60) })}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} href={paths.change(clusterId, 'silence-alerts', subject)}>
          {t('silenceMore')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
