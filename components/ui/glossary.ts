import type { Messages } from '@/lib/i18n/en/catalogue';

type Terms = Messages['terms'];

/** The gloss of each term by the words that may head a column or a figure: its own, and the shorter one of narrow columns. */
export function listGlosses(terms: Terms): ReadonlyMap<string, string> {
  const glosses = new Map<string, string>();
  for (const term of Object.values(terms)) {
    glosses.set(term.word, term.gloss);
    if ('head' in term) glosses.set(term.head, term.gloss);
  }
  return glosses;
}
