import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { deleteAlertChannel, saveAlertChannel, testAlertChannel } from '@/lib/operations/alerts/alert-channels';
import { saveAlertRule, silenceAlerts } from '@/lib/operations/alerts/alert-settings';
import type { AnyOperation } from '@/lib/operations/operation';
import { answerStatus, type HttpReceiver, startHttpReceiver } from '@/lib/server/alerts/testing/http-receiver';
import { createKafkaGateway } from '@/lib/server/kafka/gateway';
import { upsertClusters } from '@/lib/server/store/clusters';
import { createTestDatabase, type TestDatabase } from '@/lib/server/store/test-database';
import { executeOperation } from './execute-operation';
import { type ClusterAccess, createOperationContext } from './operation-context';
import { previewOperation } from './preview-operation';
import { ADMIN, runConfirmed } from './testing/operation-rig';

const CANARY = 'canary-3f6d-of-this-test';
const KEY = 'the key of this installation';
let created: TestDatabase;
let receiver: HttpReceiver;
let access: ClusterAccess;
let counter = 0;

beforeAll(async () => {
  created = await createTestDatabase(inject('databaseUrl'));
});
afterAll(() => created.drop());
beforeEach(async () => {
  receiver = await startHttpReceiver();
  const clusterId = `channels-${++counter}`;
  await upsertClusters(created.database, [{ clusterId, clusterName: clusterId, isDemo: false }]);
  // No broker listens there: nothing of this asks one.
  const gateway = createKafkaGateway({ bootstrapServers: ['127.0.0.1:1'], readOnly: true });
  access = { clusterId, gateway, database: created.database, secret: KEY, publicUrl: null };
});
afterEach(async () => {
  await access.gateway.close();
  await receiver.close();
});

const webhook = (changes: object = {}) => ({ channel: 'hook', kind: 'webhook', url: `${receiver.url}/a`, ...changes });

async function refusals(operation: AnyOperation, input: unknown, on = access): Promise<readonly string[]> {
  return (await previewOperation(on, operation, { input, principal: ADMIN.name })).refusals.map(({ key }) => key);
}

/** Everything that the database holds, as text. */
async function dump(): Promise<string> {
  const { database } = created;
  const tables = await database.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'history')`,
  );
  const texts = await Promise.all(
    tables.map(({ name }) => database.query<{ row: string }>(`SELECT t::text AS row FROM ${name} AS t`)),
  );
  return texts
    .flat()
    .map(({ row }) => row)
    .join('\n');
}

test('1. a secret is in no row, answer, audit or run, and still signs', async () => {
  const preview = await previewOperation(access, saveAlertChannel, {
    input: webhook({ secret: CANARY }),
    principal: ADMIN.name,
  });
  expect(JSON.stringify(preview)).not.toContain(CANARY);
  const run = await executeOperation(access, saveAlertChannel, {
    input: preview.input,
    fingerprint: preview.fingerprint ?? '',
    confirmation: {},
    idempotencyKey: null,
    principal: ADMIN,
  });
  expect(run.state).toBe('done');
  expect(JSON.stringify(run)).not.toContain(CANARY);
  const sent = await runConfirmed(access, testAlertChannel, { channel: 'hook' });
  expect(sent).toMatchObject({ state: 'done', outcomes: [{ told: { values: { answer: 'HTTP 200: ok' } } }] });
  expect(receiver.received[0]?.headers['x-highwater-signature']).toMatch(/^sha256=/);
  const stored = await dump();
  expect(stored).toContain(receiver.url);
  expect(stored).not.toContain(CANARY);
  expect(stored).not.toContain(Buffer.from(CANARY).toString('hex'));
});

test('2. a refused request does not leave its secret in the audit', async () => {
  const request = { fingerprint: 'x', confirmation: {}, idempotencyKey: null, principal: ADMIN };
  const input = { ...webhook({ secret: CANARY, secretUrl: `https://example.com/${CANARY}` }) };
  await expect(executeOperation(access, saveAlertChannel, { ...request, input })).rejects.toThrow();
  expect(await dump()).not.toContain(CANARY);
});

