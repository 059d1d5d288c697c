import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './globals.css';
import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core';
import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import { AppProviders } from '@/components/shell/app-providers';
import { COLOR_SCHEME_KEY } from '@/components/shell/color-scheme-key';
import { LOCALE_COOKIE, type Locale, parseLocale } from '@/lib/i18n/locale';
import { readMessages } from '@/lib/i18n/messages';

async function chosenLocale(): Promise<Locale> {
  const [jar, asked] = await Promise.all([cookies(), headers()]);
  return parseLocale(jar.get(LOCALE_COOKIE)?.value, asked.get('accept-language'));
}

export async function generateMetadata(): Promise<Metadata> {
  const messages = await readMessages(await chosenLocale());
  return {
    title: { default: messages.shell.product, template: `%s · ${messages.shell.product}` },
    description: messages.shell.tagline,
  };
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

/** The document: language by cookie or browser, theme before the first paint. Pages below are shells that fetch nothing here. */
export default async function RootLayout({ children }: { readonly children: React.ReactNode }) {
  const locale = await chosenLocale();
  const messages = await readMessages(locale);
  return (
    <html lang={locale} {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript defaultColorScheme="auto" localStorageKey={COLOR_SCHEME_KEY} />
      </head>
      <body>
        <AppProviders locale={locale} messages={messages}>
          {children}
        </AppProviders>
      </body>
    </html>
  );
}
