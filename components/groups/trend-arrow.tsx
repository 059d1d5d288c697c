'use client';

import { IconArrowDownRight, IconArrowRight, IconArrowUpRight } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { hint } from '@/components/ui/hint';
import type { GroupItem } from '@/lib/views/schemas/group';
import { useGroupWords } from './group-words';
import classes from './groups.module.css';

const ICONS = { rising: IconArrowUpRight, falling: IconArrowDownRight, steady: IconArrowRight } as const;

/** Whether lag rises, falls or stays: a shape with its word on hover; nothing while nobody knows. */
export function TrendArrow({ trend }: { trend: GroupItem['trend'] }) {
  const t = useTranslations('groups');
  const words = useGroupWords();
  if (trend === 'unknown') return null;
  const Icon = ICONS[trend];
  const label = t('trendIs', { trend: words.trend(trend) });
  return (
    <span className={classes.trend} data-trend={trend} role="img" aria-label={label} {...hint(label)}>
      <Icon size={14} stroke={2} aria-hidden />
    </span>
  );
}
