import { AppError } from '@/lib/domain/errors';

/** What a column sorts by; null sorts last in both directions. */
export type SortValue = string | number | boolean | null;

export const CURSOR_ADVICE = 'take nextCursor of the page before';

/** Where a page ended: the sort value and id of its last item. */
export interface Cursor {
  readonly value: SortValue;
  readonly id: string;
}

/** The cursor after an item, for a list in this sort order. */
export function writeCursor(sort: string, last: Cursor): string {
  const bytes = new TextEncoder().encode(JSON.stringify([sort, last.value, last.id]));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Throws `invalid_input` naming `cursor` for one that is broken or of another sort order. */
export function parseCursor(text: string, sort: string): Cursor {
  const cursor = readCursor(text);
  if (cursor === null) throw cursorProblem(CURSOR_ADVICE);
  if (cursor.sort !== sort) throw cursorProblem('belongs to another sort order; ask for the first page again');
  return cursor;
}

/** Whether it is the cursor of some list. */
export function isCursor(text: string): boolean {
  return readCursor(text) !== null;
}

function readCursor(text: string): (Cursor & { readonly sort: unknown }) | null {
  const parsed = decodeCursor(text);
  if (!Array.isArray(parsed) || parsed.length !== 3) return null;
  const [sort, value, id] = parsed as readonly unknown[];
  return typeof id === 'string' && isSortValue(value) ? { sort, value, id } : null;
}

function decodeCursor(text: string): unknown {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

function isSortValue(value: unknown): value is SortValue {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function cursorProblem(message: string): AppError {
  return new AppError('invalid_input', 'The cursor does not belong to this list', {
    fields: [{ field: 'cursor', message }],
  });
}
