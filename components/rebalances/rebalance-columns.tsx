'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { partsText } from '@/components/timeline/event-words';
import { memberName, nameMembers } from '@/components/timeline/member-name';
import type { DataColumn } from '@/components/ui/data-list';
import { Figure } from '@/components/ui/figure';
import { StatusBadge } from '@/components/ui/status-badge';
import { useFormats } from '@/components/ui/use-formats';
import type { GroupRebalances, MemberChurnItem, RebalanceItem } from '@/lib/views/schemas/rebalance';
import classes from './rebalances.module.css';

/** Lines of a cell; an export has all of them. */
const MOST_LINES = 6;

function Lines({ lines }: { readonly lines: readonly string[] }) {
  const t = useTranslations('events.detail');
  const shown = lines.length > MOST_LINES ? lines.slice(0, MOST_LINES - 1) : lines;
  return (
    <ul className={classes.lines}>
      {shown.map((line) => (
        <li key={line}>{line}</li>
      ))}
      {shown.length < lines.length ? <li>{t('more', { count: String(lines.length - shown.length) })}</li> : null}
    </ul>
  );
}

/** What moved and who came and went in a rebalance, in words. */
function useRebalanceLines(data: GroupRebalances) {
  const t = useTranslations('events');
  return useMemo(() => {
    const nameOf = nameMembers(data.members);
    const who = (key: string | null) => (key === null ? t('detail.nobody') : nameOf(key));
    return {
      moves: ({ moves, omitted }: RebalanceItem) => [
        ...moves.map((move) => t('detail.move', { what: partsText(move, t), from: who(move.from), to: who(move.to) })),
        ...(omitted > 0 ? [t('detail.more', { count: String(omitted) })] : []),
      ],
      comings: ({ joined, left }: RebalanceItem) => [
        ...joined.map((member) => t('detail.joined', { who: memberName(member) })),
        ...left.map((member) => t('detail.left', { who: memberName(member) })),
      ],
    };
  }, [data.members, t]);
}

/** Columns of the rebalances of a group. */
export function useRebalanceColumns(data: GroupRebalances): readonly DataColumn<RebalanceItem>[] {
  const t = useTranslations('rebalances');
  const formats = useFormats();
  const lines = useRebalanceLines(data);
  return useMemo(() => {
    const took = ({ tookAtLeastMs, tookAtMostMs }: RebalanceItem) => {
      const most = formats.duration(tookAtMostMs / 1000);
      if (tookAtLeastMs === 0) return t('tookAtMost', { most });
      return t('took', { least: formats.duration(tookAtLeastMs / 1000), most });
    };
    const epochs = ({ fromEpoch, toEpoch }: RebalanceItem) =>
      fromEpoch === null && toEpoch === null ? null : `${fromEpoch ?? '—'} → ${toEpoch ?? '—'}`;
    return [
      {
        id: 'atMs',
        header: t('column.atMs'),
        text: (row) => row.atMs,
        cell: (row) => formats.timestamp(row.atMs),
      },
      { id: 'took', header: t('column.took'), hint: t('column.tookHint'), text: took, cell: took },
      {
        id: 'epochs',
        header: t('column.epochs'),
        hint: t('column.epochsHint'),
        text: epochs,
        cell: (row) => epochs(row) ?? <Figure value={null} reason={t('noEpoch')} />,
      },
      {
        id: 'moved',
        header: t('column.moved'),
        isNumeric: true,
        text: (row) => row.movedPartitions,
        cell: (row) => <Figure value={row.movedPartitions} />,
      },
      {
        id: 'moves',
        header: t('column.moves'),
        wraps: true,
        text: (row) => lines.moves(row).join('\n'),
        cell: (row) => <Lines lines={lines.moves(row)} />,
      },
      {
        id: 'who',
        header: t('column.who'),
        wraps: true,
        text: (row) => lines.comings(row).join('\n'),
        cell: (row) => <Lines lines={lines.comings(row)} />,
      },
    ];
  }, [t, formats, lines]);
}

/** Columns of who joined and left. */
export function useChurnColumns(): readonly DataColumn<MemberChurnItem>[] {
  const t = useTranslations('rebalances');
  const formats = useFormats();
  return useMemo(
    () => [
      {
        id: 'member',
        header: t('column.member'),
        text: (row) => row.groupInstanceId ?? row.clientId,
        cell: (row) => row.groupInstanceId ?? row.clientId,
      },
      { id: 'host', header: t('column.host'), text: (row) => row.host, cell: (row) => row.host },
      {
        id: 'joined',
        header: t('column.joined'),
        isNumeric: true,
        text: (row) => row.joinedCount,
        cell: (row) => <Figure value={row.joinedCount} />,
      },
      {
        id: 'left',
        header: t('column.left'),
        isNumeric: true,
        text: (row) => row.leftCount,
        cell: (row) => <Figure value={row.leftCount} />,
      },
      {
        id: 'last',
        header: t('column.last'),
        text: (row) => row.lastAtMs,
        cell: (row) => formats.timestamp(row.lastAtMs),
      },
      {
        id: 'behaviour',
        header: t('column.behaviour'),
        text: (row) => (row.isFlapping ? 'flapping' : 'calm'),
        cell: (row) =>
          row.isFlapping ? <StatusBadge tone="slow" label={t('isFlapping')} reason={t('isFlappingHint')} /> : t('calm'),
      },
    ],
    [t, formats],
  );
}
