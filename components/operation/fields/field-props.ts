import type { OperationInput } from '@/lib/client/operations';
import type { InputField } from '../input-fields';

/** What a form of an operation is given. */
export interface OperationFormProps {
  readonly clusterId: string;
  readonly fields: readonly InputField[];
  readonly input: OperationInput;
  /** Undefined takes a field out of the input. */
  readonly onChange: (changes: OperationInput) => void;
  /** What the server says of a field. */
  readonly problem: (name: string) => string | undefined;
  /** What the address asks of the form beside values, such as the config key to edit. */
  readonly search: URLSearchParams;
}

/** What the control of one field is given. */
export interface FieldProps extends Pick<OperationFormProps, 'clusterId' | 'search'> {
  readonly field: InputField;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly problem: string | undefined;
}
