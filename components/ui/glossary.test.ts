import { expect, test } from 'vitest';
import { catalogue as en } from '@/lib/i18n/en/catalogue';
import { catalogue as zhCN } from '@/lib/i18n/zh-CN/catalogue';
import { listGlosses } from './glossary';

test.each([
  ['en', en],
  ['zh-CN', zhCN],
] as const)('what heads a column or a figure in %s has a gloss', (_, { terms, topics, groups, metadata, brokers }) => {
  const glosses = listGlosses(terms as typeof en.terms);
  const heads = [
    topics.partitions.isr,
    topics.partitions.replicas,
    topics.partitions.leader,
    topics.partitions.isPreferredLeader,
    topics.partitions.logStartOffset,
    topics.partitions.logEndOffset,
    topics.partitions.lastStableOffset,
    topics.brokers.isSkewed,
    topics.brokers.isLeaderSkewed,
    topics.column.brokersSpreadPercent,
    topics.groups.lag,
    topics.groups.maxLagSeconds,
    topics.groups.coveragePercent,
    groups.group,
    groups.verdict,
    groups.lag,
    groups.timeBehind,
    groups.coordinator,
    metadata.controller,
    metadata.leaderEpoch,
    metadata.highWatermark,
    metadata.voterCount,
    metadata.observerCount,
    metadata.replicas.logEndOffset,
    brokers.column.rack,
    brokers.column.logDirs,
    'ELR',
    terms.committedOffset.word,
  ];
  expect(heads.filter((head) => !glosses.has(head))).toEqual([]);
  expect(glosses.get('Retention')).toBeUndefined();
});

test('no word has two glosses', () => {
  for (const terms of [en.terms, zhCN.terms as typeof en.terms]) {
    const words = Object.values(terms).flatMap((term) =>
      'head' in term ? [...new Set([term.word, term.head])] : [term.word],
    );
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
  }
});
