'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { DataColumn } from '@/components/ui/data-list';
import { DataTable } from '@/components/ui/data-table';
import { type Fact, FactLine } from '@/components/ui/fact-line';
import { Figure } from '@/components/ui/figure';
import { useLocalList } from '@/components/ui/use-local-list';
import { useTableState } from '@/components/ui/use-table-state';
import type { OffsetEffect } from '@/lib/domain/offset-reset/plan-offset';
import type { ResetFigures, ResetPlan } from '@/lib/operations/groups/reset-plan';
import type { OperationPreview } from '@/lib/views/schemas/operation-run';

const LOCAL = { error: null, isFetching: false, refetch: () => undefined, data: {} } as const;
/** Up to so many lines need no search, pages or export. */
const MOST_PLAIN = 6;

type Row = ResetPlan['partitions'][number] & OffsetEffect;
type Translate = ReturnType<typeof useTranslations<'groupOperations.preview'>>;

/** Columns that say nothing where nothing was committed before. */
const OF_A_MOVE: ReadonlySet<string> = new Set(['before', 'skipped', 'replayed']);
const UNKNOWN: OffsetEffect = { skipped: null, replayed: null, lag: null };

function columnsOf(t: Translate): DataColumn<Row>[] {
  const offset = (id: 'before' | 'after'): DataColumn<Row> => ({
    id,
    header: t(id),
    isNumeric: true,
    isSortable: true,
    text: (row) => row[id],
    cell: (row) => <Figure value={row[id]} reason={t(id === 'before' ? 'noneBefore' : 'noneAfter')} />,
  });
  const records = (id: 'skipped' | 'replayed' | 'lag'): DataColumn<Row> => ({
    id,
    header: t(id),
    hint: t(`${id}Hint`),
    isNumeric: true,
    isSortable: true,
    text: (row) => row[id],
    cell: (row) => (
      <Figure value={row[id]} reason={t(row.before === null && id !== 'lag' ? 'noneBefore' : 'unknown')} />
    ),
  });
  return [
    {
      id: 'topic',
      header: t('topic'),
      isSortable: true,
      isWide: true,
      text: (row) => row.topic,
      cell: (row) => <code>{row.topic}</code>,
    },
    {
      id: 'partition',
      header: t('partition'),
      isNumeric: true,
      isSortable: true,
      text: (row) => row.partition,
      cell: (row) => <Figure value={row.partition} />,
    },
    offset('before'),
    offset('after'),
    records('skipped'),
    records('replayed'),
    records('lag'),
    {
      id: 'note',
      header: t('note'),
      isSortable: true,
      wraps: true,
      text: (row) => row.note,
      cell: (row) => (row.note === null ? '' : t(`notes.${row.note}`)),
    },
  ];
}

/** A sum over rows, and whether some of them are not known. */
function sumOf(rows: readonly Row[], of: 'skipped' | 'replayed' | 'lag') {
  const known = rows.flatMap((row) => row[of] ?? []);
  return {
    value: known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0),
    isAtLeast: known.length < rows.length,
  };
}

/** Old and new offset of every partition, and what that means for the records in between. */
export function ResetPreview({ preview }: { readonly preview: OperationPreview }) {
  const t = useTranslations('groupOperations.preview');
  const plan = preview.plan as ResetPlan;
  const figures = preview.figures as ResetFigures;
  const rows = useMemo(
    () => plan.partitions.map((one, index): Row => ({ ...one, ...(figures.effects[index] ?? UNKNOWN) })),
    [plan, figures],
  );
  const columns = useMemo(() => {
    const isNew = rows.every((row) => row.before === null);
    return columnsOf(t).filter(({ id }) => !(isNew && OF_A_MOVE.has(id)));
  }, [t, rows]);
  const state = useTableState({ prefix: 'reset' });
  const list = useLocalList(LOCAL, rows, columns, state);
  const facts: readonly Fact[] = [
    { id: 'partitions', label: t('partitions'), value: <Figure value={rows.length} /> },
    ...(['skipped', 'replayed', 'lag'] as const).map((id) => ({
      id,
      label: t(`${id}Sum`),
      value: <Figure {...sumOf(rows, id)} reason={t('unknown')} />,
    })),
  ];
  return (
    <>
      <FactLine facts={facts} />
      <DataTable
        label={t('label')}
        columns={columns}
        list={list}
        state={state}
        rowId={(row) => `${row.topic}-${row.partition}`}
        empty={t('none')}
        isPlain={rows.length <= MOST_PLAIN}
      />
    </>
  );
}
