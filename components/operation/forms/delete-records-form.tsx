'use client';

import { Input, NumberInput, SegmentedControl, Skeleton, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTimeZone, useTranslations } from 'use-intl';
import { useFormats } from '@/components/ui/use-formats';
import { parseZonedTime, writeZonedTime } from '@/components/ui/zoned-time';
import { partitionsQuery } from '@/lib/client/queries';
import { FieldList } from '../fields/field-list';
import type { OperationFormProps } from '../fields/field-props';
import classes from '../operation.module.css';
import { useOperationWords } from '../operation-words';
import { ExistingTopicForm } from './existing-topic-form';

const KINDS = ['all', 'timestamp', 'offset', 'offsets'] as const;
type Kind = (typeof KINDS)[number];
const MOST_PARTITIONS = 500;

interface Cut {
  readonly kind: Kind;
  readonly offset?: number;
  readonly timestampMs?: number;
  readonly offsets?: Readonly<Record<string, number>>;
}

interface CutProps extends Pick<OperationFormProps, 'clusterId' | 'problem'> {
  readonly cut: Cut;
  readonly onCut: (cut: Cut) => void;
}

/** One offset for each partition, beside what the partition holds now. Partitions left empty are left alone. */
function OffsetsByPartition({ clusterId, topic, cut, onCut }: CutProps & { readonly topic: string }) {
  const t = useTranslations('changes.deleteRecords');
  const formats = useFormats();
  const { data } = useQuery({
    ...partitionsQuery(clusterId, topic, { limit: MOST_PARTITIONS }),
    enabled: topic !== '',
  });
  if (topic !== '' && data === undefined) return <Skeleton height={60} />;
  const offsetText = (offset: number | null) => (offset === null ? '?' : formats.integer(offset));
  const take = (partition: number, value: number | string) => {
    const { [partition]: _, ...rest } = cut.offsets ?? {};
    onCut({ kind: 'offsets', offsets: value === '' ? rest : { ...rest, [partition]: Number(value) } });
  };
  return (
    <div className={classes.pair}>
      {(data?.items ?? []).map(({ partition, logStartOffset, logEndOffset }) => (
        <NumberInput
          key={partition}
          size="xs"
          label={t('offsetOf', { partition })}
          description={t('range', { start: offsetText(logStartOffset), end: offsetText(logEndOffset) })}
          value={cut.offsets?.[partition] ?? ''}
          onChange={(value) => take(partition, value)}
          allowDecimal={false}
          min={0}
          clampBehavior="none"
          hideControls
        />
      ))}
    </div>
  );
}

function CutFields({ topic, ...props }: CutProps & { readonly topic: string }) {
  const words = useOperationWords();
  const zone = useTimeZone() ?? 'UTC';
  const { cut, onCut, problem } = props;
  switch (cut.kind) {
    case 'all':
      return null;
    case 'timestamp':
      return (
        <TextInput
          type="datetime-local"
          label={words.field('timestampMs')}
          description={`${words.fieldHint('timestampMs') ?? ''} (${zone})`}
          error={problem('to')}
          value={cut.timestampMs === undefined ? '' : writeZonedTime(cut.timestampMs, zone)}
          onChange={(event) => {
            const timestampMs = parseZonedTime(event.currentTarget.value, zone);
            onCut(timestampMs === null ? { kind: 'timestamp' } : { kind: 'timestamp', timestampMs });
          }}
        />
      );
    case 'offset':
      return (
        <NumberInput
          size="xs"
          label={words.field('offset')}
          error={problem('to')}
          value={cut.offset ?? ''}
          onChange={(value) => onCut(value === '' ? { kind: 'offset' } : { kind: 'offset', offset: Number(value) })}
          allowDecimal={false}
          min={0}
          clampBehavior="none"
          hideControls
        />
      );
    case 'offsets':
      return <OffsetsByPartition topic={topic} {...props} />;
  }
}

/** Which records of a topic go: all, or those before a time or an offset. */
export function DeleteRecordsForm(props: OperationFormProps) {
  const { clusterId, fields, input, onChange, problem } = props;
  const t = useTranslations('changes.deleteRecords');
  const words = useOperationWords();
  const cut = (input.to as Cut | undefined) ?? null;
  const choose = (kind: string) => {
    const chosen = KINDS.find((one) => one === kind) ?? 'all';
    onChange({ to: chosen === 'offsets' ? { kind: chosen, offsets: {} } : { kind: chosen }, partitions: undefined });
  };
  return (
    <>
      <ExistingTopicForm {...props} fields={fields.filter(({ name }) => name === 'topic')} />
      <Input.Wrapper size="xs" label={words.field('to')} labelElement="div" error={cut === null ? problem('to') : null}>
        <div>
          <SegmentedControl
            size="xs"
            className={classes.choices}
            aria-label={words.field('to')}
            value={cut?.kind ?? ''}
            onChange={choose}
            data={KINDS.map((kind) => ({ value: kind, label: t(kind) }))}
          />
        </div>
      </Input.Wrapper>
      {cut !== null && (
        <CutFields
          clusterId={clusterId}
          topic={typeof input.topic === 'string' ? input.topic : ''}
          problem={problem}
          cut={cut}
          onCut={(to) => onChange({ to })}
        />
      )}
      {cut !== null && cut.kind !== 'offsets' && <FieldList {...props} names={['partitions']} />}
    </>
  );
}
