'use client';

import type { OperationFormProps } from '../fields/field-props';
import { TopicsField } from '../fields/name-fields';
import { ListField } from '../fields/plain-fields';
import { parsePartitionNames, writePartitionNames } from './partition-names';

const EMPTY = { isRequired: false, isNullable: true, choices: [] } as const;

/** Partitions to elect for: named ones, all of some topics, or all there are. */
export function ElectionsForm({ clusterId, search, input, onChange, problem }: OperationFormProps) {
  const rest = { clusterId, search };
  return (
    <>
      <TopicsField
        {...rest}
        field={{ ...EMPTY, name: 'electionTopics', kind: 'texts' }}
        value={input.topics}
        onChange={(topics) => onChange({ topics })}
        problem={problem('topics')}
      />
      <ListField
        {...rest}
        field={{ ...EMPTY, name: 'electionPartitions', kind: 'texts' }}
        value={writePartitionNames(input.partitions)}
        onChange={(names) => onChange({ partitions: parsePartitionNames(names) })}
        problem={problem('partitions')}
      />
    </>
  );
}
