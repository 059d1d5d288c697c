import type { z } from 'zod';
import type { SettingText } from './variable-texts';
import { SECRET_NAMES, VARIABLE_NAMES, type variablesSchema } from './variables';

/** One setting as it counts: what `highwater config check` prints. */
export interface EffectiveSetting {
  readonly name: string;
  /** Masked where it is a secret; null when it is not set. */
  readonly shown: string | null;
  /** `default`, or who gave it. */
  readonly source: string;
}

/** Every setting that is not about one cluster. */
export function describeEffectiveSettings(
  values: z.output<typeof variablesSchema>,
  texts: ReadonlyMap<string, SettingText>,
): readonly EffectiveSetting[] {
  return VARIABLE_NAMES.filter(
    (name) => !/^(KAFKA_|AKHQ_|HIGHWATER_CLUSTER_NAME$|HIGHWATER_DEMO_CLUSTER$)/.test(name),
  ).map((name) => {
    const value = values[name as keyof typeof values];
    return {
      name,
      shown: value === undefined ? null : describeValue(name, value),
      source: describeSource(texts.get(name)),
    };
  });
}

function describeSource(text: SettingText | undefined): string {
  if (text === undefined) return 'default';
  return text.from === 'environment'
    ? `environment ${text.name}`
    : `file ${text.name.replace('HIGHWATER_CONFIG: ', '')}`;
}

function describeValue(name: string, value: unknown): string {
  if (name === 'DATABASE_URL') return describeDatabaseUrl(String(value));
  if (SECRET_NAMES.has(name)) return 'set, not shown';
  return Array.isArray(value) ? value.join(',') : String(value);
}

/** An address without its password, and without what follows the path. */
export function describeDatabaseUrl(url: string): string {
  const { protocol, username, host, pathname } = new URL(url);
  return `${protocol}//${username === '' ? '' : `${username}@`}${host}${pathname}`;
}
