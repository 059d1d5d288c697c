import { ChangeFactorForm } from '@/components/reassignments/change-factor-form';
import { ReassignForm } from '@/components/reassignments/reassign-form';
import type { OperationFormProps } from '../fields/field-props';
import { AlterTopicConfigsForm } from './alter-topic-configs-form';
import { CreateTopicForm } from './create-topic-form';

/** Operations whose noun needs more than its fields. */
export const OPERATION_FORMS: Readonly<Record<string, React.ComponentType<OperationFormProps>>> = {
  'create-topic': CreateTopicForm,
  'alter-topic-configs': AlterTopicConfigsForm,
  'reassign-partitions': ReassignForm,
  'change-replication-factor': ChangeFactorForm,
};
