import { createTranslator } from 'use-intl/core';
import operations from './en/operations.json';

const translator = createTranslator({ locale: 'en', messages: { operations }, timeZone: 'UTC' });

/** A sentence of the catalogue area `operations` in English, for answers and logs that people read without the screens. */
export function tellInEnglish({
  key,
  values = {},
}: {
  readonly key: keyof typeof operations.message;
  readonly values?: Readonly<Record<string, string | number>>;
}): string {
  return translator(`operations.message.${key as 'createTopic'}`, values as { topic: string });
}
