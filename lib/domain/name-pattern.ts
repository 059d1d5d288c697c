/**
 * Whether a name is one that a pattern stands for, `*` for any characters or none. Linear in the name: each piece between
 * stars is looked for from where the one before ended.
 */
export function matchesPattern(pattern: string, name: string): boolean {
  return createMatcher(pattern)(name);
}

/** The same for many names: the pattern is taken apart once. */
export function createMatcher(pattern: string): (name: string) => boolean {
  const pieces = pattern.split('*');
  const [first = ''] = pieces;
  if (pieces.length === 1) return (name) => name === first;
  const last = pieces.at(-1) ?? '';
  const inner = pieces.slice(1, -1).filter((piece) => piece !== '');
  return (name) => {
    if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false;
    let from = first.length;
    for (const piece of inner) {
      const at = name.indexOf(piece, from);
      if (at < 0) return false;
      from = at + piece.length;
    }
    return from <= name.length - last.length;
  };
}
