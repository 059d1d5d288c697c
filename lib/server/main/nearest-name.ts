/** The known name nearest to a misspelt one, case aside: within `reach` edits, or the rest of one cut short. Null: none. */
export function describeNearestName(misspelt: string, known: readonly string[], reach: number): string | null {
  const ranked = known
    .map((name) => ({ name, distance: editDistance(name.toLowerCase(), misspelt.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  if (best !== undefined && best.distance <= reach) return best.name;
  const start = misspelt.toLowerCase();
  return known.find((name) => start.length >= 3 && name.toLowerCase().startsWith(start)) ?? null;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
