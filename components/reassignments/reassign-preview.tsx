'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { downloadText } from '@/components/ui/download';
import { Figure } from '@/components/ui/figure';
import { Section } from '@/components/ui/page';
import { usePathName } from '@/lib/client/use-path-name';
import { formatReassignmentJson } from '@/lib/domain/assignment-plan/reassignment-json';
import type { ReassignFigures, ReassignPlan } from '@/lib/operations/reassignment/reassign-plan';
import type { OperationPreview } from '@/lib/views/schemas/operation-run';
import { AssignmentMatrix } from './assignment-matrix';
import { BrokerEffects } from './broker-effect';
import classes from './reassignments.module.css';
import { TopicEffects } from './topic-effect';

/** The studio's centre and right side: the matrix of what moves, and what it does to brokers, topics, bytes and time. */
export function ReassignPreview({ preview }: { readonly preview: OperationPreview }) {
  const t = useTranslations('reassignments.preview');
  const clusterId = usePathName('cluster') ?? '';
  const plan = preview.plan as ReassignPlan;
  const { effect, estimatedSeconds } = preview.figures as ReassignFigures;
  const save = (name: string, side: 'from' | 'to') => {
    const assignment = plan.moves.map((move) => ({
      topic: move.topic,
      partition: move.partition,
      replicas: move[side],
    }));
    downloadText(name, 'application/json', formatReassignmentJson(assignment));
  };
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [t('partitions'), <Figure key="partitions" value={plan.moves.length} />],
    [t('copies'), <Figure key="copies" value={effect.movesDataCount} />],
    [t('reorders'), <Figure key="reorders" value={effect.orderOnlyCount} />],
    [
      t('bytes'),
      <Figure
        key="bytes"
        value={effect.bytesToMove.knownBytes}
        kind="bytes"
        isAtLeast={effect.bytesToMove.unknownReplicas > 0}
      />,
    ],
    [
      t('time'),
      <Figure
        key="time"
        value={estimatedSeconds}
        kind="duration"
        reason={plan.bytesPerSecond === null ? t('noLimit') : t('unknownBytes')}
      />,
    ],
  ];
  return (
    <>
      <dl className={classes.facts}>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Section title={t('brokers')} note={t('brokersNote')}>
        <BrokerEffects clusterId={clusterId} effect={effect} />
      </Section>
      <Section title={t('topics')}>
        <TopicEffects clusterId={clusterId} effect={effect} />
      </Section>
      <Section title={t('matrix')} note={t('matrixNote')}>
        <AssignmentMatrix label={t('matrix')} rows={plan.moves} />
      </Section>
      <div className={classes.actions}>
        <Button onClick={() => save('reassignment.json', 'to')}>{t('savePlan')}</Button>
        <Button onClick={() => save('rollback.json', 'from')}>{t('saveRollback')}</Button>
      </div>
    </>
  );
}
