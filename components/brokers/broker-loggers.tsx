'use client';

import { ActionIcon } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import Link from 'next/link';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { DataColumn } from '@/components/ui/data-list';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { hint } from '@/components/ui/hint';
import { useTableState } from '@/components/ui/use-table-state';
import { paths } from '@/lib/client/paths';
import { brokerLoggersQuery } from '@/lib/client/queries';
import { useMayChange } from '@/lib/client/use-may-change';
import { useServerList } from '@/lib/client/use-server-list';
import type { BrokerLoggerItem } from '@/lib/views/schemas/broker';
import classes from './config.module.css';

interface BrokerLoggersProps {
  readonly clusterId: string;
  readonly brokerId: number;
}

function useColumns({ clusterId, brokerId }: BrokerLoggersProps): readonly DataColumn<BrokerLoggerItem>[] {
  const t = useTranslations('brokerParts.loggers');
  const mayAlter = useMayChange()('alter-broker-loggers');
  return useMemo(() => {
    const hrefOf = (logger: string) =>
      paths.change(clusterId, 'alter-broker-loggers', { brokerId: String(brokerId), edit: logger });
    return [
      {
        id: 'logger',
        header: t('logger'),
        isWide: true,
        text: (row) => row.logger,
        cell: (row) => <code {...hint(row.logger)}>{row.logger}</code>,
      },
      {
        id: 'level',
        header: t('level'),
        text: (row) => row.level,
        cell: (row) => {
          const label = t('alter', { logger: row.logger });
          return (
            <span className={classes.editable}>
              {row.level === null ? (
                <span className={classes.quiet}>{t('levelUnknown')}</span>
              ) : (
                <code>{row.level}</code>
              )}
              {mayAlter && (
                <ActionIcon
                  component={Link}
                  href={hrefOf(row.logger)}
                  prefetch={false}
                  aria-label={label}
                  {...hint(label)}
                >
                  <IconPencil size={14} stroke={1.75} />
                </ActionIcon>
              )}
            </span>
          );
        },
      },
    ];
  }, [t, clusterId, brokerId, mayAlter]);
}

/** The loggers of a broker with the level that applies to each. */
export function BrokerLoggers(props: BrokerLoggersProps) {
  const t = useTranslations('brokerParts.loggers');
  const state = useTableState();
  const list = useServerList(state, (page) => brokerLoggersQuery(props.clusterId, props.brokerId, page));
  const columns = useColumns(props);
  return (
    <DataTable
      label={t('tab')}
      columns={columns}
      list={list}
      state={state}
      rowId={(row) => row.id}
      empty={<EmptyState title={t('empty')} />}
    />
  );
}
