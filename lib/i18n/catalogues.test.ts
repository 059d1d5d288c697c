import { createTranslator } from 'use-intl/core';
import { describe, expect, test } from 'vitest';
import { catalogue as en } from './en/catalogue';
import { catalogue as zhCN } from './zh-CN/catalogue';

interface MessageTree {
  readonly [key: string]: string | MessageTree;
}

function flatten(tree: MessageTree, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    if (typeof value === 'string') {
      found.set(path, value);
    } else {
      for (const [inner, text] of flatten(value, path)) {
        found.set(inner, text);
      }
    }
  }
  return found;
}

function placeholders(message: string): string[] {
  return [...new Set([...message.matchAll(/\{\s*(\w+)/g)].map((match) => match[1] ?? ''))].sort();
}

function rich(message: string): string[] {
  return [...new Set([...message.matchAll(/<(\w+)>/g)].map((match) => match[1] ?? ''))].sort();
}

const english = flatten(en as MessageTree);
const chinese = flatten(zhCN as MessageTree);

describe('catalogues', () => {
  test('1. both languages have the same keys', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test('2. no message is empty', () => {
    const empty = [...english, ...chinese].filter(([, text]) => text.trim() === '').map(([key]) => key);
    expect(empty).toEqual([]);
  });

  test('3. a message takes the same values in both languages', () => {
    const differing = [...english].filter(([key, text]) => {
      const other = chinese.get(key) ?? '';
      // Plural branches hold words of their own, so only names outside `{n, plural, …}` bodies can be compared strictly.
      const isPlural = text.includes('plural') || other.includes('plural');
      const values = isPlural ? placeholders(text).filter((name) => other.includes(`{${name}`)) : placeholders(text);
      const otherValues = isPlural ? values : placeholders(other);
      return values.join() !== otherValues.join() || rich(text).join() !== rich(other).join();
    });
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  test.each([
    ['en', en, english],
    ['zh-CN', zhCN, chinese],
  ] as const)('4. every message of %s parses and formats', (locale, messages, flat) => {
    const failures: string[] = [];
    const translator = createTranslator({
      locale,
      messages: messages as Record<string, unknown> as typeof en,
      timeZone: 'UTC',
      onError: (error) => failures.push(error.message),
    });
    for (const [key, text] of flat) {
      const values = Object.fromEntries(placeholders(text).map((name) => [name, 3]));
      const tags = Object.fromEntries(rich(text).map((name) => [name, (chunks: string) => chunks]));
      translator.markup(key as Parameters<typeof translator.markup>[0], { ...values, ...tags } as never);
    }
    expect(failures).toEqual([]);
  });

  test('5. Chinese is written in Chinese', () => {
    const untranslated = [...chinese].filter(
      ([key, text]) => text === english.get(key) && /([a-z]{2,} ){3,}/i.test(text) && !/\p{Script=Han}/u.test(text),
    );
    expect(untranslated.map(([key]) => key)).toEqual([]);
  });

  test('6. Chinese uses full-width punctuation beside Chinese words', () => {
    const halfWidth = [...chinese].filter(([, text]) =>
      /[,:;?!](?=\p{Script=Han})|(?<=\p{Script=Han})[,:;?!]/u.test(text),
    );
    expect(halfWidth.map(([key]) => key)).toEqual([]);
  });

  test('7. changes have one Chinese word for a record', () => {
    const other = [...chinese].filter(([key, text]) => /^(changes|operations)\./.test(key) && text.includes('消息'));
    expect(other.map(([key]) => key)).toEqual([]);
  });
});
