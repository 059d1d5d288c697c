'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import type { DataColumn } from '@/components/ui/data-list';
import { useMayChange } from '@/lib/client/use-may-change';
import classes from './alerts.module.css';

interface RowAction {
  readonly label: string;
  /** Of the row. */
  readonly name: string;
  readonly operation: string;
  readonly href: string;
}

/** What can be done to a row by who looks at it, each the way to its form. */
function RowActions({ actions }: { readonly actions: readonly RowAction[] }) {
  const mayChange = useMayChange();
  const offered = actions.filter(({ operation }) => mayChange(operation));
  return (
    <span className={classes.actions}>
      {offered.map(({ label, name, href }) => (
        <Button
          key={label}
          component={Link}
          href={href}
          size="compact-xs"
          variant="default"
          aria-label={`${label}: ${name}`}
        >
          {label}
        </Button>
      ))}
    </span>
  );
}

/** The last column of a list: what can be done to each row; nothing where `actionsOf` answers null. */
export function actionsColumn<Row>(
  header: string,
  actionsOf: (row: Row) => readonly RowAction[] | null,
): DataColumn<Row> {
  return {
    id: 'actions',
    header,
    isSortable: false,
    text: () => null,
    cell: (row) => {
      const actions = actionsOf(row);
      return actions !== null && <RowActions actions={actions} />;
    },
  };
}
