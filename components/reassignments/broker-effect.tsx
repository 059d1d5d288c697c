'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { DataColumn } from '@/components/ui/data-list';
import { Figure, type FigureKind } from '@/components/ui/figure';
import { PlainTable } from '@/components/ui/plain-table';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/client/paths';
import type { AssignmentEffect } from '@/lib/domain/assignment-plan/assignment-effect';
import classes from './reassignments.module.css';

type BrokerEffect = AssignmentEffect['brokers'][number];
type Measure = 'replicas' | 'leaders' | 'knownBytes';

interface BeforeAfterProps {
  readonly before: number;
  readonly after: number;
  /** The longest bar of the column. */
  readonly most: number;
  readonly kind: FigureKind;
  /** Some of it is not known. */
  readonly isAtLeast: boolean;
}

function BeforeAfter({ before, after, most, kind, isAtLeast }: BeforeAfterProps) {
  const share = (value: number) => ({ '--share': most === 0 ? 0 : value / most }) as React.CSSProperties;
  return (
    <span className={classes.bars}>
      <span className={classes.bar} style={share(before)}>
        <Figure value={before} kind={kind} isAtLeast={isAtLeast} />
      </span>
      <span className={classes.bar} style={share(after)} data-after>
        <Figure value={after} kind={kind} isAtLeast={isAtLeast} />
      </span>
    </span>
  );
}

/** Every broker before and after: replicas, preferred leaders and bytes as bars, and what it copies in and out. */
export function BrokerEffects({
  clusterId,
  effect,
}: {
  readonly clusterId: string;
  readonly effect: AssignmentEffect;
}) {
  const t = useTranslations('reassignments.effect');
  const columns = useMemo((): readonly DataColumn<BrokerEffect>[] => {
    const most = (measure: Measure) =>
      Math.max(0, ...effect.brokers.flatMap(({ before, after }) => [before[measure], after[measure]]));
    const bars = (measure: Measure, kind: FigureKind, header: string): DataColumn<BrokerEffect> => ({
      id: measure,
      header,
      text: ({ before, after }) => `${before[measure]} → ${after[measure]}`,
      cell: ({ before, after }) => (
        <BeforeAfter
          before={before[measure]}
          after={after[measure]}
          most={most(measure)}
          kind={kind}
          isAtLeast={measure === 'knownBytes' && before.unknownReplicas + after.unknownReplicas > 0}
        />
      ),
    });
    return [
      {
        id: 'brokerId',
        header: t('broker'),
        text: ({ brokerId }) => brokerId,
        cell: ({ brokerId }) => (
          <TextLink href={paths.broker(clusterId, brokerId)} isMono>
            {brokerId}
          </TextLink>
        ),
      },
      bars('replicas', 'integer', t('replicas')),
      bars('leaders', 'integer', t('leaders')),
      bars('knownBytes', 'bytes', t('bytes')),
      {
        id: 'bytesIn',
        header: t('copiesIn'),
        isNumeric: true,
        text: ({ bytesIn }) => bytesIn.bytes,
        cell: ({ bytesIn }) => <Figure value={bytesIn.bytes} kind="bytes" reason={t('unknownBytes')} />,
      },
      {
        id: 'bytesOut',
        header: t('copiesOut'),
        isNumeric: true,
        text: ({ bytesOut }) => bytesOut.bytes,
        cell: ({ bytesOut }) => <Figure value={bytesOut.bytes} kind="bytes" reason={t('unknownBytes')} />,
      },
    ];
  }, [t, clusterId, effect]);
  return (
    <PlainTable
      label={t('label')}
      columns={columns}
      rows={effect.brokers}
      rowId={({ brokerId }) => String(brokerId)}
      empty={t('none')}
    />
  );
}
