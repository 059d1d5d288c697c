import { describe, expect, it } from 'vitest';
import type { ConfigNow } from '../facts/read-configs';
import { alterBrokerConfigs, type BrokerConfigFacts } from './alter-broker-configs';
import { alterBrokerLoggers } from './alter-broker-loggers';

/** As a 4.3 broker described itself: one dynamic value of its own, the rest from its properties or defaults. */
function config(name: string, value: string | null, changes: Partial<ConfigNow> = {}): [string, ConfigNow] {
  return [name, { name, value, isOwn: false, inherited: value, isReadOnly: false, isSensitive: false, ...changes }];
}
const known = new Map([
  config('log.cleaner.threads', '2', { isOwn: true, inherited: '1' }),
  config('num.io.threads', '8'),
  config('log.dirs', '/data', { isReadOnly: true }),
  config('ssl.keystore.password', null, { isSensitive: true }),
]);

function planOf(given: Parameters<typeof alterBrokerConfigs.input.parse>[0], changes: Partial<BrokerConfigFacts> = {}) {
  const facts = { liveBrokerIds: [1, 2], configs: known, known, kafkaRefusal: null, ...changes };
  return alterBrokerConfigs.plan(alterBrokerConfigs.input.parse(given), facts);
}

describe('alter-broker-configs', () => {
  it('1. of one broker, with the way back', () => {
    const given = { brokerId: 1, set: { 'num.io.threads': '16' }, remove: ['log.cleaner.threads'] };
    const result = planOf(given);
    if ('refusals' in result) throw new Error('refused');
    expect(result.inverse).toEqual({
      operation: 'alter-broker-configs',
      input: { brokerId: 1, set: { 'log.cleaner.threads': '2' }, remove: ['num.io.threads'] },
    });
    const { changes, commandLines } = alterBrokerConfigs.describe(result.plan);
    expect(changes).toEqual([
      { subject: 'broker 1', aspect: 'log.cleaner.threads', before: '2', after: '1' },
      { subject: 'broker 1', aspect: 'num.io.threads', before: '8', after: '16' },
    ]);
    expect(commandLines[0]).toMatch(
      /--entity-type brokers --entity-name 1 --add-config num.io.threads=16 --delete-config log.cleaner.threads$/,
    );
  });

  it('2. of all brokers, which stands below what a broker sets itself', () => {
    const result = planOf({ brokerId: null, set: { 'num.io.threads': '16' } }, { configs: new Map() });
    if ('refusals' in result) throw new Error('refused');
    const { summary, warnings, commandLines } = alterBrokerConfigs.describe(result.plan);
    expect([summary.key, ...warnings.map(({ key }) => key)]).toEqual(['alterBrokerDefaults', 'defaultsBelowOwn']);
    expect(commandLines[0]).toContain('--entity-default');
    const given = alterBrokerConfigs.input.parse({ brokerId: null, set: { a: '1' } });
    expect(alterBrokerConfigs.target(given, 'c')).toEqual({ kind: 'cluster', names: ['c'] });
  });

  it.each([
    [{ brokerId: 9, set: { 'num.io.threads': '16' } }, ['deadBrokers']],
    [{ brokerId: 1, set: { 'log.dirs': '/x' } }, ['readOnlyConfigs']],
    [{ brokerId: 1, set: { 'no.such.key': '1' } }, ['unknownConfigs']],
    [{ brokerId: 1, set: { 'num.io.threads': '16' }, remove: ['no.such.key'] }, ['unknownConfigs']],
    [{ brokerId: 1, set: { 'log.cleaner.threads': '2' } }, ['nothingToChange']],
  ])('3. refuses %j: %j', (given, keys) => {
    const result = planOf(given);
    expect('refusals' in result ? result.refusals.map(({ key }) => key) : 'planned').toEqual(keys);
  });

  it('4. refuses a secret without repeating it', () => {
    const result = planOf({ brokerId: 1, set: { 'ssl.keystore.password': 'hunter2' } });
    expect(result).toMatchObject({ refusals: [{ key: 'sensitiveConfigs' }] });
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });
});

describe('alter-broker-loggers', () => {
  const facts = {
    liveBrokerIds: [1],
    levels: new Map([
      ['kafka.server.KafkaApis', 'INFO'],
      ['root', 'WARN'],
    ]),
  };
  const loggersOf = (brokerId: number, levels: Record<string, 'DEBUG' | 'INFO' | 'WARN'>) =>
    alterBrokerLoggers.plan({ brokerId, levels }, facts);

  it('5. sets what differs, and goes back to the level before', () => {
    const result = loggersOf(1, { 'kafka.server.KafkaApis': 'DEBUG', root: 'WARN' });
    if ('refusals' in result) throw new Error('refused');
    expect(result.inverse?.input).toEqual({ brokerId: 1, levels: { 'kafka.server.KafkaApis': 'INFO' } });
    const { warnings, commandLines } = alterBrokerLoggers.describe(result.plan);
    expect(warnings.map(({ key }) => key)).toEqual(['loudLoggers', 'levelsUntilRestart']);
    expect(commandLines[0]).toMatch(
      /--entity-type broker-loggers --entity-name 1 --add-config kafka.server.KafkaApis=DEBUG$/,
    );
  });

  it('6. refuses brokers that are down, loggers that are not there, levels that stand, and OFF', () => {
    expect(loggersOf(2, { root: 'INFO' })).toMatchObject({ refusals: [{ key: 'deadBrokers' }] });
    expect(loggersOf(1, { 'no.such': 'INFO' })).toMatchObject({ refusals: [{ key: 'unknownLoggers' }] });
    expect(loggersOf(1, { root: 'WARN' })).toMatchObject({ refusals: [{ key: 'nothingToChange' }] });
    expect(alterBrokerLoggers.input.safeParse({ brokerId: 1, levels: { root: 'OFF' } }).success).toBe(false);
    expect(alterBrokerLoggers.input.safeParse({ brokerId: 1, levels: {} }).success).toBe(false);
  });
});
