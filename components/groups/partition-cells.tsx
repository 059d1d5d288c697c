'use client';

import { useTranslations } from 'use-intl';
import { lagChartPath } from '@/components/lag/lag-paths';
import { Figure } from '@/components/ui/figure';
import { hint } from '@/components/ui/hint';
import { StatusBadge } from '@/components/ui/status-badge';
import { TextLink } from '@/components/ui/text-link';
import { useFormats } from '@/components/ui/use-formats';
import type { GroupLagItem } from '@/lib/views/schemas/group';
import { useGroupWords } from './group-words';
import classes from './groups.module.css';

interface PartitionCellProps {
  readonly clusterId: string;
  readonly groupId: string;
  readonly item: GroupLagItem;
}

/** Lag of one partition as the door to its chart; where it is not known why, and what was known last. */
export function PartitionLag({ clusterId, groupId, item }: PartitionCellProps) {
  const t = useTranslations('groups');
  const formats = useFormats();
  const words = useGroupWords();
  if (item.lag !== null) {
    return (
      <TextLink href={lagChartPath(clusterId, groupId, item)} c="inherit">
        <Figure value={item.lag} />
      </TextLink>
    );
  }
  const dash = <Figure value={null} reason={words.lagUnknown(item.lagUnknownReason)} />;
  if (item.staleLag !== null) {
    const values = { count: formats.integer(item.staleLag), time: formats.clock(item.staleLagAtMs ?? 0) };
    return (
      <span className={classes.beside}>
        {dash}
        <span className={classes.quiet} {...hint(t('staleLagHint'))}>
          {t('staleLag', values)}
        </span>
      </span>
    );
  }
  if (item.unreadRecords === null) return dash;
  const count = formats.integer(item.unreadRecords);
  return (
    <span className={classes.beside}>
      {dash}
      <span className={classes.quiet} {...hint(t('unreadHint', { count }))}>
        {t('unread', { count })}
      </span>
    </span>
  );
}

/** What is wrong with a position: committed past the end, or records lost before they were read. */
export function PartitionFlags({ item }: { item: GroupLagItem }) {
  const t = useTranslations('groups');
  const formats = useFormats();
  const ahead = formats.integer(item.aheadRecords);
  const lost = formats.integer(item.lostRecords);
  return (
    <span className={classes.beside}>
      {item.aheadRecords > 0 ? (
        <StatusBadge tone="stalled" label={t('ahead', { count: ahead })} reason={t('aheadHint', { count: ahead })} />
      ) : null}
      {item.lostRecords > 0 ? (
        <StatusBadge tone="stopped" label={t('lost', { count: lost })} reason={t('lostHint', { count: lost })} />
      ) : null}
    </span>
  );
}

/** Who reads the partition: the client as the door to the members. */
export function PartitionOwner({ clientId, href }: { clientId: string | null; href: string }) {
  const t = useTranslations('groups');
  if (clientId === null) {
    return (
      <span className={classes.quiet} {...hint(t('ownerNoneHint'))}>
        {t('ownerNone')}
      </span>
    );
  }
  return (
    <TextLink href={href} isMono>
      {clientId}
    </TextLink>
  );
}
