import { describe, expect, it } from 'vitest';
import { describeListeners, describeRoles } from './listeners';
import type { ConfigEntryFacts } from './snapshot';

function configsOf(values: Readonly<Record<string, string>>): ConfigEntryFacts[] {
  return Object.entries(values).map(([name, value]) => ({
    name,
    value,
    source: 'static',
    isSensitive: false,
    isReadOnly: true,
    type: null,
    documentation: null,
    defaultValue: null,
  }));
}

const PROTOCOLS = 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,OUTSIDE:SASL_SSL';

describe('listeners of a broker', () => {
  it('tell what they bind to, what clients are told, and what the cluster uses them for', () => {
    const configs = configsOf({
      listeners: 'PLAINTEXT://:9092, OUTSIDE://0.0.0.0:9094, CONTROLLER://[::1]:9093',
      'advertised.listeners': 'PLAINTEXT://kafka-1:9092,OUTSIDE://kafka.example:19094',
      'listener.security.protocol.map': PROTOCOLS,
      'inter.broker.listener.name': 'PLAINTEXT',
      'controller.listener.names': 'CONTROLLER',
      'process.roles': 'broker,controller',
    });
    expect(describeListeners(configs)).toEqual([
      {
        name: 'PLAINTEXT',
        securityProtocol: 'PLAINTEXT',
        bindAddress: ':9092',
        advertisedAddress: 'kafka-1:9092',
        purposes: ['inter-broker'],
      },
      {
        name: 'OUTSIDE',
        securityProtocol: 'SASL_SSL',
        bindAddress: '0.0.0.0:9094',
        advertisedAddress: 'kafka.example:19094',
        purposes: [],
      },
      {
        name: 'CONTROLLER',
        securityProtocol: 'PLAINTEXT',
        bindAddress: '[::1]:9093',
        advertisedAddress: null,
        purposes: ['controller'],
      },
    ]);
    expect(describeRoles(configs)).toEqual(['broker', 'controller']);
  });

  it('are advertised as they are bound when nothing else is said', () => {
    const configs = configsOf({
      listeners: 'PLAINTEXT://127.0.0.1:9092',
      'listener.security.protocol.map': PROTOCOLS,
      'security.inter.broker.protocol': 'PLAINTEXT',
    });
    const [listener] = describeListeners(configs) ?? [];
    expect(listener).toMatchObject({ advertisedAddress: '127.0.0.1:9092', purposes: ['inter-broker'] });
    expect(describeRoles(configs)).toEqual([]);
  });

  it('are not known without configs', () => {
    expect(describeListeners(null)).toBeNull();
    expect(describeRoles(null)).toBeNull();
  });
});
