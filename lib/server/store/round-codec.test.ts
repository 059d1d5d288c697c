import { expect, test } from 'vitest';
import { runRounds } from '@/lib/domain/testing/run-rounds';
import { decodeRound, encodeRound } from './round-codec';

const TOPICS = 150;
const GROUPS = 70;

const [, round] = runRounds(2, (index) => ({
  topics: Array.from({ length: TOPICS }, (_, topic) => ({
    name: `topic-${topic}`,
    ends: [100 + index, topic % 3 === 0 ? null : 7],
  })),
  groups: Array.from({ length: GROUPS }, (_, group) => ({
    groupId: `group-${group}`,
    positions: [{ topic: `topic-${group}`, committed: { 0: 90 + index, 1: null } }],
  })),
}));

test('a round of several pieces comes back as it was, in its order', async () => {
  if (round === undefined) throw new Error('no round was judged');
  const decoded = await decodeRound(await encodeRound(round));
  expect(decoded).toEqual(round);
  expect(decoded?.snapshot.topics).toHaveLength(TOPICS);
  expect([...(decoded?.evaluation.groups.keys() ?? [])]).toEqual([...round.evaluation.groups.keys()]);
  expect([...(decoded?.evaluation.topics.keys() ?? [])]).toEqual([...round.evaluation.topics.keys()]);
});

test('a round of a format that is not known is passed over', async () => {
  if (round === undefined) throw new Error('no round was judged');
  expect(await decodeRound({ ...(await encodeRound(round)), format: 1 })).toBeNull();
});
