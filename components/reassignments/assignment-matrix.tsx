'use client';

import { NativeSelect } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import classes from './assignment-matrix.module.css';

/** One partition: its replicas now, when they change, and as wanted; the preferred leader first. */
export interface MatrixRow {
  readonly topic: string;
  readonly partition: number;
  readonly from: readonly number[] | null;
  readonly to: readonly number[];
}

interface AssignmentMatrixProps {
  readonly label: string;
  readonly rows: readonly MatrixRow[];
  /** Set where a replica may be changed by hand. */
  readonly onEdit?: (index: number, replicas: readonly number[]) => void;
  /** Brokers to choose from; those of the rows when absent. */
  readonly brokerIds?: readonly number[];
}

const ROW_PX = 32;
const BROKER_COLOURS = 8;

/** Partitions × replica slots, a colour per broker; what moves is outlined with what it was. */
export function AssignmentMatrix({ label, rows, onEdit, brokerIds }: AssignmentMatrixProps) {
  const t = useTranslations('reassignments.matrix');
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  if (rows.length === 0) return null;
  const slots = rows.reduce((most, { from, to }) => Math.max(most, from?.length ?? 0, to.length), 0);
  const brokers =
    brokerIds ?? [...new Set(rows.flatMap(({ from, to }) => [...(from ?? []), ...to]))].sort((a, b) => a - b);
  const shown = virtual.getVirtualItems();
  const before = shown[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without a replica to choose, the keyboard could not scroll it.
    <section className={classes.scroller} ref={scroller} aria-label={label} tabIndex={0}>
      <table className={classes.matrix} aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            <th scope="col">{t('partition')}</th>
            {Array.from({ length: slots }, (_, slot) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a slot is its index.
              <th key={slot} scope="col">
                {slot === 0 ? t('preferredLeader') : t('replica', { number: slot + 1 })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <tr style={{ height: before }} aria-hidden />}
          {shown.map(({ index }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <tr key={`${row.topic}-${row.partition}`} aria-rowindex={index + 2}>
                <th scope="row" className={classes.name}>
                  {row.topic}-{row.partition}
                </th>
                {Array.from({ length: slots }, (_, slot) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a slot is its index.
                  <td key={slot}>
                    {onEdit === undefined ? (
                      <Slot row={row} slot={slot} />
                    ) : (
                      <SlotSelect
                        row={row}
                        slot={slot}
                        brokers={brokers}
                        onChange={(replicas) => onEdit(index, replicas)}
                      />
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
          {after > 0 && <tr style={{ height: after }} aria-hidden />}
        </tbody>
      </table>
    </section>
  );
}

function Broker({ brokerId }: { readonly brokerId: number }) {
  return (
    <span className={classes.broker} data-colour={brokerId % BROKER_COLOURS}>
      {brokerId}
    </span>
  );
}

/** A replica as it will be; outlined, with what it was, when that is another broker. */
function Slot({ row, slot }: { readonly row: MatrixRow; readonly slot: number }) {
  const t = useTranslations('reassignments.matrix');
  const now = row.from?.[slot];
  const wanted = row.to[slot];
  if (row.from === null || now === wanted) return wanted === undefined ? null : <Broker brokerId={wanted} />;
  const isCopied = wanted !== undefined && !row.from.includes(wanted);
  return (
    <span className={classes.change} data-copied={isCopied || undefined}>
      {now === undefined ? <span className={classes.none}>{t('none')}</span> : <Broker brokerId={now} />}
      <span aria-hidden>→</span>
      {wanted === undefined ? <span className={classes.none}>{t('none')}</span> : <Broker brokerId={wanted} />}
    </span>
  );
}

interface SlotSelectProps {
  readonly row: MatrixRow;
  readonly slot: number;
  readonly brokers: readonly number[];
  readonly onChange: (replicas: readonly number[]) => void;
}

/** One replica to choose; the broker that another slot has changes places with it. */
function SlotSelect({ row, slot, brokers, onChange }: SlotSelectProps) {
  const t = useTranslations('reassignments.matrix');
  const current = row.to[slot];
  if (current === undefined) return null;
  const choose = (brokerId: number) => {
    onChange(row.to.map((other, at) => (at === slot ? brokerId : other === brokerId ? current : other)));
  };
  return (
    <NativeSelect
      size="xs"
      aria-label={t('slot', { topic: row.topic, partition: row.partition, number: slot + 1 })}
      value={String(current)}
      data={brokers.map(String)}
      onChange={(event) => choose(Number(event.currentTarget.value))}
    />
  );
}
