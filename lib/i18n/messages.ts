import type { Messages } from './en/catalogue';
import type { Locale } from './locale';

declare module 'use-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}

/** The catalogue of one language. */
export async function readMessages(locale: Locale): Promise<Messages> {
  const { catalogue } = locale === 'zh-CN' ? await import('./zh-CN/catalogue') : await import('./en/catalogue');
  return catalogue;
}
