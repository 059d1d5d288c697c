import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { pollUntil } from '@/demo/poll-until';
import { hasKafka } from '@/e2e/harness/has-kafka';
import { AppError } from '@/lib/domain/errors';
import { createKafkaGateway, type KafkaGateway } from './gateway';
import { createKafkaTestClient, type KafkaTestClient, uniqueName } from './kafka-test-client';
import { MUTATING_APIS } from './mutating-apis';
import { ColumnReader } from './protocol/column-reader';
import { faultOf } from './protocol/connection-fault';
import type { ApiName } from './protocol/messages.generated';
import { API_LIST } from './protocol/schema';

const bootstrapServers = inject('kafkaBrokers').split(',');
/** The newest Metadata that both sides speak. */
const metadataVersion = { '2.5.1': 9, '2.8.2': 11, '3.9.1': 12, '4.3.1': 13 }[inject('kafkaVersion')];
let client: KafkaTestClient;

beforeAll(async () => {
  client = await createKafkaTestClient({ bootstrapServers });
});
afterAll(() => client.close());

async function errorOf(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    () => null,
    (caught: unknown) => caught,
  );
  if (!(error instanceof AppError)) throw new Error(`expected an AppError, got ${String(error)}`);
  return error;
}

function requestCount(gateway: KafkaGateway, api: ApiName): number {
  return gateway.requestFacts().reduce((sum, broker) => sum + (broker.requestCounts[api] ?? 0), 0);
}

describe('versions', () => {
  it('are those that the broker and the schema both speak, and none is asked for beyond them', async () => {
    const broker = (await client.gateway.call('Metadata', { topics: [] })).brokers[0];
    await client.gateway.call('Metadata', { topics: [] }, { brokerId: broker?.nodeId ?? 'any' });
    expect(client.gateway.supports('Metadata', broker?.nodeId)).toMatchObject({ min: 0, max: metadataVersion });
    expect(client.gateway.supports('Metadata')?.max).toBe(metadataVersion);
    const old = await client.gateway.callEncoded('ListGroups', () => Buffer.alloc(0), {
      brokerId: broker?.nodeId,
      maxVersion: 0,
    });
    expect(old.version).toBe(0);
    const reader = new ColumnReader(old.payload, false);
    expect(reader.int16()).toBe(0);
  });

  it('below what the broker takes are told as unsupported, and leave its circuit closed', async () => {
    await client.gateway.call('Metadata', { topics: [] });
    const maxVersion = (client.gateway.supports('CreateTopics')?.min ?? 0) - 1;
    for (let attempt = 0; attempt < 4; attempt++) {
      const error = await errorOf(client.gateway.call('CreateTopics', { topics: [] }, { maxVersion }));
      expect(error.code).toBe('unsupported_by_cluster');
    }
    expect(client.gateway.requestFacts().map((broker) => broker.circuit)).not.toContain('open');
  });

  it('of the body may depend on the version', async () => {
    const seen: number[] = [];
    const body = (version: number) => {
      seen.push(version);
      return version >= 4 ? { keyType: 0, coordinatorKeys: ['g'] } : { key: 'g', keyType: 0 };
    };
    const many = await client.gateway.call('FindCoordinator', body);
    const one = await client.gateway.call('FindCoordinator', body, { maxVersion: 2 });
    expect(seen).toEqual([client.gateway.supports('FindCoordinator')?.max, 2]);
    expect(many.coordinators.map(({ key }) => key)).toEqual(hasKafka('3.0') ? ['g'] : []);
    expect([one.coordinators, one.nodeId >= 0 || one.errorCode > 0]).toEqual([[], true]);
  });
});

describe('a read-only cluster', () => {
  it('refuses every API that changes it, and sends none of them', async () => {
    const gateway = createKafkaGateway({ bootstrapServers, readOnly: true });
    try {
      for (const api of MUTATING_APIS) {
        const error = await errorOf(gateway.callEncoded(api, () => Buffer.alloc(0)));
        expect([api, error.code]).toEqual([api, 'forbidden']);
        expect(requestCount(gateway, api)).toBe(0);
      }
      await expect(gateway.call('Metadata', { topics: [] })).resolves.toBeDefined();
    } finally {
      await gateway.close();
    }
  });

  it('knows every API by its effect: what does not describe, list, find or fetch is refused', () => {
    const readOnly =
      /^(ApiVersions|Metadata|Fetch|OffsetFetch|OffsetForLeaderEpoch|Describe\w+|List\w+|Find\w+|\w+Describe|Get\w+)$/;
    const unlisted = API_LIST.map((api) => api.name).filter((name) => !readOnly.test(name) && !MUTATING_APIS.has(name));
    expect(unlisted).toEqual([]);
    expect([...MUTATING_APIS].filter((name) => readOnly.test(name))).toEqual([]);
  });
});

