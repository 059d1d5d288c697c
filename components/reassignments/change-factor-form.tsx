'use client';

import { FieldList } from '@/components/operation/fields/field-list';
import type { OperationFormProps } from '@/components/operation/fields/field-props';
import { MoveOptions } from './reassign-form';

/** Topics, how many replicas they get, and how the copies run. */
export function ChangeFactorForm(props: OperationFormProps) {
  return (
    <>
      <FieldList {...props} names={['topics', 'replicationFactor', 'allowedBrokerIds']} />
      <MoveOptions {...props} />
    </>
  );
}
