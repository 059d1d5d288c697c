import { describe, expect, it } from 'vitest';
import { parseConfigEntry } from './config-reader';

const entry = {
  name: 'retention.ms',
  value: '1000',
  readOnly: false,
  configSource: 1,
  isSensitive: false,
  synonyms: [
    { name: 'retention.ms', value: '1000', source: 1 },
    { name: 'log.retention.ms', value: '2000', source: 4 },
    { name: 'log.retention.hours', value: '168', source: 5 },
  ],
  configType: 5,
  documentation: null,
};

describe('parseConfigEntry', () => {
  it('names the source and what would apply without it', () => {
    expect(parseConfigEntry(entry)).toMatchObject({
      source: 'topic',
      type: 'long',
      value: '1000',
      defaultValue: '2000',
    });
  });

  it('knows no default where nothing else is set', () => {
    expect(parseConfigEntry({ ...entry, synonyms: entry.synonyms.slice(0, 1) }).defaultValue).toBeNull();
  });

  it('keeps the value of a sensitive entry unknown, and sources it does not know', () => {
    const secret = { ...entry, value: null, isSensitive: true, configSource: 99, configType: 9 };
    expect(parseConfigEntry(secret)).toMatchObject({
      value: null,
      isSensitive: true,
      source: 'unknown',
      type: 'password',
    });
  });
});
