import { expect, it } from 'vitest';
import { actionsOfTopic } from './topic-action-list';

const idsOf = (topic: string, isMarked: boolean) => actionsOfTopic(topic, isMarked).map(({ id }) => id);

it('1. offers all of it for a topic, what loses records last', () => {
  expect(idsOf('orders', false)).toEqual([
    'alterConfigs',
    'addPartitions',
    'electLeaders',
    'clone',
    'deleteRecords',
    'recreate',
    'delete',
  ]);
});

it('2. offers nothing for an internal topic that is refused there, whether a broker marks it or not', () => {
  const accepted = ['alterConfigs', 'electLeaders', 'clone'];
  expect(idsOf('__consumer_offsets', true)).toEqual(accepted);
  expect(idsOf('__remote_log_metadata', false)).toEqual(accepted);
});
