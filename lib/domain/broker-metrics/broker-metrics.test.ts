import { describe, expect, test } from 'vitest';
import {
  type BrokerMeterFacts,
  type BrokerMetricsFacts,
  combineBrokers,
  evaluateShares,
  packTopicMeters,
  topicMeters,
} from './broker-metrics';
import {
  createMeterColumn,
  deriveLastRates,
  type Meter,
  type MeterFigure,
  meterSlot,
  readFigure,
  recentRate,
} from './meters';

function columnOf(figures: Partial<Record<`${Meter}.${MeterFigure}`, number>>) {
  const column = createMeterColumn();
  for (const [key, value] of Object.entries(figures)) {
    const [meter, figure] = key.split('.') as [Meter, MeterFigure];
    column[meterSlot(meter, figure)] = value;
  }
  return column;
}

function brokerOf(brokerId: number, figures: Parameters<typeof columnOf>[0]): BrokerMeterFacts {
  return {
    brokerId,
    readAtMs: 1,
    meters: columnOf(figures),
    gauges: { requestHandlerIdle: null, networkProcessorIdle: null, underReplicatedPartitions: null },
    messagesIn: { atMs: new Float64Array(), counts: new Float64Array() },
  };
}

function factsOf(...brokers: BrokerMeterFacts[]): BrokerMetricsFacts {
  return { source: 'prometheus', brokers, topics: packTopicMeters(new Map()) };
}

describe('rates between two reads', () => {
  test('are what was counted in between, per second', () => {
    const column = columnOf({ 'bytesIn.count': 1_500 });
    deriveLastRates(column, columnOf({ 'bytesIn.count': 500 }), 4_000);
    expect(readFigure(column, 'bytesIn', 'lastRate')).toBe(250);
    expect(readFigure(column, 'bytesOut', 'lastRate')).toBeNull();
  });
  test('are unknown when the counter went back, and without time between', () => {
    const restarted = columnOf({ 'bytesIn.count': 5 });
    deriveLastRates(restarted, columnOf({ 'bytesIn.count': 500 }), 4_000);
    expect(readFigure(restarted, 'bytesIn', 'lastRate')).toBeNull();
    const same = columnOf({ 'bytesIn.count': 5 });
    deriveLastRates(same, same, 0);
    expect(readFigure(same, 'bytesIn', 'lastRate')).toBeNull();
  });
  test('stand in for the last minute where only a counter is told', () => {
    expect(recentRate(columnOf({ 'bytesIn.lastRate': 3 }), 'bytesIn')).toBe(3);
    expect(recentRate(columnOf({ 'bytesIn.lastRate': 3, 'bytesIn.oneMinuteRate': 2 }), 'bytesIn')).toBe(2);
  });
});

describe('combined', () => {
  test('sums what is told, and stays unknown where nobody tells', () => {
    const sum = combineBrokers(
      factsOf(
        brokerOf(1, { 'messagesIn.oneMinuteRate': 2 }),
        brokerOf(2, { 'messagesIn.oneMinuteRate': 0.5, 'bytesIn.count': 0 }),
      ),
    );
    expect(readFigure(sum, 'messagesIn', 'oneMinuteRate')).toBe(2.5);
    expect(readFigure(sum, 'bytesIn', 'count')).toBe(0);
    expect(readFigure(sum, 'bytesOut', 'count')).toBeNull();
  });
});

describe('share of a broker', () => {
  const facts = factsOf(
    brokerOf(1, { 'bytesIn.oneMinuteRate': 30, 'bytesOut.oneMinuteRate': 0 }),
    brokerOf(2, { 'bytesIn.oneMinuteRate': 10, 'bytesOut.oneMinuteRate': 0 }),
  );
  test('is its part of the sum over live brokers', () => {
    expect(evaluateShares(facts, [1, 2], 1).bytesIn).toBe(75);
    expect(evaluateShares(facts, [1, 2], 2).bytesIn).toBe(25);
  });
  test('is unknown while a live broker is not read, when nothing flows, and for one that is down', () => {
    expect(evaluateShares(facts, [1, 2, 3], 1).bytesIn).toBeNull();
    expect(evaluateShares(facts, [1, 2], 1).bytesOut).toBeNull();
    expect(evaluateShares(facts, [1], 2).bytesIn).toBeNull();
    expect(evaluateShares(facts, [1, 2], 1).messagesIn).toBeNull();
  });
});

test('columns of topics are found by name', () => {
  const topics = packTopicMeters(
    new Map([
      ['b', columnOf({ 'bytesIn.count': 2 })],
      ['a', columnOf({ 'bytesIn.count': 1 })],
      ['c', columnOf({ 'bytesIn.count': 3 })],
    ]),
  );
  const countOf = (name: string) => {
    const column = topicMeters(topics, name);
    return column === null ? null : readFigure(column, 'bytesIn', 'count');
  };
  expect(['a', 'b', 'c', 'aa', 'd', ''].map(countOf)).toEqual([1, 2, 3, null, null, null]);
});
