import type { ConfigEntryItem } from '@/lib/views/schemas/broker';

/** What is wished of config keys: values to set, keys to take off. */
export interface ConfigWishes {
  readonly set: Readonly<Record<string, string>>;
  readonly remove: readonly string[];
}

/** Set on the topic or broker itself by a request; a properties file or a default of all brokers is not its own. */
export function isOwn({ source }: ConfigEntryItem): boolean {
  return source === 'topic' || source === 'broker';
}

/** The value of a key on the resource itself; null when it follows what stands above, or is not told. */
export function ownValue(entry: ConfigEntryItem): string | null {
  return isOwn(entry) && !entry.isSensitive ? entry.value : null;
}

/** What applies without a value of the resource's own; null when it is not told. */
export function inheritedValue(entry: ConfigEntryItem): string | null {
  return isOwn(entry) ? entry.default : (entry.value ?? entry.default);
}

/** Wishes after a key was given a text. Its own value again is no wish; an empty text wishes nothing of a key that has no own. */
export function wishValue(wishes: ConfigWishes, key: string, text: string, own: string | null): ConfigWishes {
  const { [key]: _, ...set } = wishes.set;
  const remove = wishes.remove.filter((one) => one !== key);
  const isWish = own === null ? text !== '' : text !== own;
  return { set: isWish ? { ...set, [key]: text } : set, remove };
}

/** Wishes after a key is to be taken off, so that the inherited value applies. */
export function wishRemoval(wishes: ConfigWishes, key: string): ConfigWishes {
  const { [key]: _, ...set } = wishes.set;
  return { set, remove: [...wishes.remove.filter((one) => one !== key), key] };
}

/** Wishes without any of this key. */
export function dropWish(wishes: ConfigWishes, key: string): ConfigWishes {
  const { [key]: _, ...set } = wishes.set;
  return { set, remove: wishes.remove.filter((one) => one !== key) };
}

function bareEntry(name: string): ConfigEntryItem {
  return {
    id: name,
    name,
    value: null,
    default: null,
    source: 'unknown',
    isOverridden: false,
    isSensitive: false,
    isReadOnly: false,
    type: null,
    documentation: null,
  };
}

/** Keys that can be changed, those wished or asked for first, then the resource's own where it counts, then the rest by name. */
export function planConfigRows(
  entries: readonly ConfigEntryItem[],
  wished: readonly string[],
  hasOwn: boolean,
): readonly ConfigEntryItem[] {
  const open = entries.filter((entry) => !entry.isReadOnly && !entry.isSensitive);
  const known = new Set(entries.map(({ name }) => name));
  const unknown = wished.filter((name) => !known.has(name)).map(bareEntry);
  const rank = (entry: ConfigEntryItem) => (wished.includes(entry.name) ? 0 : hasOwn && isOwn(entry) ? 1 : 2);
  return [...unknown, ...open].sort((left, right) => rank(left) - rank(right) || (left.name < right.name ? -1 : 1));
}
