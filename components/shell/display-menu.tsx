'use client';

import { ActionIcon } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { hint } from '@/components/ui/hint';
import { loadOnce } from '@/components/ui/load-once';
import { Popover } from '@/components/ui/popover';
import classes from './display-menu.module.css';

const panel = loadOnce(() => import('./display-panel'));

function Panel({ onKeys }: { readonly onKeys: () => void }) {
  const loaded = panel.read();
  return loaded === null ? null : <loaded.DisplayPanel onKeys={onKeys} />;
}

/** The button behind which theme, language, zone and keys of this browser are. */
export function DisplayMenu({ onKeys }: { readonly onKeys: () => void }) {
  const t = useTranslations('shell.display');
  return (
    <Popover position="bottom-end" width={300} trapFocus returnFocus content={panel}>
      <Popover.Target>
        <ActionIcon aria-label={t('open')} {...hint(t('open'))}>
          <IconAdjustmentsHorizontal size={18} stroke={1.75} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown} aria-label={t('open')}>
        <Panel onKeys={onKeys} />
      </Popover.Dropdown>
    </Popover>
  );
}
