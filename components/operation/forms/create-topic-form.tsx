'use client';

import { SegmentedControl, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ConfigEditor } from '../fields/config-editor';
import { FieldList } from '../fields/field-list';
import type { OperationFormProps } from '../fields/field-props';
import { useTopicConfigEntries } from '../fields/use-config-entries';
import { useWishes } from '../fields/use-wishes';
import classes from '../operation.module.css';
import { useOperationWords } from '../operation-words';
import { parseAssignment, writeAssignment } from './assignment-text';

function AssignmentField({ input, onChange, problem }: OperationFormProps) {
  const words = useOperationWords();
  const [text, setText] = useState(() => writeAssignment(input.assignment));
  return (
    <Textarea
      size="xs"
      label={words.field('assignment')}
      description={words.fieldHint('assignment')}
      error={problem('assignment')}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        onChange({ assignment: parseAssignment(event.currentTarget.value) });
      }}
      autosize
      minRows={3}
      maxRows={12}
      spellCheck={false}
      classNames={{ input: classes.mono }}
    />
  );
}

/** A new topic: counts or replicas by partition, and every config key that topics have. */
export function CreateTopicForm(props: OperationFormProps) {
  const { clusterId, input, onChange, problem } = props;
  const t = useTranslations('changes.createTopic');
  const words = useOperationWords();
  const [isExplicit, setIsExplicit] = useState(Array.isArray(input.assignment));
  const entries = useTopicConfigEntries(clusterId, null);
  const { wishes, change } = useWishes(props, 'configs');
  const choose = (way: string) => {
    setIsExplicit(way === 'explicit');
    onChange({ partitionCount: undefined, replicationFactor: undefined, assignment: undefined });
  };
  return (
    <>
      <FieldList {...props} names={['topic']} />
      <SegmentedControl
        size="xs"
        className={classes.ways}
        aria-label={t('placement')}
        value={isExplicit ? 'explicit' : 'counts'}
        onChange={choose}
        data={[
          { value: 'counts', label: t('counts') },
          { value: 'explicit', label: t('explicit') },
        ]}
      />
      {isExplicit ? (
        <AssignmentField {...props} />
      ) : (
        <div className={classes.pair}>
          <FieldList {...props} names={['partitionCount', 'replicationFactor']} />
        </div>
      )}
      <ConfigEditor
        label={words.field('configs')}
        entries={entries}
        wishes={wishes}
        onChange={change}
        of="new"
        firstKey={null}
        problem={problem('configs')}
      />
    </>
  );
}
