/**
 * Ids as they stand in paths. A name may hold anything, but URL parsers swallow the segments `.` and `..` (also written
 * `%2e`) and no segment may be empty. Those names get a leading `~`, and so do names that already look that way, so that
 * two names never share an id: `.` ↔ `~.`, `~.` ↔ `~~.`, the empty name ↔ `~`. All other names stand for themselves.
 */
const NEEDS_TILDE = /^~*\.{0,2}$/;
const HAS_TILDE = /^~+\.{0,2}$/;

/** Id of a topic or group name: `id` in answers; percent-encoded it is one path segment. */
export function toPathId(name: string): string {
  return NEEDS_TILDE.test(name) ? `~${name}` : name;
}

/** Name behind an id. */
export function fromPathId(id: string): string {
  return HAS_TILDE.test(id) ? id.slice(1) : id;
}

/** One path segment for a name, whatever it holds. */
export function encodePathSegment(name: string): string {
  return encodeURIComponent(toPathId(name));
}

/** Name behind one raw path segment; null when its percent-encoding is broken. */
export function decodePathSegment(segment: string): string | null {
  try {
    return fromPathId(decodeURIComponent(segment));
  } catch {
    return null;
  }
}
