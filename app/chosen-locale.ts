import { cookies, headers } from 'next/headers';
import { LOCALE_COOKIE, type Locale, parseLocale } from '@/lib/i18n/locale';

/** The language of a request: chosen before, or the browser's. */
export async function chosenLocale(): Promise<Locale> {
  const [jar, asked] = await Promise.all([cookies(), headers()]);
  return parseLocale(jar.get(LOCALE_COOKIE)?.value, asked.get('accept-language'));
}
