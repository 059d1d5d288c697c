'use client';

import type { InputField } from '../input-fields';
import { EntriesField } from './entries-field';
import type { FieldProps } from './field-props';
import { GroupField, GroupsField } from './group-fields';
import { BrokerField, BrokersField, TopicsField } from './name-fields';
import { ChoiceField, FlagField, JsonField, ListField, NumberField, TextField } from './plain-fields';

const BY_KIND: Record<InputField['kind'], React.ComponentType<FieldProps>> = {
  text: TextField,
  integer: NumberField,
  number: NumberField,
  flag: FlagField,
  choice: ChoiceField,
  texts: ListField,
  integers: ListField,
  entries: EntriesField,
  json: JsonField,
};

/** Fields that mean the same thing wherever they stand, whatever their type would give them. */
const BY_NAME: Readonly<Record<string, React.ComponentType<FieldProps>>> = {
  'texts topics': TopicsField,
  'text group': GroupField,
  'texts groups': GroupsField,
  'integers brokers': BrokersField,
  'integers brokerIds': BrokersField,
  'integers allowedBrokerIds': BrokersField,
  'integer brokerId': BrokerField,
  'integer broker': BrokerField,
};

/** The control that fits a field. */
export function FieldControl(props: FieldProps) {
  const { name, kind } = props.field;
  const Control = BY_NAME[`${kind} ${name}`] ?? BY_KIND[kind];
  return <Control {...props} />;
}
