'use client';

import { useEffect } from 'react';
import { useTranslations } from 'use-intl';

/** Names the page in the browser's tab and history. */
export function usePageTitle(name: string): void {
  const product = useTranslations('shell')('product');
  useEffect(() => {
    document.title = `${name} · ${product}`;
  }, [name, product]);
}
