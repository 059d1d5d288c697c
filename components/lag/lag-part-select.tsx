'use client';

import { SegmentedControl } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { Select } from '@/components/ui/select';
import type { LagShape, LagView } from './use-lag-view';

/** A topic that a group has positions in. */
export interface LagTopic {
  readonly topic: string;
  readonly partitionCount: number;
}

/** More lines than this nobody tells apart: then the heat map alone shows partitions. */
export const MOST_LINES = 8;

const ALL = '';
/** Past this many a list to choose from is no help: the partition is reached from the table. */
const MOST_LISTED = 1000;

interface LagPartSelectProps {
  readonly view: LagView;
  readonly topics: readonly LagTopic[];
  /** What is shown; null for all topics. */
  readonly topic: string | null;
  /** False where the screen itself is of one topic. */
  readonly canChooseTopic: boolean;
}

/** Chooses what the chart sums over: all topics, one topic, one partition; or shows each partition for itself. */
export function LagPartSelect({ view, topics, topic, canChooseTopic }: LagPartSelectProps) {
  const t = useTranslations('lag');
  const partitionCount = topics.find((one) => one.topic === topic)?.partitionCount ?? 0;
  const partitions = Array.from({ length: Math.min(partitionCount, MOST_LISTED) }, (_, index) => String(index));
  return (
    <>
      {canChooseTopic && topics.length > 1 ? (
        <Select
          aria-label={t('topic')}
          data={[
            { value: ALL, label: t('allTopics') },
            ...topics.map((one) => ({ value: one.topic, label: one.topic })),
          ]}
          value={topic ?? ALL}
          searchable={topics.length > 8}
          onChange={(value) => view.setPart(value || null, null)}
        />
      ) : null}
      {topic !== null && partitionCount > 1 ? (
        <Select
          aria-label={t('partition')}
          data={[
            { value: ALL, label: t('allPartitions') },
            ...partitions.map((value) => ({ value, label: t('partitionOption', { partition: value }) })),
          ]}
          value={view.partition === null ? ALL : String(view.partition)}
          searchable={partitionCount > 8}
          onChange={(value) => view.setPart(topic, value ? Number(value) : null)}
        />
      ) : null}
      {topic !== null && view.partition === null && partitionCount > 1 ? (
        <SegmentedControl
          size="xs"
          aria-label={t('shape')}
          withItemsBorders={false}
          value={view.shape === 'each' && partitionCount > MOST_LINES ? 'heat' : view.shape}
          onChange={(value) => view.setShape(value as LagShape)}
          data={[
            { value: 'lines', label: t('shapeLines') },
            { value: 'heat', label: t('shapeHeat') },
            ...(partitionCount <= MOST_LINES ? [{ value: 'each', label: t('shapeEach') }] : []),
          ]}
        />
      ) : null}
    </>
  );
}
