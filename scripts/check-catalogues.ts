import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { listTrackedFiles } from './tracked-files';

const REFERENCE = 'en';

/** Areas and keys that one language has and another lacks. */
export function checkCatalogues(): string[] {
  const keysByLanguage = new Map<string, Set<string>>();
  for (const path of listTrackedFiles(/^lib\/i18n\/[^/]+\/[^/]+\.json$/)) {
    const language = basename(dirname(path));
    const keys = keysByLanguage.get(language) ?? new Set<string>();
    for (const key of flatten(JSON.parse(readFileSync(path, 'utf8')))) keys.add(`${basename(path)}: ${key}`);
    keysByLanguage.set(language, keys);
  }
  const reference = keysByLanguage.get(REFERENCE) ?? new Set<string>();
  if (reference.size === 0) return ['lib/i18n/en: no messages were found'];
  return [...keysByLanguage].flatMap(([language, keys]) => [
    ...[...reference].filter((key) => !keys.has(key)).map((key) => `lib/i18n/${language}/${key} is missing`),
    ...[...keys]
      .filter((key) => !reference.has(key))
      .map((key) => `lib/i18n/${language}/${key} is not in ${REFERENCE}`),
  ]);
}

function flatten(tree: unknown, prefix = ''): string[] {
  if (typeof tree !== 'object' || tree === null) return [prefix];
  return Object.entries(tree).flatMap(([key, value]) => flatten(value, prefix === '' ? key : `${prefix}.${key}`));
}