test('3. what the receiver says no to is told, and the run failed', async () => {
  await runConfirmed(access, saveAlertChannel, webhook());
  receiver.answerWith(answerStatus(403, 'who are you'));
  const run = await runConfirmed(access, testAlertChannel, { channel: 'hook' });
  expect(run).toMatchObject({ state: 'failed', outcomes: [{ told: { values: { answer: 'HTTP 403: who are you' } } }] });
});

test('4. secrets stay with their destination', async () => {
  await runConfirmed(access, saveAlertChannel, webhook({ secret: CANARY }));
  expect(await refusals(saveAlertChannel, webhook({ url: `${receiver.url}/b` }))).toEqual([]);
  expect(await refusals(saveAlertChannel, webhook({ url: 'https://elsewhere.example.com/' }))).toEqual([
    'secretOfElsewhere',
  ]);
  const { alerts } = createOperationContext(access);
  const { secretRef } = (await alerts.read('channel', 'hook')) as { secretRef: string };
  const stolen = webhook({ channel: 'other', url: 'https://elsewhere.example.com/', secretRef });
  expect(await refusals(saveAlertChannel, stolen)).toEqual(['secretOfElsewhere']);
});

test('5. without a key no secret is taken, and with another key the old ones are named as such', async () => {
  const keyless = { ...access, secret: null };
  expect(await refusals(saveAlertChannel, webhook({ secret: CANARY }), keyless)).toEqual(['noSecretKey']);
  expect(await refusals(saveAlertChannel, webhook(), keyless)).toEqual([]);
  await runConfirmed(access, saveAlertChannel, webhook({ secret: CANARY }));
  const rekeyed = { ...access, secret: 'another key of that length' };
  await expect(refusals(saveAlertChannel, webhook({ language: 'zh-CN' }), rekeyed)).rejects.toThrow(
    /another HIGHWATER_SECRET/,
  );
});

test('6. a chat needs its address once, and keeps it', async () => {
  const chat = { channel: 'chat', kind: 'slack' };
  expect(await refusals(saveAlertChannel, chat)).toEqual(['channelNeedsSecretUrl']);
  await runConfirmed(access, saveAlertChannel, { ...chat, secretUrl: `${receiver.url}/services/${CANARY}` });
  await runConfirmed(access, saveAlertChannel, { ...chat, language: 'zh-CN' });
  await runConfirmed(access, saveAlertChannel, { ...chat, kind: 'feishu', secret: `${CANARY}-2` });
  receiver.answerWith(answerStatus(200, '{"code":0}'));
  await runConfirmed(access, testAlertChannel, { channel: 'chat' });
  expect(JSON.parse(receiver.received[0]?.body ?? '{}')).toHaveProperty('sign');
  expect(receiver.received[0]?.path).toBe(`/services/${CANARY}`);
  expect(await dump()).not.toContain(CANARY);
});

test('7. a channel that rules name is not deleted, and a rule names none that is not there', async () => {
  const rule = { rule: 'lag', kind: 'group-lag', threshold: 10, channels: ['hook'] };
  expect(await refusals(saveAlertRule, rule)).toEqual(['noSuchChannel']);
  await runConfirmed(access, saveAlertChannel, webhook());
  await runConfirmed(access, saveAlertRule, rule);
  expect(await refusals(deleteAlertChannel, { channel: 'hook' })).toEqual(['channelIsUsed']);
  expect(await refusals(saveAlertRule, rule)).toEqual(['nothingToChange']);
});

test('8. a silence is pinned to its end, and can be ended', async () => {
  const before = Date.now();
  const run = await runConfirmed(access, silenceAlerts, { minutes: 30 });
  const { untilMs, silence } = run.input as { untilMs: number; silence: string };
  expect(untilMs - before).toBeGreaterThanOrEqual(30 * 60_000);
  expect(run.inverse).toEqual({ operation: 'end-silence', input: { silence } });
});
