import { describe, expect, test } from 'vitest';
import { createReadingBuilder } from '@/lib/domain/broker-metrics/broker-reading';
import { type Meter, type MeterFigure, readFigure } from '@/lib/domain/broker-metrics/meters';
import { createPrometheusTextReader } from './prometheus-text';

/** Reads a text in pieces of so many characters. */
function read(text: string, pieceLength = 7) {
  const builder = createReadingBuilder((name) => name !== 'unknown-topic');
  const reader = createPrometheusTextReader(builder);
  for (let at = 0; at < text.length; at += pieceLength) reader.push(text.slice(at, at + pieceLength));
  reader.end();
  const { meters, topics, gauges } = builder.build();
  const figure = (meter: Meter, of: MeterFigure, topic?: string) => {
    const column = topic === undefined ? meters : topics.get(topic);
    return column === undefined ? null : readFigure(column, meter, of);
  };
  return { figure, gauges, count: builder.count(), topics: [...topics.keys()] };
}

describe('names that exporters give', () => {
  test.each([
    ['kafka_server_BrokerTopicMetrics_OneMinuteRate{name="BytesInPerSec",}', 'bytesIn', 'oneMinuteRate'],
    ['kafka_server_BrokerTopicMetrics_Count{name="MessagesInPerSec"}', 'messagesIn', 'count'],
    ['kafka_server_brokertopicmetrics_messagesin_total', 'messagesIn', 'count'],
    ['kafka_server_brokertopicmetrics_bytesout_total{env="prod"}', 'bytesOut', 'count'],
    ['kafka_server_brokertopicmetrics_bytesinpersec_count', 'bytesIn', 'count'],
    [
      'kafka_server_brokertopicmetrics_failedfetchrequestspersec_fiveminuterate',
      'failedFetchRequests',
      'fiveMinuteRate',
    ],
    ['kafka_server_brokertopicmetrics_failedproducerequests_oneminuterate', 'failedProduceRequests', 'oneMinuteRate'],
    [
      'kafka_server_brokertopicmetrics_fifteenminuterate{name="BytesRejectedPerSec"}',
      'bytesRejected',
      'fifteenMinuteRate',
    ],
    ['kafka_server_brokertopicmetrics_bytesin_per_sec_meanrate', 'bytesIn', 'meanRate'],
  ] as const)('%s', (series, meter, figure) => {
    expect(read(`${series} 12.5\n`).figure(meter, figure)).toBe(12.5);
  });

  test('of one topic, and of one that the cluster does not have', () => {
    const found = read(
      'kafka_server_brokertopicmetrics_bytesin_total{topic="orders.v1"} 7 1700000000000\n' +
        'kafka_server_brokertopicmetrics_bytesin_total{topic="unknown-topic"} 9\n',
    );
    expect(found.figure('bytesIn', 'count', 'orders.v1')).toBe(7);
    expect(found.figure('bytesIn', 'count')).toBeNull();
    expect(found.topics).toEqual(['orders.v1']);
  });

  test('of idle threads and partitions', () => {
    const { gauges } = read(
      [
        'kafka_server_KafkaRequestHandlerPool_OneMinuteRate{name="BrokerRequestHandlerAvgIdlePercent"} 0.1',
        'kafka_server_KafkaRequestHandlerPool_OneMinuteRate{name="RequestHandlerAvgIdlePercent"} 0.95',
        'kafka_network_socketserver_networkprocessoravgidle_percent 0.5',
        'kafka_server_replicamanager_underreplicatedpartitions 3',
      ].join('\n'),
    );
    expect(gauges).toEqual({ requestHandlerIdle: 0.95, networkProcessorIdle: 0.5, underReplicatedPartitions: 3 });
  });

  test.each([
    'kafka_server_brokertopicmetrics_bytesinpersec 5',
    'kafka_server_brokertopicmetrics_replicationbytesin_total 5',
    'kafka_server_constructor_total 5',
    'kafka_server_brokertopicmetrics_count{name="__proto__"} 5',
    'jvm_threads_current 5',
    // The exporter's sample rules give the mean since the start this name.
    'kafka_server_kafkarequesthandlerpool_requesthandleravgidle_percent 0.9',
  ])('none of ours: %s', (line) => {
    expect(read(line).count).toBe(0);
  });
});

describe('hostile answers', () => {
  test.each(['NaN', '+Inf', '-Inf', '-1', '-0.5'])('%s says nothing', (value) => {
    const found = read(`kafka_server_brokertopicmetrics_bytesin_total ${value}\n`);
    expect(found.figure('bytesIn', 'count')).toBeNull();
  });

  test('the first of two equal series counts', () => {
    const found = read(
      'kafka_server_brokertopicmetrics_bytesin_total 1\nkafka_server_brokertopicmetrics_bytesin_total 2\n',
    );
    expect(found.figure('bytesIn', 'count')).toBe(1);
  });

  test('braces, quotes and line ends of Windows in labels', () => {
    const found = read(
      'kafka_server_BrokerTopicMetrics_Count{note="a \\"b\\" } c, d",name="BytesInPerSec",topic="t"} 4\r\n',
    );
    expect(found.figure('bytesIn', 'count', 't')).toBe(4);
  });

  test.each([
    ['a number that is none', 'kafka_server_brokertopicmetrics_bytesin_total 0x10\n'],
    ['no number', 'kafka_server_brokertopicmetrics_bytesin_total\n'],
    ['words behind the number', 'kafka_server_brokertopicmetrics_bytesin_total 1 1 1\n'],
    ['labels without an end', 'kafka_server_brokertopicmetrics_bytesin_total{topic="x 1\n'],
    ['labels without quotes', 'kafka_server_brokertopicmetrics_bytesin_total{topic=x} 1\n'],
    ['a line without an end', `# ${'x'.repeat(70_000)}`],
  ])('%s is refused', (_, text) => {
    expect(() => read(text, 1_000)).toThrow(/not Prometheus/);
  });

  test('a page of HTML tells nothing', () => {
    expect(read('<html>\n<body>kafka_server_x 1</body>\n</html>').count).toBe(0);
  });

  test('names without end cost neither time nor memory', () => {
    const lines = Array.from({ length: 50_000 }, (_, index) => `kafka_server_brokertopicmetrics_x${index}_total 1\n`);
    const before = process.cpuUsage();
    expect(read(lines.join(''), 64_000).count).toBe(0);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(3_000);
  });
});
