'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { RowSelection } from './data-list';
import classes from './data-table.module.css';

/** How many rows are chosen, and what can be done to them. */
export function SelectionBar({ selection }: { readonly selection: RowSelection }) {
  const t = useTranslations('ui.table');
  return (
    <div className={classes.selection}>
      <strong aria-live="polite">{t('selected', { count: selection.ids.size })}</strong>
      {selection.actions}
      <Button variant="subtle" onClick={() => selection.onChange(new Set())}>
        {t('selectNone')}
      </Button>
    </div>
  );
}
