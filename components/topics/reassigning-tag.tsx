'use client';

import { useTranslations } from 'use-intl';
import { Tag } from '@/components/ui/tag';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/client/paths';

/** Says that replicas of a topic are being moved, and leads to where one sees how far they are. */
export function ReassigningTag({ clusterId, count }: { readonly clusterId: string; readonly count: number }) {
  const t = useTranslations('topics');
  return (
    <TextLink href={paths.reassignments(clusterId)} c="inherit">
      <Tag>{t('reassigning', { count })}</Tag>
    </TextLink>
  );
}
