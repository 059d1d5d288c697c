'use client';

import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { paletteTone, toneColor } from '@/components/charts/chart-series';
import { type MapRow, SpanMap } from '@/components/charts/span-map';
import { nameMembers } from '@/components/timeline/member-name';
import type { DataColumn } from '@/components/ui/data-list';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/page';
import { PlainTable } from '@/components/ui/plain-table';
import { useFormats } from '@/components/ui/use-formats';
import { paths } from '@/lib/client/paths';
import { CONNECTOR_ITSELF } from '@/lib/domain/events/group-work';
import type { GroupRebalances, PartitionOwnersItem } from '@/lib/views/schemas/rebalance';
import classes from './rebalances.module.css';

/** Rows that an eye can follow; the table has all. */
const MOST_ROWS = 60;

interface OwnerPictureProps {
  readonly clusterId: string;
  readonly data: GroupRebalances;
  readonly owners: readonly PartitionOwnersItem[];
  readonly isConnect: boolean;
}

interface Stretch {
  readonly id: string;
  readonly what: string;
  readonly owner: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Everything the picture and the table say, in words. */
function useOwnerWords({ data, owners, isConnect }: OwnerPictureProps) {
  const t = useTranslations('rebalances');
  const tEvents = useTranslations('events.detail');
  return useMemo(() => {
    const nameOf = nameMembers(data.members);
    const keys = [...new Set(owners.flatMap(({ spans }) => spans.flatMap(({ owner }) => owner ?? [])))].sort();
    const tones = new Map(keys.map((key, index) => [key, paletteTone(index)]));
    const partOf = ({ partition }: PartitionOwnersItem) =>
      isConnect && partition === CONNECTOR_ITSELF ? tEvents('connectorItself') : String(partition);
    return {
      keys,
      nameOf: (owner: string | null) => (owner === null ? t('nobody') : nameOf(owner)),
      toneOf: (owner: string | null) => (owner === null ? null : (tones.get(owner) ?? null)),
      whatOf: (one: PartitionOwnersItem) => `${one.topic} ${partOf(one)}`,
    };
  }, [data.members, owners, isConnect, t, tEvents]);
}

function OwnerTable({ stretches }: { readonly stretches: readonly Stretch[] }) {
  const t = useTranslations('rebalances');
  const formats = useFormats();
  const columns: readonly DataColumn<Stretch>[] = useMemo(
    () => [
      { id: 'what', header: t('column.partition'), text: (row) => row.what, cell: (row) => row.what },
      { id: 'owner', header: t('column.owner'), text: (row) => row.owner, cell: (row) => row.owner },
      {
        id: 'from',
        header: t('column.from'),
        text: (row) => row.fromMs,
        cell: (row) => formats.timestamp(row.fromMs),
      },
      { id: 'to', header: t('column.to'), text: (row) => row.toMs, cell: (row) => formats.timestamp(row.toMs) },
    ],
    [t, formats],
  );
  return (
    <PlainTable
      label={t('picture')}
      columns={columns}
      rows={stretches}
      rowId={(row) => row.id}
      empty={<EmptyState title={t('noOwners')}>{t('noOwnersBody')}</EmptyState>}
    />
  );
}

/** Who owned each partition over time: a row a partition, a colour a member; or the same as a table. */
export function OwnerPicture(props: OwnerPictureProps) {
  const { clusterId, data, owners, isConnect } = props;
  const t = useTranslations('rebalances');
  const formats = useFormats();
  const words = useOwnerWords(props);
  const [shape, setShape] = useState<'picture' | 'table'>('picture');
  const rows: readonly MapRow[] = owners.slice(0, MOST_ROWS).map((one) => ({
    id: words.whatOf(one),
    label: words.whatOf(one),
    shortLabel: words.whatOf(one).slice(one.topic.length + 1),
    href: isConnect ? null : paths.topic(clusterId, one.topic),
    spans: one.spans.map((span) => ({
      ...span,
      tone: words.toneOf(span.owner),
      label: t('span', {
        what: words.whatOf(one),
        owner: words.nameOf(span.owner),
        from: formats.timestamp(span.fromMs),
        to: formats.timestamp(span.toMs),
      }),
    })),
  }));
  const stretches = owners.flatMap((one) =>
    one.spans.map((span) => ({
      id: `${words.whatOf(one)} ${span.fromMs}`,
      what: words.whatOf(one),
      owner: words.nameOf(span.owner),
      fromMs: span.fromMs,
      toMs: span.toMs,
    })),
  );
  const isPart = rows.length < data.ownedPartitions;
  const note = isPart
    ? { note: t('pictureNote', { shown: String(rows.length), total: String(data.ownedPartitions) }) }
    : {};
  return (
    <Section
      title={t('picture')}
      {...note}
      action={
        <SegmentedControl
          size="xs"
          aria-label={t('shownAs')}
          value={shape}
          onChange={setShape}
          data={[
            { value: 'picture', label: t('asPicture') },
            { value: 'table', label: t('asTable') },
          ]}
        />
      }
    >
      {shape === 'table' || rows.length === 0 ? (
        <OwnerTable stretches={stretches} />
      ) : (
        <>
          {topicsOf(owners.slice(0, MOST_ROWS)).map((topic) => (
            <div key={topic}>
              <h3 className={classes.topic}>{topic}</h3>
              <SpanMap
                label={`${t('pictureLabel')}: ${topic}`}
                rows={rows.filter((_, index) => owners[index]?.topic === topic)}
                range={{ fromMs: data.fromMs, toMs: data.toMs }}
              />
            </div>
          ))}
          <ul className={classes.legend}>
            {words.keys.map((key) => (
              <li key={key}>
                <span
                  className={classes.swatch}
                  style={{ background: toneColor(words.toneOf(key) ?? 1) }}
                  aria-hidden
                />
                {words.nameOf(key)}
              </li>
            ))}
            <li>
              <span className={classes.swatch} data-kind="nobody" aria-hidden />
              {t('nobody')}
            </li>
            <li>
              <span className={classes.swatch} data-kind="unknown" aria-hidden />
              {t('unknown')}
            </li>
          </ul>
        </>
      )}
    </Section>
  );
}

function topicsOf(owners: readonly PartitionOwnersItem[]): readonly string[] {
  return [...new Set(owners.map(({ topic }) => topic))];
}
