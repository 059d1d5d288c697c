import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { authorizing, plainUser, type SecuredTestBroker, startSecuredTestBroker } from '@/e2e/harness/secured-broker';
import { CONFIG_RESOURCE, readConfigs } from '@/lib/operations/facts/read-configs';
import { readTopics } from '@/lib/operations/facts/read-topics';
import type { AnyOperation } from '@/lib/operations/operation';
import { alterTopicConfigs } from '@/lib/operations/topics/alter-topic-configs';
import { createTopic } from '@/lib/operations/topics/create-topic';
import { deleteTopic } from '@/lib/operations/topics/delete-topic';
import { createKafkaGateway, type KafkaGateway } from '@/lib/server/kafka/gateway';
import { uniqueName } from '@/lib/server/kafka/kafka-test-client';
import { MUTATING_APIS } from '@/lib/server/kafka/mutating-apis';
import { readAuditEvents } from '@/lib/server/store/audit-log';
import { executeOperation } from './execute-operation';
import { createOperationContext } from './operation-context';
import { ADMIN, CLUSTER_ID, confirmedRequest, type OperationRig, startOperationRig } from './testing/operation-rig';

let broker: SecuredTestBroker;
let rig: OperationRig;
/** The same cluster as somebody reaches it who holds no right. */
let powerless: KafkaGateway;
let topic: string;

beforeAll(async () => {
  broker = await startSecuredTestBroker(authorizing);
  rig = await startOperationRig([broker.plaintext]);
  const sasl = { mechanism: 'PLAIN', ...plainUser } as const;
  powerless = createKafkaGateway({ bootstrapServers: [broker.listeners.SASL], sasl });
});
afterAll(async () => {
  await powerless?.close();
  await rig?.close();
  await broker?.discard();
});
beforeEach(async () => {
  topic = uniqueName('guarded');
  await rig.client.createTopic(topic, [[1]]);
});

/** Everything that the three operations could have changed, as the broker tells somebody with every right. */
async function readCluster() {
  const { kafka } = createOperationContext(rig.access);
  const retention = (await readConfigs(kafka, { type: CONFIG_RESOURCE.topic, name: topic })).get('retention.ms');
  const topics = [...(await readTopics(kafka, null)).values()].map(({ topic: name, topicId }) => [name, topicId]);
  return { retention, topics: topics.sort() };
}

/** Plans with every right and sends what changes the cluster without one, as when the rights go in between. */
function losingRights(): KafkaGateway {
  return new Proxy(rig.access.gateway, {
    get: (target, name: keyof KafkaGateway) => {
      if (name !== 'call') {
        const member = target[name];
        return typeof member === 'function' ? member.bind(target) : member;
      }
      return (...args: Parameters<KafkaGateway['call']>) => {
        const [api, body] = args;
        const isValidation = typeof body === 'object' && 'validateOnly' in body && body.validateOnly === true;
        return (MUTATING_APIS.has(api) && !isValidation ? powerless : target).call(...args);
      };
    },
  });
}

async function lastAudit(operation: string, count: number) {
  const everything = { search: '', principal: null, result: null, fromMs: null, toMs: null, beforeSeq: null };
  const { items } = await readAuditEvents(rig.database, {
    clusterId: CLUSTER_ID,
    operation,
    limit: count,
    ...everything,
  });
  return items;
}

const CASES: readonly (readonly [AnyOperation, (topic: string) => unknown, RegExp])[] = [
  [
    createTopic,
    (name) => ({ topic: `${name}-new`, partitionCount: 1, replicationFactor: 1 }),
    /^(TOPIC|CLUSTER)_AUTHORIZATION_FAILED$/,
  ],
  [deleteTopic, (name) => ({ topics: [name] }), /^TOPIC_AUTHORIZATION_FAILED$/],
  [alterTopicConfigs, (name) => ({ topics: [name], set: { 'retention.ms': '60000' } }), /^TOPIC_AUTHORIZATION_FAILED$/],
];

describe.each(CASES)('$name without the right', (operation, inputOf, errorName) => {
  it('fails with Kafka’s error name when the right goes after the preview, is audited so, and changes nothing', async () => {
    const before = await readCluster();
    const access = { ...rig.access, gateway: losingRights() };
    const run = await executeOperation(access, operation, await confirmedRequest(access, operation, inputOf(topic)));
    expect(run.state).toBe('failed');
    expect(run.outcomes).toMatchObject([{ state: 'failed', errorName: expect.stringMatching(errorName) }]);
    expect(run.outcomes?.[0]?.message).not.toBe('');
    const [outcome, intent] = await lastAudit(operation.name, 2);
    expect([intent?.kind, intent?.runId]).toEqual(['intent', run.runId]);
    expect([outcome?.kind, outcome?.result, outcome?.runId]).toEqual(['outcome', 'failed', run.runId]);
    expect(outcome?.detail).toMatchObject({ outcomes: [{ errorName: expect.stringMatching(errorName) }] });
    expect(await readCluster()).toEqual(before);
  });

  it('is refused before anything is sent when there never was a right, and the audit tells Kafka’s error name', async () => {
    const before = await readCluster();
    const access = { ...rig.access, gateway: powerless };
    const request = {
      input: inputOf(topic),
      fingerprint: 'none',
      confirmation: {},
      idempotencyKey: null,
      principal: ADMIN,
    };
    await expect(executeOperation(access, operation, request)).rejects.toThrow(/AUTHORIZATION_FAILED/);
    const [refused] = await lastAudit(operation.name, 1);
    expect([refused?.kind, refused?.runId]).toEqual(['refused', null]);
    expect(refused?.detail).toMatchObject({ message: expect.stringMatching(/AUTHORIZATION_FAILED/) });
    expect(await readCluster()).toEqual(before);
  });
});
