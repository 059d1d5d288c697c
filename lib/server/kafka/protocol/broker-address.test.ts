import { describe, expect, it } from 'vitest';
import { addressText, parseBrokerAddress } from './broker-address';

describe('parseBrokerAddress', () => {
  it.each([
    ['kafka-1:9092', 'kafka-1', 9092, 'kafka-1:9092'],
    [' 10.0.0.1:65535 ', '10.0.0.1', 65_535, '10.0.0.1:65535'],
    ['SASL_SSL://b.example.com:9094', 'b.example.com', 9094, 'b.example.com:9094'],
    ['[::1]:9092', '::1', 9092, '[::1]:9092'],
  ])('%s', (text, host, port, shown) => {
    expect(parseBrokerAddress(text)).toEqual({ host, port });
    expect(addressText({ host, port })).toBe(shown);
  });

  it.each(['kafka-1', 'kafka-1:', ':9092', 'kafka-1:0', 'kafka-1:70000', '::1:9092', 'kafka 1:9092', ''])(
    'refuses "%s"',
    (text) => {
      expect(() => parseBrokerAddress(text)).toThrow(/is not host:port/);
    },
  );
});
