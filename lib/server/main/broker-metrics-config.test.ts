import { describe, expect, test } from 'vitest';
import { describeMetricsUrl } from '@/lib/server/broker-metrics/metrics-config';
import { parseWithFiles } from './testing/parse-with-files';

function readFile(yaml: string) {
  const files = { '/c.yaml': yaml, '/run/secret': 's3cret\n' };
  return parseWithFiles({ HIGHWATER_CONFIG: '/c.yaml' }, files).env.clusters[0]?.metrics ?? null;
}

const withMetrics = (metrics: string) => `clusters: [{ name: A, brokers: "a:1", metrics: ${metrics} }]`;

describe('in the configuration file', () => {
  test('one address for all, one for a broker, and a password from a file', () => {
    const config = readFile(
      withMetrics(
        '{ type: jolokia, url: "https://{host}:8778/jolokia/", brokers: { 3: "http://x:1/j" }, username: u, passwordFile: /run/secret, tls: {} }',
      ),
    );
    expect(config).toMatchObject({ source: 'jolokia', credentials: { username: 'u', password: 's3cret' } });
    if (config === null) throw new Error('there is one');
    expect(describeMetricsUrl(config, 1, 'kafka-1')).toBe('https://kafka-1:8778/jolokia/');
    expect(describeMetricsUrl(config, 1, '::1')).toBe('https://[::1]:8778/jolokia/');
    expect(describeMetricsUrl(config, 3, 'kafka-3')).toBe('http://x:1/j');
  });

  test('a host of the metadata cannot make another address of it', () => {
    const config = readFile(withMetrics('{ type: prometheus, url: "http://{host}:7071/metrics" }'));
    if (config === null) throw new Error('there is one');
    for (const host of ['evil/@x', 'a@b', 'a?b', 'a#b', 'a b', ''])
      expect(describeMetricsUrl(config, 1, host)).toBeNull();
  });

  test.each([
    ['{ type: jmx, url: "http://{host}:1/" }', /metrics\.type/],
    ['{ type: prometheus }', /metrics: url or brokers is missing/],
    ['{ type: prometheus, url: "http://one:1/metrics" }', /metrics\.url.*\{host\}/],
    ['{ type: prometheus, url: "service:jmx:rmi://{host}" }', /metrics\.url/],
    ['{ type: prometheus, url: "http://user:pass@{host}:1/" }', /metrics\.url/],
    ['{ type: prometheus, brokers: { one: "http://a:1/" } }', /metrics\.brokers/],
    ['{ type: prometheus, url: "http://{host}:1/", username: u }', /username and password come together/],
    ['{ type: prometheus, url: "http://{host}:1/", port: 1 }', /port/],
  ])('refuses %s', (metrics, problem) => {
    expect(() => readFile(withMetrics(metrics))).toThrow(problem);
  });
});

describe('in variables', () => {
  const read = (variables: Record<string, string>) =>
    parseWithFiles({ KAFKA_BROKERS: 'a:1', ...variables }).env.clusters[0]?.metrics ?? null;

  test('a template or a list, and nothing without them', () => {
    expect(read({})).toBeNull();
    expect(read({ HIGHWATER_BROKER_METRICS_URL: 'http://{host}:7071/metrics' })).toMatchObject({
      source: 'prometheus',
      urlTemplate: 'http://{host}:7071/metrics',
      urls: {},
    });
    const list = 'http://x:1/m';
    expect(
      read({ HIGHWATER_BROKER_METRICS_URL: `1=${list}, 2=${list}`, HIGHWATER_BROKER_METRICS_TYPE: 'jolokia' }),
    ).toMatchObject({ source: 'jolokia', urlTemplate: null, urls: { 1: list, 2: list } });
  });

  test.each([
    [{ HIGHWATER_BROKER_METRICS_URL: 'http://one:7071/metrics' }, /HIGHWATER_BROKER_METRICS_URL: .*\{host\}/],
    [{ HIGHWATER_BROKER_METRICS_URL: '1=http://a:1/,two=http://b:1/' }, /HIGHWATER_BROKER_METRICS_URL/],
    [{ HIGHWATER_BROKER_METRICS_PASSWORD: 'hidden-text' }, /HIGHWATER_BROKER_METRICS_URL: is missing/],
    [
      { HIGHWATER_BROKER_METRICS_URL: 'http://{host}:1/', HIGHWATER_BROKER_METRICS_USERNAME: 'u' },
      /HIGHWATER_BROKER_METRICS_USERNAME: comes together/,
    ],
  ])('refuses %o', (variables, problem) => {
    expect(() => read(variables as Record<string, string>)).toThrow(problem);
  });
});
