/** Where to go after the sign-in: a path of this application, never another site; home for anything else. */
export function parseNextPath(next: string | null): string {
  if (next === null || !next.startsWith('/') || next.startsWith('/sign-in')) {
    return '/';
  }
  const base = 'http://highwater.invalid';
  try {
    const url = new URL(next, base);
    return url.origin === base ? url.pathname + url.search + url.hash : '/';
  } catch {
    return '/';
  }
}
