'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import classes from './alerts.module.css';

/** What can be done to a row, each the way to its form. */
export function RowActions({
  actions,
}: {
  readonly actions: readonly { readonly label: string; readonly name: string; readonly href: string }[];
}) {
  return (
    <span className={classes.actions}>
      {actions.map(({ label, name, href }) => (
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
