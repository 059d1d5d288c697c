'use client';

import { Button, Checkbox, Stack, Text } from '@mantine/core';
import { IconColumns3, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { type DataColumn, type DataTableProps, readAllRows } from './data-list';
import classes from './data-table.module.css';
import { downloadText } from './download';
import { spaceScripts } from './format';
import { Menu } from './menu';
import { notify } from './notices';
import { Popover } from './popover';
import { SearchField } from './search-field';
import { planCsv, planJson, planTabbed } from './table-export';
import type { TableState } from './use-table-state';

function ColumnChooser<Row>({
  columns,
  visible,
  state,
}: {
  readonly columns: readonly DataColumn<Row>[];
  readonly visible: readonly DataColumn<Row>[];
  readonly state: TableState;
}) {
  const t = useTranslations('ui.table');
  const shown = new Set(visible.map(({ id }) => id));
  const toggle = (id: string) => {
    const next = columns.filter((column) => (column.id === id ? !shown.has(id) : shown.has(column.id)));
    state.setColumns(next.map((column) => column.id));
  };
  return (
    <Popover position="bottom-end">
      <Popover.Target>
        <Button leftSection={<IconColumns3 size={14} />}>{t('columns')}</Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {columns.slice(1).map((column) => (
            <Checkbox
              key={column.id}
              size="xs"
              label={column.header}
              checked={shown.has(column.id)}
              onChange={() => toggle(column.id)}
            />
          ))}
          <Button
            size="compact-xs"
            variant="subtle"
            disabled={state.columns === null}
            onClick={() => state.setColumns(null)}
          >
            {t('columnsReset')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

type ExportKind = 'csv' | 'json' | 'clipboard';

function ExportMenu<Row>({ label, columns, visible, list }: ToolbarProps<Row>) {
  const t = useTranslations('ui.table');
  const [progress, setProgress] = useState<string | null>(null);
  const run = async (kind: ExportKind) => {
    try {
      const rows = await readAllRows(list, (done, total) => setProgress(t('exporting', { done, total })));
      const name = `${label.toLowerCase().replaceAll(/\s+/g, '-')}-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}`;
      if (kind === 'clipboard') {
        await navigator.clipboard.writeText(planTabbed(visible, rows));
        notify({ message: t('copiedRows', { count: rows.length }), autoClose: 2500 });
      } else if (kind === 'csv') {
        downloadText(`${name}.csv`, 'text/csv', planCsv(columns, rows));
      } else {
        downloadText(`${name}.json`, 'application/json', planJson(columns, rows));
      }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      notify({ color: 'red', message: t('exportFailed', { message }) });
    } finally {
      setProgress(null);
    }
  };
  return (
    <Menu>
      <Menu.Target>
        <Button leftSection={<IconDownload size={14} />} disabled={list.data === undefined}>
          {progress ?? t('export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Text size="xs" c="dimmed" px="sm" py="2xs">
          {t('exportHint', { count: list.data?.total ?? 0 })}
        </Text>
        <Menu.Item onClick={() => void run('csv')}>{t('exportCsv')}</Menu.Item>
        <Menu.Item onClick={() => void run('json')}>{t('exportJson')}</Menu.Item>
        <Menu.Item onClick={() => void run('clipboard')}>{t('copyRows')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

type ToolbarProps<Row> = DataTableProps<Row> & { readonly visible: readonly DataColumn<Row>[] };

export function DataTableToolbar<Row>(props: ToolbarProps<Row>) {
  const { label, columns, visible, state, filters } = props;
  const t = useTranslations('ui.table');
  const locale = useLocale();
  return (
    <div className={classes.toolbar}>
      <SearchField
        label={spaceScripts(t('searchIn', { name: label.toLocaleLowerCase(locale) }))}
        value={state.search}
        onSearch={state.setSearch}
      />
      {filters}
      <span className={classes.toolbarEnd}>
        {columns.length > 3 && <ColumnChooser columns={columns} visible={visible} state={state} />}
        <ExportMenu {...props} />
      </span>
    </div>
  );
}
