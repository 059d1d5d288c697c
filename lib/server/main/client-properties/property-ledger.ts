/** What became of one key of a `client.properties`, and why; null where a used key needs no remark. */
export interface PropertyFate {
  readonly key: string;
  readonly fate: 'used' | 'ignored' | 'refused';
  readonly reason: string | null;
}

/** Properties that are read key by key, with an account of what became of each. */
export class PropertyLedger {
  readonly #properties: ReadonlyMap<string, string>;
  readonly #fates = new Map<string, PropertyFate>();

  constructor(properties: ReadonlyMap<string, string>) {
    this.#properties = properties;
  }

  /** The value, which counts as used; undefined when absent. */
  take(key: string): string | undefined {
    const value = this.#properties.get(key);
    if (value !== undefined && !this.#fates.has(key)) this.#fates.set(key, { key, fate: 'used', reason: null });
    return value;
  }

  /** As `take`, for values in which blanks around and emptiness mean nothing. */
  takeText(key: string): string | undefined {
    return this.take(key)?.trim() || undefined;
  }

  /** Says something about a key that is used. */
  remark(key: string, reason: string): void {
    this.#fates.set(key, { key, fate: 'used', reason });
  }

  ignore(key: string, reason: string): void {
    this.#fates.set(key, { key, fate: 'ignored', reason });
  }

  /** Also of a key that is missing. */
  refuse(key: string, reason: string): void {
    this.#fates.set(key, { key, fate: 'refused', reason });
  }

  /** Runs a reader whose error is the reason to refuse the key. */
  attempt<T>(key: string, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      this.refuse(key, (error as Error).message);
      return undefined;
    }
  }

  /** Every key that nobody asked for so far. */
  untouched(): readonly string[] {
    return [...this.#properties.keys()].filter((key) => !this.#fates.has(key));
  }

  fates(): readonly PropertyFate[] {
    return [...this.#fates.values()].sort((a, b) => a.key.localeCompare(b.key, 'en'));
  }
}
