'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { DataColumn } from '@/components/ui/data-list';
import { DataTable } from '@/components/ui/data-table';
import { hint } from '@/components/ui/hint';
import { Tag } from '@/components/ui/tag';
import { useLocalList } from '@/components/ui/use-local-list';
import { useTableState } from '@/components/ui/use-table-state';
import type { PlanChange } from '@/lib/views/schemas/operation-run';
import { type ChangeRow, planChangeRows } from './change-rows';
import classes from './change-table.module.css';
import { useOperationWords } from './operation-words';

/** Up to so many lines need no search, pages or export. */
const MOST_PLAIN = 6;
const LONG_VALUE = 40;
const LOCAL = { error: null, isFetching: false, refetch: () => undefined, data: {} } as const;

function Value({ text, isOld = false }: { readonly text: string | null; readonly isOld?: boolean }) {
  const t = useTranslations('changes.preview');
  if (text === null) return <span className={classes.none}>{t('none')}</span>;
  return (
    <code className={classes.value} data-old={isOld || undefined} {...hint(text.length > LONG_VALUE ? text : null)}>
      {text === '' ? '""' : text}
    </code>
  );
}

interface ChangeTableProps {
  readonly label: string;
  readonly changes: readonly PlanChange[];
  /** The lines of the plan that this one took the place of. */
  readonly earlier?: readonly PlanChange[] | null;
  /** Keeps its search and pages apart from those of other tables of the page. */
  readonly prefix: string;
  /** Words over the two values: a plan has before and after, a verification planned and found. */
  readonly heads?: { readonly before: string; readonly after: string };
}

/** Lines of a plan: the thing, what about it, and the value on both sides. */
export function ChangeTable({ label, changes, earlier = null, prefix, heads }: ChangeTableProps) {
  const t = useTranslations('changes.preview');
  const words = useOperationWords();
  const state = useTableState({ prefix });
  const rows = useMemo(() => planChangeRows(changes, earlier), [changes, earlier]);
  const before = heads?.before ?? t('before');
  const after = heads?.after ?? t('after');
  const columns = useMemo(
    (): DataColumn<ChangeRow>[] => [
      {
        id: 'subject',
        header: t('subject'),
        text: (row) => row.subject,
        cell: (row) => (
          <span className={classes.subject}>
            <code>{row.subject}</code>
            {row.since !== 'same' && <Tag>{t(row.since)}</Tag>}
          </span>
        ),
      },
      {
        id: 'aspect',
        header: t('aspect'),
        text: (row) => row.aspect,
        cell: (row) => words.aspect(row.aspect) ?? <code className={classes.value}>{row.aspect}</code>,
      },
      { id: 'before', header: before, text: (row) => row.before, cell: (row) => <Value text={row.before} isOld /> },
      { id: 'after', header: after, text: (row) => row.after, cell: (row) => <Value text={row.after} /> },
    ],
    [t, words, before, after],
  );
  const list = useLocalList(LOCAL, rows, columns, state);
  return (
    <DataTable
      label={label}
      columns={columns}
      list={list}
      state={state}
      rowId={(row) => row.id}
      empty={t('noChanges')}
      isPlain={rows.length <= MOST_PLAIN}
    />
  );
}
