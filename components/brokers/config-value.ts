/** What a raw number of a config entry measures, by the unit that ends its name; null for -1 ("no limit"), small numbers and all else. */
export function describeConfigValue(name: string, value: string): { unit: 'ms' | 'bytes'; value: number } | null {
  if (!/^\d{4,16}$/.test(value)) {
    return null;
  }
  const number = Number(value);
  // Long.MAX_VALUE and its neighbours stand for "never", not for a length of time.
  if (!Number.isSafeInteger(number)) {
    return null;
  }
  if (/[.](ms|millis)$/.test(name)) {
    return { unit: 'ms', value: number };
  }
  return /[.](bytes|size)$/.test(name) ? { unit: 'bytes', value: number } : null;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

/** Kafka writes its documentation in HTML: the words alone, on one line. Null when there are none. */
export function plainDocumentation(html: string | null): string | null {
  const text = (html ?? '')
    .replace(/<\/?[a-z][^>]*>/gi, ' ')
    .replace(/&(lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\s+/g, ' ')
    .replace(/ ([.,;:])/g, '$1')
    .trim();
  return text === '' ? null : text;
}
