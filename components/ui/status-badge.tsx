'use client';

import { VisuallyHidden } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { hint } from './hint';
import classes from './status-badge.module.css';
import type { StatusTone } from './theme';

const SHAPES: Record<StatusTone, React.ReactNode> = {
  ok: <circle cx="6" cy="6" r="4.5" />,
  slow: <path d="M6 1.2 11.2 10.6H.8Z" />,
  stalled: <rect x="1.5" y="1.5" width="9" height="9" rx="1" />,
  stopped: <path d="m2 2 8 8M10 2l-8 8" className={classes.stroke} />,
  unknown: <path d="M3.6 4.2a2.4 2.4 0 1 1 3.4 2.2c-.7.3-1 .8-1 1.6M6 10.4v.2" className={classes.stroke} />,
  moving: <path d="M6 1.5v9M6 1.5a4.5 4.5 0 0 1 0 9 4.5 4.5 0 0 1 0-9" className={classes.stroke} />,
};

/** The shape of a status alone. Without a label it is silent: the word stands beside it. */
export function StatusShape({ tone, label }: { readonly tone: StatusTone; readonly label?: string }) {
  return (
    <span className={classes.shape} data-tone={tone} {...hint(label)}>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        {SHAPES[tone]}
      </svg>
      {label !== undefined && <VisuallyHidden data-copy="skip">{label}</VisuallyHidden>}
    </span>
  );
}

interface StatusBadgeProps {
  readonly tone: StatusTone;
  /** The word; without it that of the tone. */
  readonly label?: string;
  /** Why it is so, on hover. */
  readonly reason?: string;
  /** `plain` has no wash behind it. */
  readonly variant?: 'wash' | 'plain';
}

/** Colour, shape and word of a status. */
export function StatusBadge({ tone, label, reason, variant = 'wash' }: StatusBadgeProps) {
  const t = useTranslations('ui.status');
  return (
    <span className={classes.badge} data-tone={tone} data-variant={variant} {...hint(reason)}>
      <StatusShape tone={tone} />
      {label ?? t(tone)}
    </span>
  );
}
