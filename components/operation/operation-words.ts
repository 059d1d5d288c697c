'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { Messages } from '@/lib/i18n/en/catalogue';
import type { OperationPreview } from '@/lib/views/schemas/operation-run';

export type ToldMessage = OperationPreview['refusals'][number];

type KnownOperation = keyof Messages['changes']['operation'];
type KnownField = keyof Messages['changes']['field'];

/** Names of operations, fields and aspects, and the sentences of plans, in the reader's language. What has no words is shown as it is. */
export function useOperationWords() {
  const operations = useTranslations('operations');
  const t = useTranslations('changes');
  return useMemo(
    () => ({
      message: ({ key, values = {} }: ToldMessage): string => {
        const known = `message.${key}` as 'message.createTopic';
        return operations.has(known) ? operations(known, values as { topic: string }) : key;
      },
      /** Null for what is not a word of ours, such as a config key. */
      aspect: (name: string): string | null => {
        const known = `aspect.${name}` as 'aspect.partitions';
        return /^\w+$/.test(name) && operations.has(known) ? operations(known) : null;
      },
      title: (name: string): string => {
        const known = `operation.${name as KnownOperation}.title` as const;
        return t.has(known) ? t(known) : name;
      },
      /** One sentence of what it is for; null for an operation without. */
      lead: (name: string): string | null => {
        const known = `operation.${name as KnownOperation}.lead` as const;
        return t.has(known) ? t(known) : null;
      },
      field: (name: string): string => {
        const known = `field.${name as KnownField}.label` as const;
        return t.has(known) ? t(known) : name;
      },
      fieldHint: (name: string): string | null => {
        const known = `field.${name}.hint` as 'field.topic.hint';
        return t.has(known) ? t(known) : null;
      },
    }),
    [operations, t],
  );
}
