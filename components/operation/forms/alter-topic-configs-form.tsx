'use client';

import { ConfigEditor } from '../fields/config-editor';
import { FieldList } from '../fields/field-list';
import type { OperationFormProps } from '../fields/field-props';
import { useTopicConfigEntries } from '../fields/use-config-entries';
import { useWishes } from '../fields/use-wishes';
import { useOperationWords } from '../operation-words';

/** Config keys of topics: with one topic its own values stand in the fields. `?edit=retention.ms` opens at that key. */
export function AlterTopicConfigsForm(props: OperationFormProps) {
  const { clusterId, input, problem, search } = props;
  const words = useOperationWords();
  const topics = Array.isArray(input.topics) ? (input.topics as string[]) : [];
  const [only = null] = topics.length === 1 ? topics : [];
  const entries = useTopicConfigEntries(clusterId, only);
  const { wishes, change } = useWishes(props);
  return (
    <>
      <FieldList {...props} names={['topics']} />
      <ConfigEditor
        label={words.field('set')}
        entries={entries}
        wishes={wishes}
        onChange={change}
        of={only === null ? 'many' : 'one'}
        firstKey={search.get('edit')}
        problem={problem('set') ?? problem('remove')}
      />
    </>
  );
}
