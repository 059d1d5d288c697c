'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { useOperationWords } from '@/components/operation/operation-words';
import { Figure } from '@/components/ui/figure';
import { Section } from '@/components/ui/page';
import { StatusBadge } from '@/components/ui/status-badge';
import { paths } from '@/lib/client/paths';
import { useMayChange } from '@/lib/client/use-may-change';
import type { RunProgress } from '@/lib/operations/reassignment/run-progress';
import type { OperationRunDetail } from '@/lib/views/schemas/operation-run';
import { CopiesInFlight } from './copies-in-flight';
import classes from './reassignments.module.css';

interface RunProgressPanelProps {
  readonly clusterId: string;
  readonly run: OperationRunDetail;
}

const TONES = { moving: 'ok', done: 'ok', paused: 'slow', cancelling: 'slow', stuck: 'stalled' } as const;

/** How far a reassignment is: partitions, bytes left, time left, what is in flight, and the buttons that steer it. */
export function RunProgressPanel({ clusterId, run }: RunProgressPanelProps) {
  const t = useTranslations('reassignments.progress');
  const progress = run.progress as RunProgress | null;
  if (progress === null) return <p className={classes.lead}>{t('starting')}</p>;
  const { phase, total, finished, measured } = progress;
  // Every byte seen of the leaders is there, and some copy is not in sync: that is not nothing left.
  const isUnsynced = measured?.bytesLeft === 0 && progress.inFlight > 0;
  const leftReason = isUnsynced ? t('notInSync') : t('notMeasured');
  const isCopying = (phase === 'moving' || phase === 'cancelling') && progress.inFlight > 0;
  const isHeldBack = isCopying && progress.throttle !== null && measured?.isNoNearer === true;
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [t('finished'), t('ofTotal', { finished, total })],
    [t('inFlight'), <Figure key="inFlight" value={progress.inFlight} />],
    [t('waiting'), <Figure key="waiting" value={progress.waiting} />],
    [
      t('bytesLeft'),
      <Figure
        key="bytesLeft"
        value={isUnsynced ? null : measured?.bytesLeft}
        kind="bytes"
        isAtLeast={(measured?.unknownPartitions ?? 0) > 0}
        reason={leftReason}
      />,
    ],
    [t('rate'), <BytesPerSecond key="rate" value={measured?.bytesPerSecond} reason={t('notMeasured')} />],
    [t('eta'), <Figure key="eta" value={measured?.etaSeconds} kind="duration" reason={leftReason} />],
    [t('limit'), <BytesPerSecond key="limit" value={progress.throttle} reason={t('noLimit')} />],
  ];
  return (
    <Section title={t('title')}>
      <div className={classes.actions}>
        <StatusBadge tone={TONES[phase]} label={t(`phase.${phase}`)} />
      </div>
      <div
        className={classes.track}
        role="progressbar"
        aria-label={t('title')}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={finished}
        style={{ '--share': total === 0 ? 1 : finished / total } as React.CSSProperties}
      />
      <dl className={classes.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {isHeldBack && <p className={classes.lead}>{t('heldBack')}</p>}
      {run.endedAtMs === null && <Steering clusterId={clusterId} run={run} phase={phase} />}
      {progress.refused.length > 0 && <RefusedMoves refused={progress.refused} />}
      {progress.blocked.length > 0 && <BlockedMoves blocked={progress.blocked} />}
      {measured !== null && measured.partitions.length > 0 && <CopiesInFlight partitions={measured.partitions} />}
    </Section>
  );
}

function BytesPerSecond({ value, reason }: { readonly value: number | null | undefined; readonly reason: string }) {
  const t = useTranslations('reassignments.progress');
  return (
    <>
      <Figure value={value} kind="bytes" reason={reason} />
      {typeof value === 'number' && t('perSecond')}
    </>
  );
}

function Steering({ clusterId, run, phase }: RunProgressPanelProps & { readonly phase: RunProgress['phase'] }) {
  const t = useTranslations('reassignments.progress');
  const mayChange = useMayChange();
  const steers = [
    phase === 'paused'
      ? ({ id: 'resume', operation: 'resume-reassignment' } as const)
      : ({ id: 'pause', operation: 'pause-reassignment' } as const),
    { id: 'setLimit', operation: 'set-reassignment-throttle' },
    { id: 'cancel', operation: 'cancel-reassignment' },
    { id: 'rollBack', operation: 'cancel-reassignment', prefill: { isRollback: 'true' } },
  ] as const;
  return (
    <div className={classes.actions}>
      {steers
        .filter(({ operation }) => mayChange(operation))
        .map(({ id, operation, ...rest }) => (
          <Button
            key={id}
            component={Link}
            href={paths.change(clusterId, operation, { runId: run.runId, ...('prefill' in rest ? rest.prefill : {}) })}
          >
            {t(id)}
          </Button>
        ))}
    </div>
  );
}

function RefusedMoves({ refused }: Pick<RunProgress, 'refused'>) {
  const t = useTranslations('reassignments.progress');
  const words = useOperationWords();
  return (
    <ul>
      {refused.map(({ subject, told }) => (
        <li key={subject}>{t('refused', { partition: subject, message: words.told({ message: null, told }) })}</li>
      ))}
    </ul>
  );
}

function BlockedMoves({ blocked }: Pick<RunProgress, 'blocked'>) {
  const t = useTranslations('reassignments.progress');
  return (
    <ul>
      {blocked.map(({ topic, partition, reason }) => (
        <li key={`${topic}-${partition}`}>
          {t('blocked', {
            partition: `${topic}-${partition}`,
            reason: t(`reason.${reason as 'foreign_reassignment'}`),
          })}
        </li>
      ))}
    </ul>
  );
}
