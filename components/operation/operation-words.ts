'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { Messages } from '@/lib/i18n/en/catalogue';

/** A sentence as its key and values. */
export interface ToldMessage {
  readonly key: string;
  readonly values?: Readonly<Record<string, string | number>> | undefined;
}

/** What the server says in English, and how to say it in another language where there is one. */
interface TellingMessage {
  readonly message: string | null;
  readonly told?: ToldMessage | null | undefined;
}

type KnownOperation = keyof Messages['changes']['operation'];
type KnownField = keyof Messages['changes']['field'];

/** Names of operations, fields and aspects, and the sentences of plans, in the reader's language. What has no words is shown as it is. */
export function useOperationWords() {
  const operations = useTranslations('operations');
  const t = useTranslations('changes');
  return useMemo(() => {
    const tell = ({ key, values = {} }: ToldMessage): string | null => {
      const known = `message.${key}` as 'message.createTopic';
      return operations.has(known) ? operations(known, values as { topic: string }) : null;
    };
    return {
      message: (told: ToldMessage): string => tell(told) ?? told.key,
      /** What has a key is told in the reader's language, the rest as the server put it. */
      told: ({ message, told }: TellingMessage): string => (told ? tell(told) : null) ?? message ?? '',
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
    };
  }, [operations, t]);
}
