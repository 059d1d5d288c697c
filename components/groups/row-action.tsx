'use client';

import { ActionIcon } from '@mantine/core';
import { IconRewindBackward5, IconUserMinus } from '@tabler/icons-react';
import Link from 'next/link';
import { hint } from '@/components/ui/hint';
import { useMayChange } from '@/lib/client/use-may-change';
import classes from './groups.module.css';

const KINDS = {
  reset: { Icon: IconRewindBackward5, operation: 'reset-group-offsets' },
  remove: { Icon: IconUserMinus, operation: 'remove-group-member' },
} as const;

interface RowActionProps {
  readonly kind: keyof typeof KINDS;
  readonly href: string;
  readonly label: string;
  readonly children: React.ReactNode;
}

/** A value of a row, and beside it the way to change it for those who may. */
export function RowAction({ kind, href, label, children }: RowActionProps) {
  const mayChange = useMayChange();
  const { Icon, operation } = KINDS[kind];
  if (!mayChange(operation)) return children;
  return (
    <span className={classes.beside}>
      {children}
      <ActionIcon component={Link} href={href} prefetch={false} aria-label={label} {...hint(label)}>
        <Icon size={14} stroke={1.75} aria-hidden />
      </ActionIcon>
    </span>
  );
}
