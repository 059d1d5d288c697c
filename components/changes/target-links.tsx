'use client';

import { useTranslations } from 'use-intl';
import { hint } from '@/components/ui/hint';
import { TextLink } from '@/components/ui/text-link';
import { targetHref } from './target-href';

const MOST_SHOWN = 3;

interface TargetLinksProps {
  readonly clusterId: string;
  readonly kind: string;
  readonly names: readonly string[];
}

/** What a change was made to, each a door; of many the first few. */
export function TargetLinks({ clusterId, kind, names }: TargetLinksProps) {
  const t = useTranslations('changes.list');
  const shown = names.slice(0, MOST_SHOWN);
  const more = names.length - shown.length;
  return (
    <span>
      {shown.map((name, index) => (
        <span key={name}>
          {index > 0 && ', '}
          <TextLink href={targetHref(clusterId, kind, name)} isMono>
            {name}
          </TextLink>
        </span>
      ))}
      {more > 0 && <span {...hint(names.slice(MOST_SHOWN).join(', '))}> {t('moreTargets', { count: more })}</span>}
    </span>
  );
}
