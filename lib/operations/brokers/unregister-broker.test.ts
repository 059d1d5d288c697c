import { describe, expect, it } from 'vitest';
import { type UnregisterBrokerFacts, unregisterBroker } from './unregister-broker';

const gone: UnregisterBrokerFacts = {
  isSupported: true,
  liveBrokerIds: [1, 2],
  registeredBrokerIds: [1, 2, 3],
  partitions: [],
};
const planOf = (brokerId: number, changes: Partial<UnregisterBrokerFacts> = {}) =>
  unregisterBroker.plan({ brokerId }, { ...gone, ...changes });

describe('unregister-broker', () => {
  it('1. a broker that is down and empty', () => {
    const result = planOf(3);
    if ('refusals' in result) throw new Error('refused');
    expect(unregisterBroker.describe(result.plan).commandLines).toEqual([
      'bin/kafka-cluster.sh unregister --bootstrap-server "$BOOTSTRAP_SERVERS" --id 3',
    ]);
    expect(planOf(3, { registeredBrokerIds: null })).toMatchObject({ plan: { brokerId: 3 } });
  });

  it.each([
    ['a live one', planOf(1), 'brokerIsLive'],
    ['one that nobody knows', planOf(7), 'brokerNotRegistered'],
    ['one with replicas', planOf(3, { partitions: ['orders-0', 'orders-1'] }), 'brokerHasReplicas'],
    ['any with ZooKeeper', planOf(3, { isSupported: false }), 'onlyKraft'],
  ])('2. refuses %s', (_, result, key) => {
    expect(result).toMatchObject({ refusals: [{ key }] });
  });
});
