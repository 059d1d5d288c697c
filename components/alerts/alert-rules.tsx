'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { DataColumn } from '@/components/ui/data-list';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Tag } from '@/components/ui/tag';
import { TextLink } from '@/components/ui/text-link';
import { useTableState } from '@/components/ui/use-table-state';
import { paths } from '@/lib/client/paths';
import { alertRulesQuery } from '@/lib/client/queries';
import { useMayChange } from '@/lib/client/use-may-change';
import { useServerList } from '@/lib/client/use-server-list';
import type { AlertRuleItem } from '@/lib/views/schemas/alert';
import { AlertSeverity, useConditionText } from './alert-words';
import { actionsColumn } from './row-actions';
import { UsualRules } from './usual-rules';

/** The form of a rule, filled in with what it says now. */
function editHref(clusterId: string, { id: _, unit: __, state: ___, labels, ...rule }: AlertRuleItem): string {
  const isEnabled = String(rule.isEnabled);
  return paths.change(clusterId, 'save-alert-rule', { ...rule, isEnabled, labels: JSON.stringify(labels) });
}

function Found({ rule }: { readonly rule: AlertRuleItem }) {
  const t = useTranslations('alerts.rules');
  if (rule.state === null) return rule.isEnabled ? t('never') : <Tag>{t('isOff')}</Tag>;
  const { subjectCount, firingCount, pendingCount, noDataCount } = rule.state;
  const more = firingCount + pendingCount + noDataCount > 0;
  return (
    <>
      {t('found', { subjects: subjectCount })}
      {more && ` · ${t('foundMore', { firing: firingCount, pending: pendingCount, noData: noDataCount })}`}
    </>
  );
}

function useColumns(clusterId: string): readonly DataColumn<AlertRuleItem>[] {
  const t = useTranslations('alerts');
  const condition = useConditionText();
  return useMemo(
    () => [
      {
        id: 'rule',
        header: t('column.rule'),
        text: (row) => row.rule,
        cell: (row) => <TextLink href={editHref(clusterId, row)}>{row.rule}</TextLink>,
      },
      { id: 'kind', header: t('column.kind'), text: (row) => row.kind, cell: (row) => t(`kind.${row.kind}`) },
      {
        id: 'pattern',
        header: t('column.pattern'),
        isSortable: false,
        text: (row) => row.pattern,
        cell: (row) => (
          <code>{[row.pattern, ...(row.topicPattern === null ? [] : [row.topicPattern])].join(' / ')}</code>
        ),
      },
      {
        id: 'condition',
        header: t('column.condition'),
        isSortable: false,
        isWide: true,
        text: condition,
        cell: condition,
      },
      {
        id: 'severity',
        header: t('column.severity'),
        text: (row) => row.severity,
        cell: (row) => <AlertSeverity severity={row.severity} />,
      },
      {
        id: 'subjects',
        header: t('column.found'),
        text: (row) => row.state?.subjectCount ?? null,
        cell: (row) => <Found rule={row} />,
      },
      {
        id: 'channels',
        header: t('column.channels'),
        isSortable: false,
        text: (row) => row.channels.join(', '),
        cell: (row) => (row.channels.length === 0 ? t('history.nobody') : row.channels.join(', ')),
      },
      actionsColumn<AlertRuleItem>(t('column.actions'), (row) => [
        { label: t('rules.edit'), name: row.rule, operation: 'save-alert-rule', href: editHref(clusterId, row) },
        {
          label: t('rules.delete'),
          name: row.rule,
          operation: 'delete-alert-rule',
          href: paths.change(clusterId, 'delete-alert-rule', { rule: row.rule }),
        },
      ]),
    ],
    [t, clusterId, condition],
  );
}

/** The rules of a cluster. */
export function AlertRules({ clusterId }: { readonly clusterId: string }) {
  const t = useTranslations('alerts');
  const mayChange = useMayChange();
  const state = useTableState({ prefix: 'rules' });
  const list = useServerList(state, (page) => alertRulesQuery(clusterId, page));
  const columns = useColumns(clusterId);
  const newRule = (
    <Button component={Link} href={paths.change(clusterId, 'save-alert-rule')}>
      {t('rules.new')}
    </Button>
  );
  return (
    <DataTable
      label={t('tabs.rules')}
      columns={columns}
      list={list}
      state={state}
      rowId={(row) => row.id}
      rowHref={(row) => editHref(clusterId, row)}
      empty={
        <EmptyState title={t('rules.empty')} action={newRule}>
          {t('rules.emptyBody')}
          {mayChange('save-alert-rule') && <UsualRules clusterId={clusterId} />}
        </EmptyState>
      }
    />
  );
}
