const MOST_NAMES = 10;

/** Names as a message takes them: how many, and the first ten. */
export function listNames(names: readonly string[]): { readonly count: number; readonly names: string } {
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return { count: names.length, names: names.length > MOST_NAMES ? `${shown}, …` : shown };
}
