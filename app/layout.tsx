import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './globals.css';
import { ColorSchemeScript, mantineHtmlProps } from '@mantine/core';
import type { Metadata, Viewport } from 'next';
import { AppProviders } from '@/components/shell/app-providers';
import { COLOR_SCHEME_KEY } from '@/components/shell/color-scheme-key';
import { readMessages } from '@/lib/i18n/messages';
import { chosenLocale } from './chosen-locale';

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
