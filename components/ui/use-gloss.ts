'use client';

import { useCallback, useMemo } from 'react';
import { useMessages } from 'use-intl';
import { listGlosses } from './glossary';

/** The gloss of a word that heads a column or a figure; undefined for what is no term of the glossary. */
export function useGloss(): (word: string) => string | undefined {
  const { terms } = useMessages();
  const glosses = useMemo(() => listGlosses(terms), [terms]);
  return useCallback((word) => glosses.get(word), [glosses]);
}
