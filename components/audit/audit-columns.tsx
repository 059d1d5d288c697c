'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { TargetLinks } from '@/components/changes/target-links';
import { useOperationWords } from '@/components/operation/operation-words';
import type { DataColumn } from '@/components/ui/data-list';
import { StatusBadge } from '@/components/ui/status-badge';
import { TextLink } from '@/components/ui/text-link';
import { useFormats } from '@/components/ui/use-formats';
import { paths } from '@/lib/client/paths';
import type { AuditEventItem } from '@/lib/views/schemas/audit';
import { resultTone, useAuditWords } from './audit-words';

/** Columns of the audit. `hrefOf` leads to what a row holds. */
export function useAuditColumns(
  clusterId: string,
  hrefOf: (row: AuditEventItem) => string,
): readonly DataColumn<AuditEventItem>[] {
  const t = useTranslations('audit');
  const operationWords = useOperationWords();
  const words = useAuditWords();
  const formats = useFormats();
  return useMemo(() => {
    const columns: readonly DataColumn<AuditEventItem>[] = [
      {
        id: 'operation',
        header: t('column.operation'),
        text: (row) => row.operation,
        cell: (row) => (
          <TextLink href={hrefOf(row)} hint={t('detail.open', { id: row.id })}>
            {operationWords.title(row.operation)}
          </TextLink>
        ),
      },
      {
        id: 'atMs',
        header: t('column.atMs'),
        text: (row) => row.atMs,
        cell: (row) => formats.timestamp(row.atMs),
      },
      { id: 'principal', header: t('column.principal'), text: (row) => row.principal, cell: (row) => row.principal },
      {
        id: 'targets',
        header: t('column.targets'),
        text: (row) => row.targetNames.join(', '),
        cell: (row) => <TargetLinks clusterId={clusterId} kind={row.targetKind} names={row.targetNames} />,
      },
      { id: 'kind', header: t('column.kind'), text: (row) => row.kind, cell: (row) => t(`kind.${row.kind}`) },
      {
        id: 'result',
        header: t('column.result'),
        text: (row) => row.result,
        cell: (row) => <StatusBadge tone={resultTone(row.result)} label={words.result(row.result)} variant="plain" />,
      },
      {
        id: 'runId',
        header: t('column.runId'),
        text: (row) => row.runId,
        cell: (row) =>
          row.runId === null ? null : (
            <TextLink href={paths.changeRun(clusterId, row.runId)} isMono>
              {row.runId.slice(0, 8)}
            </TextLink>
          ),
      },
      {
        id: 'auth',
        header: t('column.auth'),
        isExtra: true,
        text: (row) => row.auth,
        cell: (row) => words.auth(row.auth),
      },
      {
        id: 'detail',
        header: t('column.detail'),
        isExtra: true,
        isWide: true,
        text: (row) => JSON.stringify(row.detail),
        cell: (row) => <code>{JSON.stringify(row.detail)}</code>,
      },
      {
        id: 'id',
        header: t('column.id'),
        isExtra: true,
        isNumeric: true,
        text: (row) => row.id,
        cell: (row) => row.id,
      },
      {
        id: 'hash',
        header: t('column.hash'),
        isExtra: true,
        text: (row) => row.hash,
        cell: (row) => <code>{row.hash.slice(0, 12)}</code>,
      },
    ];
    return columns.map((column) => ({ ...column, isSortable: false }));
  }, [t, operationWords, words, formats, clusterId, hrefOf]);
}
