'use client';

import { ActionIcon } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { hint } from '@/components/ui/hint';
import { loadOnce } from '@/components/ui/load-once';
import { Popover } from '@/components/ui/popover';
import { useMayChange } from '@/lib/client/use-may-change';
import type { ShownLag } from './lag-alert-form';

const form = loadOnce(() => import('./lag-alert-form'));

interface LagAlertButtonProps {
  readonly lags: readonly ShownLag[];
  readonly unit: 'records' | 'seconds';
}

/** Two clicks to an alert on what the chart shows: the bell, and yes. Of several groups, one is chosen between the two. */
export function LagAlertButton({ lags: [first, ...others], unit }: LagAlertButtonProps) {
  const t = useTranslations('alerts.form');
  const [isOpen, setIsOpen] = useState(false);
  const mayChange = useMayChange();
  const loaded = form.read();
  if (!mayChange('save-alert-rule') || first === undefined) return null;
  return (
    <Popover opened={isOpen} onChange={setIsOpen} withinPortal trapFocus position="bottom-end" content={form}>
      <Popover.Target>
        <ActionIcon aria-label={t('chart')} {...hint(t('chart'))} onClick={() => setIsOpen(!isOpen)}>
          <IconBell size={16} stroke={1.75} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('chart')}>
        {isOpen && loaded !== null && (
          <loaded.LagAlertForm lags={[first, ...others]} unit={unit} onDone={() => setIsOpen(false)} />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
