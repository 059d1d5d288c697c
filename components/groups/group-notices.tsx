'use client';

import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { StatusShape } from '@/components/ui/status-badge';
import { useFormats } from '@/components/ui/use-formats';
import type { GroupDetail } from '@/lib/views/schemas/group';
import classes from './groups.module.css';

type NoticeTone = 'slow' | 'stopped' | 'info';

interface Notice {
  readonly key: string;
  readonly tone: NoticeTone;
  readonly text: string;
}

const REBALANCING = new Set(['PreparingRebalance', 'CompletingRebalance', 'Assigning', 'Reconciling']);

function useNotices(group: GroupDetail): readonly Notice[] {
  const t = useTranslations('groups.notice');
  const types = useTranslations('groupTypes');
  const formats = useFormats();
  const notices: Notice[] = [];
  const add = (tone: NoticeTone, key: string, text: string) => notices.push({ key, tone, text });
  if (group.kind === 'connect') add('info', 'connect', types('connect.notice'));
  if (group.type === 'share') add('info', 'share', t('share'));
  if (group.type === 'streams') add('info', 'streams', t('streams'));
  if (group.state === 'Dead') add('stopped', 'dead', t('dead'));
  else if (group.isSimple) add('info', 'simple', t('simple'));
  else if (group.state === 'Empty') add('info', 'empty', t('empty'));
  if (REBALANCING.has(group.state)) add('slow', 'rebalancing', t('rebalancing'));
  if (group.members === null) add('slow', 'notDescribed', t('notDescribed'));
  const readAtMs = group.positionsReadAtMs;
  if (readAtMs === null) add('slow', 'neverRead', t('neverRead'));
  else if (group.capturedAtMs !== null && readAtMs < group.capturedAtMs) {
    add('slow', 'stalePositions', t('stalePositions', { time: formats.timestamp(readAtMs) }));
  }
  if (group.totalLag !== null && group.knownPartitions < group.partitionCount) {
    const values = { known: String(group.knownPartitions), total: String(group.partitionCount) };
    add('slow', 'partial', t('partial', values));
  }
  return notices;
}

/** What one must know of this kind or state of group to read its numbers. */
export function GroupNotices({ group }: { group: GroupDetail }) {
  const notices = useNotices(group);
  if (notices.length === 0) return null;
  return (
    <ul className={classes.notices}>
      {notices.map((notice) => (
        <li key={notice.key}>
          {notice.tone === 'info' ? (
            <IconInfoCircle size={14} stroke={1.75} aria-hidden />
          ) : (
            <StatusShape tone={notice.tone} />
          )}
          <span>{notice.text}</span>
        </li>
      ))}
    </ul>
  );
}
