'use client';

import { FieldControl } from './field-control';
import type { OperationFormProps } from './field-props';

interface FieldListProps extends OperationFormProps {
  /** Fields to show, in this order; all when absent. */
  readonly names?: readonly string[];
}

/** Fields of an operation, each with the control that fits it. */
export function FieldList({ names, fields, input, onChange, problem, ...rest }: FieldListProps) {
  const shown = names?.flatMap((name) => fields.find((field) => field.name === name) ?? []) ?? fields;
  return shown.map((field) => (
    <FieldControl
      key={field.name}
      {...rest}
      field={field}
      value={input[field.name]}
      onChange={(value) => onChange({ [field.name]: value })}
      problem={problem(field.name)}
    />
  ));
}
