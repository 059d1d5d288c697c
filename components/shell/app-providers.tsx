'use client';

import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import { useEffect, useState } from 'react';
import { IntlProvider } from 'use-intl';
import { HintLayer } from '@/components/ui/hint-layer';
import { Notices } from '@/components/ui/notices';
import { cssVariables, theme } from '@/components/ui/theme';
import { adjustClock } from '@/components/ui/use-now';
import { usePreferences } from '@/lib/client/preferences';
import { createQueryClient } from '@/lib/client/query-client';
import { watchClock } from '@/lib/client/server-clock';
import type { Messages } from '@/lib/i18n/en/catalogue';
import type { Locale } from '@/lib/i18n/locale';
import { COLOR_SCHEME_KEY } from './color-scheme-key';
// Both are in every route. Beside the providers they are in what all routes share, and no route's own part brings again
// what they are made of.
import './crashed-screen';
import './not-found-screen';

const colorSchemes = localStorageColorSchemeManager({ key: COLOR_SCHEME_KEY });

interface AppProvidersProps {
  readonly locale: Locale;
  readonly messages: Messages;
  readonly children: React.ReactNode;
}

/** The zone that times are written in: UTC, or what the machine has. */
function useChosenZone(): string {
  const { zone } = usePreferences();
  return zone === 'UTC' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Theme, language, queries and address state for everything on the page. */
export function AppProviders({ locale, messages, children }: AppProvidersProps) {
  const [client] = useState(createQueryClient);
  const timeZone = useChosenZone();
  useEffect(() => watchClock(adjustClock), []);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorSchemes}
      defaultColorScheme="auto"
    >
      <IntlProvider locale={locale} messages={messages} timeZone={timeZone}>
        <QueryClientProvider client={client}>
          <NuqsAdapter>
            {children}
            <Notices />
            <HintLayer />
          </NuqsAdapter>
        </QueryClientProvider>
      </IntlProvider>
    </MantineProvider>
  );
}
