'use client';

import { useTranslations } from 'use-intl';
import { FieldList } from '../fields/field-list';
import type { OperationFormProps } from '../fields/field-props';
import { OffsetScopeField } from './reset-offsets/offset-scope-field';

/** Which committed offsets of a group are deleted. */
export function DeleteOffsetsForm(props: OperationFormProps) {
  const t = useTranslations('groupOperations.scope');
  return (
    <>
      <FieldList {...props} names={['group']} />
      <OffsetScopeField {...props} whole={t('committed')} />
    </>
  );
}
