'use client';

import { ActionIcon, VisuallyHidden } from '@mantine/core';
import { IconLock, IconPencil } from '@tabler/icons-react';
import Link from 'next/link';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { NeedsKafka, useNeededKafka } from '@/components/clusters/needs-kafka';
import type { DataColumn } from '@/components/ui/data-list';
import { hint } from '@/components/ui/hint';
import { useFormats } from '@/components/ui/use-formats';
import type { ConfigEntryItem } from '@/lib/views/schemas/broker';
import classes from './config.module.css';
import { describeConfigValue, plainDocumentation } from './config-value';

function ConfigValue({ entry, value }: { readonly entry: ConfigEntryItem; readonly value: string | null }) {
  const t = useTranslations('brokers.configs');
  const formats = useFormats();
  if (entry.isSensitive) {
    return (
      <span className={classes.quiet} {...hint(t('sensitiveHint'))}>
        {t('sensitive')}
      </span>
    );
  }
  if (value === null || value === '') {
    return <span className={classes.quiet}>{t('unset')}</span>;
  }
  const meaning = describeConfigValue(entry.name, value);
  const words =
    meaning === null
      ? null
      : meaning.unit === 'ms'
        ? formats.duration(meaning.value / 1000)
        : formats.bytes(meaning.value);
  return (
    <span className={classes.value} {...hint(value.length > 40 ? value : null)}>
      <code>{value}</code>
      {words !== null && <span className={classes.quiet}>{words}</span>}
    </span>
  );
}

const LONG_NAME = 40;

function ConfigName({ entry }: { readonly entry: ConfigEntryItem }) {
  const t = useTranslations('brokers.configs');
  return (
    <span className={classes.name} data-overridden={entry.isOverridden || undefined}>
      <code {...hint(entry.name.length > LONG_NAME ? entry.name : null)}>{entry.name}</code>
      {entry.isReadOnly && (
        <span className={classes.lock} {...hint(t('readOnlyHint'))}>
          <IconLock size={12} stroke={2} aria-hidden />
          <VisuallyHidden data-copy="skip">{t('readOnly')}</VisuallyHidden>
        </span>
      )}
    </span>
  );
}

/** The way to the form that changes an entry; nothing for what cannot be changed from here. */
function EditLink({ entry, href }: { readonly entry: ConfigEntryItem; readonly href: string | null }) {
  const t = useTranslations('changes.action');
  if (entry.isReadOnly || entry.isSensitive || href === null) return null;
  const label = t('editConfig', { key: entry.name });
  return (
    <ActionIcon component={Link} href={href} prefetch={false} aria-label={label} {...hint(label)}>
      <IconPencil size={14} stroke={1.75} />
    </ActionIcon>
  );
}

/** Columns of any list of config entries, of a broker or of a topic. `hrefOf` leads to the form for a key; null where there is none. */
export function useConfigColumns(hrefOf: (key: string) => string | null): readonly DataColumn<ConfigEntryItem>[] {
  const t = useTranslations('brokers.configs');
  const sources = useTranslations('configSource');
  const needed = useNeededKafka('config-documentation');
  return useMemo(
    () => [
      { id: 'name', header: t('name'), text: (row) => row.name, cell: (row) => <ConfigName entry={row} /> },
      {
        id: 'value',
        header: t('value'),
        text: (row) => (row.isSensitive ? null : row.value),
        cell: (row) => (
          <span className={classes.editable}>
            <ConfigValue entry={row} value={row.value} />
            <EditLink entry={row} href={hrefOf(row.name)} />
          </span>
        ),
      },
      {
        id: 'default',
        header: t('default'),
        isSortable: false,
        text: (row) => (row.isSensitive ? null : row.default),
        cell: (row) => <ConfigValue entry={row} value={row.default} />,
      },
      { id: 'source', header: t('source'), text: (row) => row.source, cell: (row) => sources(row.source) },
      {
        id: 'isOverridden',
        header: t('overridden'),
        isExtra: true,
        text: (row) => row.isOverridden,
        cell: (row) => (row.isOverridden ? t('overridden') : ''),
      },
      {
        id: 'type',
        header: t('type'),
        isSortable: false,
        isExtra: true,
        text: (row) => row.type,
        cell: (row) => row.type ?? (needed !== null && <NeedsKafka words={needed} />),
      },
      {
        id: 'documentation',
        header: t('documentation'),
        isSortable: false,
        isWide: true,
        text: (row) => row.documentation,
        cell: (row) => {
          const text = plainDocumentation(row.documentation);
          if (text === null) return needed !== null && <NeedsKafka words={needed} />;
          return (
            <span className={classes.documentation} {...hint(text)}>
              {text}
            </span>
          );
        },
      },
    ],
    [t, sources, hrefOf, needed],
  );
}
