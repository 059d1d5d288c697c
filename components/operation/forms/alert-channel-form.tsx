'use client';

import { PasswordInput } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { OperationInput } from '@/lib/client/operations';
import { FieldList } from '../fields/field-list';
import type { OperationFormProps } from '../fields/field-props';
import { useFieldWords } from '../fields/use-field-words';

/** Fields of each kind; those of secrets are written, never read. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  alertmanager: ['url', 'secret'],
  webhook: ['url', 'secret'],
  slack: ['secretUrl'],
  dingtalk: ['secretUrl', 'secret'],
  wecom: ['secretUrl'],
  feishu: ['secretUrl', 'secret'],
  email: ['smtpHost', 'smtpPort', 'smtpSecurity', 'smtpUser', 'secret', 'mailFrom', 'mailTo'],
};
const SECRETS: ReadonlySet<string> = new Set(['secret', 'secretUrl']);
const DEFAULTS = { smtpPort: 587, smtpSecurity: 'starttls', language: 'en', timeZone: 'UTC', groupWaitSeconds: 10 };

function SecretField({ name, search, input, onChange, problem }: OperationFormProps & { readonly name: string }) {
  const t = useTranslations('alerts.form');
  const field = { name, kind: 'text', isRequired: false, isNullable: false, choices: [] } as const;
  const value = input[name];
  const isKept = search.getAll('kept').includes(name);
  return (
    <PasswordInput
      {...useFieldWords({ field, problem: problem(name) })}
      {...(isKept ? { placeholder: t('secretKept') } : {})}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) =>
        onChange({ [name]: event.currentTarget.value === '' ? undefined : event.currentTarget.value })
      }
      autoComplete="off"
    />
  );
}

/** A channel: its kind, and what that kind needs. */
export function AlertChannelForm(given: OperationFormProps) {
  const input: OperationInput = { ...DEFAULTS, ...given.input };
  const props = { ...given, input };
  const names = typeof input.kind === 'string' ? (FIELDS[input.kind] ?? []) : [];
  return (
    <>
      <FieldList {...props} names={['channel', 'kind']} />
      {names.map((name) =>
        SECRETS.has(name) ? (
          <SecretField key={name} {...props} name={name} />
        ) : (
          <FieldList key={name} {...props} names={[name]} />
        ),
      )}
      {names.length > 0 && <FieldList {...props} names={['language', 'timeZone', 'groupWaitSeconds']} />}
    </>
  );
}
