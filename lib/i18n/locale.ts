/** Languages of the catalogues, as BCP 47 tags. */
export const LOCALES = ['en', 'zh-CN'] as const;
export type Locale = (typeof LOCALES)[number];

const DEFAULT_LOCALE: Locale = 'en';
export const LOCALE_COOKIE = 'highwater-locale';

/** The chosen language: the cookie's when it names one of ours, else the first that the browser asks for, else English. */
export function parseLocale(cookie: string | undefined, acceptLanguage: string | null): Locale {
  const chosen = LOCALES.find((locale) => locale === cookie);
  if (chosen !== undefined) {
    return chosen;
  }
  const asked = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', quality] = part.trim().split(';q=');
      return { tag: tag.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { tag } of asked) {
    if (tag === 'zh' || tag.startsWith('zh-')) {
      return 'zh-CN';
    }
    if (tag === 'en' || tag.startsWith('en-')) {
      return 'en';
    }
  }
  return DEFAULT_LOCALE;
}