describe('targets', () => {
  it('reach the broker that is named, and an unknown one is told', async () => {
    const { brokers } = await client.gateway.call('Metadata', { topics: [] });
    const idKey = hasKafka('3.0') ? 'node.id' : 'broker.id';
    for (const { nodeId } of brokers) {
      const resources = [{ resourceType: 4, resourceName: String(nodeId), configurationKeys: [idKey] }];
      const answer = await client.gateway.call('DescribeConfigs', { resources }, { brokerId: nodeId });
      expect(answer.results[0]?.configs[0]?.value).toBe(String(nodeId));
    }
    const error = await errorOf(client.gateway.call('ListGroups', {}, { brokerId: 4_711 }));
    expect([error.code, faultOf(error)?.reason]).toEqual(['cluster_unreachable', 'broker_not_registered']);
  });

  it('that are the controller are reached from any broker', async () => {
    const name = uniqueName('validated');
    const topics = [{ name, numPartitions: 2, replicationFactor: 1, assignments: [], configs: [] }];
    const answer = await client.gateway.call(
      'CreateTopics',
      { topics, validateOnly: true },
      { brokerId: 'controller' },
    );
    expect(answer.topics).toMatchObject([{ name, errorCode: 0, numPartitions: 2 }]);
  });
});

/** A listener that accepts and never answers, as a paused broker or a black hole behind a load balancer does. */
async function startSilentServer(): Promise<{ address: string; connectionCount: () => number; close: () => void }> {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { address: `127.0.0.1:${port}`, connectionCount: () => sockets.length, close };
}

describe('a silent address', () => {
  it('costs its deadline, then opens its circuit: no more waiting, no more dialling, one try after the pause', async () => {
    const silent = await startSilentServer();
    const gateway = createKafkaGateway({
      bootstrapServers: [silent.address],
      requestTimeoutMs: 300,
      circuitFailureCount: 2,
    });
    const ask = () => errorOf(gateway.call('Metadata', { topics: [] }));
    try {
      for (let failure = 0; failure < 2; failure++) {
        const startedAt = performance.now();
        const error = await ask();
        expect([error.code, faultOf(error)?.reason]).toEqual(['timed_out', 'timed_out']);
        expect(performance.now() - startedAt).toBeGreaterThan(250);
      }
      const startedAt = performance.now();
      const refused = await ask();
      expect(faultOf(refused)?.reason).toBe('circuit_open');
      expect(refused.message).toMatch(/Last failure: .*did not answer in time/);
      expect(performance.now() - startedAt).toBeLessThan(200);
      expect(silent.connectionCount()).toBe(2);
      const again = await pollUntil(
        'the next try',
        async () => {
          const error = await ask();
          return faultOf(error)?.reason === 'timed_out' && error;
        },
        { timeoutMs: 10_000, intervalMs: 50 },
      );
      expect(again.code).toBe('timed_out');
      expect(silent.connectionCount()).toBe(3);
    } finally {
      await gateway.close();
      silent.close();
    }
  });

  it('among the bootstrap servers is passed over within the call', async () => {
    const silent = await startSilentServer();
    const gateway = createKafkaGateway({
      bootstrapServers: [silent.address, ...bootstrapServers],
      requestTimeoutMs: 400,
    });
    try {
      const startedAt = performance.now();
      const { brokers } = await gateway.call('Metadata', { topics: [] });
      expect(brokers.length).toBeGreaterThan(0);
      expect(performance.now() - startedAt).toBeGreaterThan(300);
      const again = performance.now();
      await gateway.call('Metadata', { topics: [] });
      expect(performance.now() - again).toBeLessThan(300);
    } finally {
      await gateway.close();
      silent.close();
    }
  });
});

describe('a closed gateway', () => {
  it('answers at once, and leaves nothing open', async () => {
    const gateway = createKafkaGateway({ bootstrapServers });
    await gateway.call('Metadata', { topics: [] });
    await gateway.close();
    const error = await errorOf(gateway.call('Metadata', { topics: [] }));
    expect(faultOf(error)?.reason).toBe('closed');
  });
});
