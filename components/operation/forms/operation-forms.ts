import { ChangeFactorForm } from '@/components/reassignments/change-factor-form';
import { ReassignForm } from '@/components/reassignments/reassign-form';
import type { OperationFormProps } from '../fields/field-props';
import { AlertChannelForm } from './alert-channel-form';
import { AlertRuleForm } from './alert-rule-form';
import { AlterBrokerConfigsForm } from './alter-broker-configs-form';
import { AlterBrokerLoggersForm } from './alter-broker-loggers-form';
import { AlterTopicConfigsForm } from './alter-topic-configs-form';
import { CreateTopicForm } from './create-topic-form';
import { CreateTopicsForm } from './create-topics-form';
import { DeleteOffsetsForm } from './delete-offsets-form';
import { DeleteRecordsForm } from './delete-records-form';
import { ElectionsForm } from './elections-form';
import { ExistingTopicForm } from './existing-topic-form';
import { MaintenanceWindowForm } from './maintenance-window-form';
import { MoveLogDirForm } from './move-log-dir-form';
import { ResetOffsetsForm } from './reset-offsets-form';

/** Operations whose noun needs more than its fields. */
export const OPERATION_FORMS: Readonly<Record<string, React.ComponentType<OperationFormProps>>> = {
  'create-topic': CreateTopicForm,
  'create-topics': CreateTopicsForm,
  'recreate-topic': ExistingTopicForm,
  'delete-records': DeleteRecordsForm,
  'alter-topic-configs': AlterTopicConfigsForm,
  'elect-leaders': ElectionsForm,
  'elect-leaders-unclean': ElectionsForm,
  'alter-broker-configs': AlterBrokerConfigsForm,
  'alter-broker-loggers': AlterBrokerLoggersForm,
  'move-replica-log-dir': MoveLogDirForm,
  'reassign-partitions': ReassignForm,
  'change-replication-factor': ChangeFactorForm,
  'save-alert-rule': AlertRuleForm,
  'save-alert-channel': AlertChannelForm,
  'save-maintenance-window': MaintenanceWindowForm,
  'reset-group-offsets': ResetOffsetsForm,
  'delete-group-offsets': DeleteOffsetsForm,
};
