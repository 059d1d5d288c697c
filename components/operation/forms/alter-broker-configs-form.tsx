'use client';

import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ConfigEditor } from '../fields/config-editor';
import { FieldList } from '../fields/field-list';
import type { OperationFormProps } from '../fields/field-props';
import { useBrokerConfigEntries } from '../fields/use-config-entries';
import { useWishes } from '../fields/use-wishes';
import classes from '../operation.module.css';
import { useOperationWords } from '../operation-words';

/** Config keys of one broker or the default of all: null names them all. `?edit=` opens at a key. */
export function AlterBrokerConfigsForm(props: OperationFormProps) {
  const { clusterId, input, onChange, problem, search } = props;
  const t = useTranslations('changes.brokerConfigs');
  const words = useOperationWords();
  const [isForAll, setIsForAll] = useState(input.brokerId === null);
  const brokerId = typeof input.brokerId === 'number' ? input.brokerId : null;
  const entries = useBrokerConfigEntries(clusterId, brokerId);
  const { wishes, change } = useWishes(props);
  return (
    <>
      <SegmentedControl
        size="xs"
        className={classes.ways}
        aria-label={t('scope')}
        value={isForAll ? 'all' : 'one'}
        onChange={(scope) => {
          setIsForAll(scope === 'all');
          onChange({ brokerId: scope === 'all' ? null : undefined });
        }}
        data={[
          { value: 'one', label: t('one') },
          { value: 'all', label: t('all') },
        ]}
      />
      {!isForAll && <FieldList {...props} names={['brokerId']} />}
      <ConfigEditor
        label={words.field('set')}
        entries={entries}
        wishes={wishes}
        onChange={change}
        of={brokerId === null ? 'many' : 'one'}
        firstKey={search.get('edit')}
        problem={problem('set') ?? problem('remove')}
      />
    </>
  );
}
