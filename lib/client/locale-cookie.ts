import { LOCALE_COOKIE, type Locale } from '@/lib/i18n/locale';

const ONE_YEAR_SECONDS = 31_536_000;

/** Remembers the language; the next page the server draws is in it. */
export function chooseLocale(locale: Locale): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere yet
  document.cookie = `${LOCALE_COOKIE}=${locale}; path=/; max-age=${ONE_YEAR_SECONDS}; samesite=lax`;
}
