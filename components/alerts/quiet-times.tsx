'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { Age } from '@/components/ui/age';
import type { DataColumn } from '@/components/ui/data-list';
import { DataTable } from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/page';
import { Tag } from '@/components/ui/tag';
import { useFormats } from '@/components/ui/use-formats';
import { useTableState } from '@/components/ui/use-table-state';
import { paths } from '@/lib/client/paths';
import { maintenanceWindowsQuery, silencesQuery } from '@/lib/client/queries';
import { useServerList } from '@/lib/client/use-server-list';
import type { MaintenanceWindowItem, SilenceItem } from '@/lib/views/schemas/alert';
import { writeMinute } from './minute-text';
import { actionsColumn } from './row-actions';

type Translate = ReturnType<typeof useTranslations<'alerts'>>;

/** Which rules and subjects a quiet time is for. */
function scopeColumns<Row extends { readonly rulePattern: string; readonly subjectPattern: string }>(
  t: Translate,
): readonly DataColumn<Row>[] {
  return [
    {
      id: 'rulePattern',
      header: t('column.rules'),
      text: (row) => row.rulePattern,
      cell: (row) => <code>{row.rulePattern}</code>,
    },
    {
      id: 'subjects',
      header: t('column.subjects'),
      isSortable: false,
      text: (row) => row.subjectPattern,
      cell: (row) => <code>{row.subjectPattern}</code>,
    },
  ];
}

function useSilenceColumns(clusterId: string): readonly DataColumn<SilenceItem>[] {
  const t = useTranslations('alerts');
  return useMemo(
    () => [
      { id: 'silence', header: t('column.silence'), text: (row) => row.silence, cell: (row) => row.silence },
      ...scopeColumns<SilenceItem>(t),
      {
        id: 'untilMs',
        header: t('column.until'),
        text: (row) => row.untilMs,
        cell: (row) => (row.isActive ? <Age atMs={row.untilMs} /> : <Tag>{t('silences.ended')}</Tag>),
      },
      {
        id: 'note',
        header: t('column.note'),
        isSortable: false,
        isWide: true,
        text: (row) => row.note,
        cell: (row) => row.note,
      },
      actionsColumn<SilenceItem>(t('column.actions'), (row) =>
        row.isActive
          ? [
              {
                label: t('silences.end'),
                name: row.silence,
                operation: 'end-silence',
                href: paths.change(clusterId, 'end-silence', { silence: row.silence }),
              },
            ]
          : null,
      ),
    ],
    [t, clusterId],
  );
}

function editWindowHref(clusterId: string, { id: _, isOpen: __, ...window }: MaintenanceWindowItem): string {
  const days = window.days.map(String);
  return paths.change(clusterId, 'save-maintenance-window', { ...window, days });
}

function useHoursText(): (window: MaintenanceWindowItem) => string {
  const t = useTranslations('alerts');
  const formats = useFormats();
  return useMemo(
    () => (window) => {
      const { fromMs, toMs, days, fromMinute, toMinute, timeZone: zone } = window;
      if (fromMs !== null && toMs !== null) {
        return t('silences.once', { from: formats.timestamp(fromMs), to: formats.timestamp(toMs) });
      }
      const names = [...days].sort().map((day) => t(`form.day.${String(day) as '1'}`));
      const hours = { from: writeMinute(fromMinute), to: writeMinute(toMinute) };
      return t('silences.weekly', { days: names.join(', '), zone, ...hours });
    },
    [t, formats],
  );
}

function useWindowColumns(clusterId: string): readonly DataColumn<MaintenanceWindowItem>[] {
  const t = useTranslations('alerts');
  const hours = useHoursText();
  return useMemo(
    () => [
      {
        id: 'window',
        header: t('column.window'),
        text: (row) => row.window,
        cell: (row) => (
          <>
            {row.window} {row.isOpen && <Tag>{t('silences.isOpen')}</Tag>}
          </>
        ),
      },
      { id: 'hours', header: t('column.hours'), isSortable: false, isWide: true, text: hours, cell: hours },
      ...scopeColumns<MaintenanceWindowItem>(t),
      actionsColumn<MaintenanceWindowItem>(t('column.actions'), (row) => [
        {
          label: t('silences.edit'),
          name: row.window,
          operation: 'save-maintenance-window',
          href: editWindowHref(clusterId, row),
        },
        {
          label: t('silences.delete'),
          name: row.window,
          operation: 'delete-maintenance-window',
          href: paths.change(clusterId, 'delete-maintenance-window', { window: row.window }),
        },
      ]),
    ],
    [t, clusterId, hours],
  );
}

/** When nobody is told: silences, and hours known before. */
export function QuietTimes({ clusterId }: { readonly clusterId: string }) {
  const t = useTranslations('alerts');
  const silenceState = useTableState({ prefix: 'silences' });
  const windowState = useTableState({ prefix: 'windows' });
  const silences = useServerList(silenceState, (page) => silencesQuery(clusterId, page));
  const windows = useServerList(windowState, (page) => maintenanceWindowsQuery(clusterId, page));
  const silenceColumns = useSilenceColumns(clusterId);
  const windowColumns = useWindowColumns(clusterId);
  return (
    <>
      <Section title={t('silences.title')}>
        <DataTable
          label={t('silences.title')}
          columns={silenceColumns}
          list={silences}
          state={silenceState}
          rowId={(row) => row.id}
          empty={<EmptyState title={t('silences.empty')}>{t('silences.emptyBody')}</EmptyState>}
        />
      </Section>
      <Section title={t('silences.windows')}>
        <DataTable
          label={t('silences.windows')}
          columns={windowColumns}
          list={windows}
          state={windowState}
          rowId={(row) => row.id}
          empty={<EmptyState title={t('silences.emptyWindows')}>{t('silences.emptyWindowsBody')}</EmptyState>}
        />
      </Section>
    </>
  );
}
