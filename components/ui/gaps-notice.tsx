'use client';

import { Collapse, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Messages } from '@/lib/i18n/en/catalogue';
import { errorHelpHref, gapAnchor } from '@/lib/i18n/error-help';
import classes from './gaps-notice.module.css';
import { StatusShape } from './status-badge';
import { TextLink } from './text-link';

/** Something that could not be read, as answers of the API list it. */
export interface ShownGap {
  readonly fact: keyof Messages['gapFact'];
  readonly brokerId: number | null;
  readonly topic: string | null;
  readonly partition: number | null;
  readonly groupId: string | null;
  readonly reason: string;
  readonly message: string;
}

const MOST_SHOWN = 20;

function GapLine({ gap }: { readonly gap: ShownGap }) {
  const t = useTranslations();
  const where = [
    gap.brokerId === null ? null : t('ui.gaps.broker', { id: String(gap.brokerId) }),
    gap.topic,
    gap.partition === null ? null : t('ui.gaps.partition', { id: String(gap.partition) }),
    gap.groupId,
  ].filter((part) => part !== null);
  return (
    <li>
      <strong>{t(`gapFact.${gap.fact}`)}</strong>
      {where.length > 0 && ` · ${where.join(' · ')}`} — {gap.message}{' '}
      <TextLink href={errorHelpHref(gapAnchor(gap.reason))} isMono>
        {gap.reason}
      </TextLink>
    </li>
  );
}

/** One quiet line that says how much could not be read; opened, what and why. Nothing when all was read. */
export function GapsNotice({ gaps }: { readonly gaps: readonly ShownGap[] }) {
  const t = useTranslations('ui.gaps');
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  if (gaps.length === 0) {
    return null;
  }
  return (
    <div className={classes.notice}>
      <UnstyledButton
        className={classes.head}
        onClick={() => setIsOpen(!isOpen)}
        aria-expanded={isOpen}
        aria-controls={id}
      >
        <StatusShape tone="slow" />
        {t('title', { count: gaps.length })}
        <IconChevronDown className={classes.chevron} data-open={isOpen || undefined} size={14} aria-hidden />
      </UnstyledButton>
      <Collapse expanded={isOpen} id={id}>
        <ul className={classes.list}>
          {gaps.slice(0, MOST_SHOWN).map((gap) => (
            <GapLine
              key={[gap.fact, gap.brokerId, gap.topic, gap.partition, gap.groupId, gap.reason].join()}
              gap={gap}
            />
          ))}
          {gaps.length > MOST_SHOWN && <li>{t('more', { count: gaps.length - MOST_SHOWN })}</li>}
        </ul>
        <p className={classes.note}>{t('note')}</p>
      </Collapse>
    </div>
  );
}
