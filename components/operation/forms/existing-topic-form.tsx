'use client';

import { FieldList } from '../fields/field-list';
import type { OperationFormProps } from '../fields/field-props';
import { TopicField } from '../fields/name-fields';

/** An operation on one topic that exists: it is chosen, and the rest filled in. */
export function ExistingTopicForm(props: OperationFormProps) {
  const { fields, input, onChange, problem, ...rest } = props;
  const topic = fields.find(({ name }) => name === 'topic');
  return (
    <>
      {topic !== undefined && (
        <TopicField
          {...rest}
          field={{ ...topic, name: 'existingTopic' }}
          value={input.topic}
          onChange={(value) => onChange({ topic: value })}
          problem={problem('topic')}
        />
      )}
      <FieldList {...props} names={fields.filter(({ name }) => name !== 'topic').map(({ name }) => name)} />
    </>
  );
}
