import { describe, expect, it } from 'vitest';
import { buildMember } from '@/lib/domain/testing/build-snapshot';
import { readView, sourceOf } from './testing/view-source';
import { topologyView } from './topology';

const source = sourceOf(1, () => ({
  topics: [
    { name: 'orders', ends: [100, 100] },
    { name: 'payments', ends: [10] },
    { name: 'unread', ends: [5] },
  ],
  groups: [
    {
      groupId: 'billing',
      members: [buildMember('m1', [{ topic: 'orders', partitions: [0, 1] }])],
      positions: [
        { topic: 'orders', committed: [90, 100] },
        { topic: 'payments', committed: [4] },
      ],
    },
  ],
}));
const ask = (query: Readonly<Record<string, string>>) => readView(topologyView, source, { cluster: 'test', ...query });

describe('the topology', () => {
  it('has the topics that are read now, with each group and its lag there', async () => {
    const { topics, groups, links, topicTotal } = await ask({});
    expect(topics.map(({ topic }) => topic)).toEqual(['orders']);
    expect(groups.map(({ groupId }) => groupId)).toEqual(['billing']);
    expect(links).toEqual([{ topic: 'orders', groupId: 'billing', lag: 10, isSubscribed: true }]);
    expect(topicTotal).toBe(1);
  });

  it('has what was read once when all is asked for, and never a topic without a group', async () => {
    const { links } = await ask({ groups: 'all' });
    expect(links.map(({ topic, isSubscribed, lag }) => [topic, isSubscribed, lag])).toEqual([
      ['orders', true, 10],
      ['payments', false, 6],
    ]);
  });

  it('finds topics by their groups and by their own names, page by page', async () => {
    expect((await ask({ groups: 'all', search: 'BILL' })).topics).toHaveLength(2);
    expect((await ask({ groups: 'all', search: 'pay' })).topics.map(({ topic }) => topic)).toEqual(['payments']);
    const second = await ask({ groups: 'all', limit: '1', offset: '1' });
    expect([second.topics.map(({ topic }) => topic), second.topicTotal]).toEqual([['payments'], 2]);
  });
});
