'use client';

import { FieldList } from './fields/field-list';
import type { OperationFormProps } from './fields/field-props';
import { OPERATION_FORMS } from './forms/operation-forms';
import classes from './operation.module.css';

/** The form of an operation: its own where the noun needs one, otherwise its fields. */
export function OperationForm({ operation, ...props }: OperationFormProps & { readonly operation: string }) {
  const Form = OPERATION_FORMS[operation];
  return <div className={classes.fields}>{Form === undefined ? <FieldList {...props} /> : <Form {...props} />}</div>;
}
