/** The id that stands in paths for a cluster of this name: lower case, digits and single hyphens; `cluster` when nothing is left. */
export function describeClusterSlug(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  return slug === '' ? 'cluster' : slug;
}
