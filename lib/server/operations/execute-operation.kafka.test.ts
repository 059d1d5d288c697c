import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { AppError } from '@/lib/domain/errors';
import { alterBrokerConfigs } from '@/lib/operations/brokers/alter-broker-configs';
import { createTopic } from '@/lib/operations/topics/create-topic';
import { createKafkaGateway } from '@/lib/server/kafka/gateway';
import { uniqueName } from '@/lib/server/kafka/kafka-test-client';
import { checkAuditChain, readAuditEvents } from '@/lib/server/store/audit-log';
import { executeOperation } from './execute-operation';
import { previewOperation } from './preview-operation';
import {
  ADMIN,
  CLUSTER_ID,
  confirmedRequest,
  type OperationRig,
  runConfirmed,
  startOperationRig,
} from './testing/operation-rig';

const bootstrapServers = inject('kafkaBrokers').split(',');
let rig: OperationRig;
let topic: string;

beforeAll(async () => {
  rig = await startOperationRig(bootstrapServers);
});
afterAll(() => rig?.close());
beforeEach(() => {
  topic = uniqueName('changed');
});

const inputOf = (name: string) => ({ topic: name, partitionCount: 2, replicationFactor: 1 });

async function topicExists(name: string): Promise<boolean> {
  const { topics } = await rig.client.gateway.call('Metadata', { topics: [{ name }], allowAutoTopicCreation: false });
  return topics[0]?.errorCode === 0;
}

async function codeOf(run: Promise<unknown>): Promise<string> {
  return run.then(
    () => 'passed',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
}

async function auditOf(operation = createTopic.name) {
  const everything = { search: '', principal: null, result: null, fromMs: null, toMs: null, beforeSeq: null };
  const page = await readAuditEvents(rig.database, { clusterId: CLUSTER_ID, operation, limit: 50, ...everything });
  return page.items;
}

async function lockCount(): Promise<number> {
  const rows = await rig.database.query<{ count: number }>('SELECT count(*) FROM operation_lock');
  return rows[0]?.count ?? Number.NaN;
}

describe('a change', () => {
  it('1. is previewed without an effect, executed as previewed, read back and audited before and after', async () => {
    const preview = await previewOperation(rig.access, createTopic, { input: inputOf(topic), principal: ADMIN.name });
    expect(preview).toMatchObject({ refusals: [], canUndo: true, typedName: null });
    expect(await topicExists(topic)).toBe(false);
    const run = await runConfirmed(rig.access, createTopic, inputOf(topic));
    expect(run).toMatchObject({ state: 'done', verified: true, outcomes: [{ subject: topic, state: 'done' }] });
    expect(run.inverse).toEqual({ operation: 'delete-topic', input: { topics: [topic] } });
    expect(await topicExists(topic)).toBe(true);
    const [outcome, intent] = await auditOf();
    expect([intent?.kind, intent?.result, outcome?.kind, outcome?.result]).toEqual([
      'intent',
      'started',
      'outcome',
      'done',
    ]);
    expect(intent?.targetNames).toEqual([topic]);
    expect(await lockCount()).toBe(0);
  });

  it('2. is refused with Kafka’s own reason when Kafka would refuse it', async () => {
    const tooMany = { topic, partitionCount: 1, replicationFactor: 99 };
    const preview = await previewOperation(rig.access, createTopic, { input: tooMany, principal: ADMIN.name });
    expect(preview.fingerprint).toBeNull();
    expect(preview.refusals).toMatchObject([{ key: 'kafkaRefuses', values: { error: 'INVALID_REPLICATION_FACTOR' } }]);
    const badConfig = { ...inputOf(topic), configs: { 'retention.ms': 'soon' } };
    const refused = await previewOperation(rig.access, createTopic, { input: badConfig, principal: ADMIN.name });
    expect(refused.refusals).toMatchObject([{ key: 'kafkaRefuses', values: { error: 'INVALID_CONFIG' } }]);
  });

  it('3. is refused field by field when the input does not parse', async () => {
    const bad = { topic: 'no spaces', partitionCount: 0, surprise: 1 };
    await expect(
      previewOperation(rig.access, createTopic, { input: bad, principal: ADMIN.name }),
    ).rejects.toMatchObject({
      code: 'invalid_input',
      fields: expect.arrayContaining([
        expect.objectContaining({ field: 'topic' }),
        expect.objectContaining({ field: 'partitionCount' }),
        expect.objectContaining({ field: 'surprise' }),
      ]),
    });
  });
});

describe('R19: the cluster changed between preview and execution', () => {
  it('4. nothing is sent', async () => {
    const request = await confirmedRequest(rig.access, createTopic, inputOf(topic));
    await rig.client.createTopic(topic, 3);
    expect(await codeOf(executeOperation(rig.access, createTopic, request))).toBe('precondition_failed');
    const { topics } = await rig.client.gateway.call('Metadata', { topics: [{ name: topic }] });
    expect(topics[0]?.partitions).toHaveLength(3);
  });
});

describe('R20: one effect', () => {
  it('5. fifty posts with one key at once: one run, one answer', async () => {
    const request = await confirmedRequest(rig.access, createTopic, inputOf(topic), { idempotencyKey: topic });
    const runs = await Promise.all(
      Array.from({ length: 50 }, () => executeOperation(rig.access, createTopic, request)),
    );
    expect(new Set(runs.map(({ runId }) => runId)).size).toBe(1);
    expect(new Set(runs.map(({ state }) => state))).toEqual(new Set(['done']));
    const other = { ...request, input: inputOf(uniqueName('other')) };
    expect(await codeOf(executeOperation(rig.access, createTopic, other))).toBe('conflict');
  });

  it('6. two posts without a key: the preview is used up by the first', async () => {
    const request = await confirmedRequest(rig.access, createTopic, inputOf(topic));
    const codes = await Promise.all([1, 2].map(() => codeOf(executeOperation(rig.access, createTopic, request))));
    expect(codes.sort()).toEqual(['passed', 'precondition_failed']);
  });

  it('7. a second change of the same thing waits its turn', async () => {
    const first = await confirmedRequest(rig.access, createTopic, inputOf(topic));
    const second = await confirmedRequest(rig.access, createTopic, { ...inputOf(topic), partitionCount: 5 });
    const codes = await Promise.all(
      [first, second].map((one) => codeOf(executeOperation(rig.access, createTopic, one))),
    );
    expect(codes).toContain('passed');
    expect(codes.filter((code) => code === 'conflict' || code === 'precondition_failed')).toHaveLength(1);
  });
});

describe('R27: confirmation', () => {
  it('8. needs a preview of one’s own that is alive', async () => {
    const request = await confirmedRequest(rig.access, createTopic, inputOf(topic));
    const foreign = { ...request, principal: { kind: 'token', name: 'somebody-else' } as const };
    expect(await codeOf(executeOperation(rig.access, createTopic, foreign))).toBe('precondition_failed');
    const guessed = { ...request, fingerprint: 'f'.repeat(64) };
    expect(await codeOf(executeOperation(rig.access, createTopic, guessed))).toBe('plan_changed');
    await rig.database.query(`UPDATE operation_preview SET expires_at = now() - interval '1 s'`);
    expect(await codeOf(executeOperation(rig.access, createTopic, request))).toBe('precondition_failed');
    expect(await topicExists(topic)).toBe(false);
    const [refused] = await auditOf();
    expect(refused).toMatchObject({ kind: 'refused', result: 'precondition_failed', principal: 'admin' });
  });
});

describe('a refusal', () => {
  it('is audited without the secret that it was about', async () => {
    const input = { brokerId: 1, set: { 'ssl.key.password': 'hunter2' }, remove: [] };
    const request = { input, fingerprint: 'f', confirmation: {}, idempotencyKey: null, principal: ADMIN };
    expect(await codeOf(executeOperation(rig.access, alterBrokerConfigs, request))).toBe('precondition_failed');
    const [refused] = await auditOf(alterBrokerConfigs.name);
    expect(refused?.kind).toBe('refused');
    expect(JSON.stringify(refused)).not.toContain('hunter2');
  });
});

describe('R28: a read-only cluster', () => {
  it('9. refuses for everybody, below every role, and says so in the audit', async () => {
    const gateway = createKafkaGateway({ bootstrapServers, readOnly: true });
    const readOnly = { ...rig.access, gateway };
    const request = await confirmedRequest(rig.access, createTopic, inputOf(topic));
    expect(await codeOf(executeOperation(readOnly, createTopic, request))).toBe('forbidden');
    expect(await topicExists(topic)).toBe(false);
    expect((await auditOf())[0]).toMatchObject({ kind: 'refused', result: 'forbidden' });
    await gateway.close();
  });
});

describe('R41: the audit', () => {
  it('10. cannot be changed or emptied', async () => {
    await runConfirmed(rig.access, createTopic, inputOf(topic));
    for (const sql of ['UPDATE audit_event SET principal = $$x$$', 'DELETE FROM audit_event', 'TRUNCATE audit_event']) {
      await expect(rig.database.query(sql)).rejects.toThrow('never changed');
    }
    expect(await checkAuditChain(rig.database)).toMatchObject({ brokenAtSeq: null });
  });

  it('11. no intent, no change', async () => {
    const request = await confirmedRequest(rig.access, createTopic, inputOf(topic));
    await rig.database.query('ALTER TABLE audit_event RENAME TO audit_event_away');
    try {
      expect(await codeOf(executeOperation(rig.access, createTopic, request))).not.toBe('passed');
    } finally {
      await rig.database.query('ALTER TABLE audit_event_away RENAME TO audit_event');
    }
    expect(await topicExists(topic)).toBe(false);
    expect(await lockCount()).toBe(0);
  });

  it('12. a row that a superuser edited, removed or cut off is found', async () => {
    const newline = { ...inputOf(topic), configs: { 'retention.ms': '1\n2026 admin deleted everything' } };
    await previewOperation(rig.access, createTopic, { input: newline, principal: ADMIN.name });
    await runConfirmed(rig.access, createTopic, inputOf(topic));
    const { rowCount } = await checkAuditChain(rig.database);
    const tamper = async (sql: string, undo: string) => {
      await rig.database.query('ALTER TABLE audit_event DISABLE TRIGGER ALL');
      await rig.database.query(sql);
      const { brokenAtSeq } = await checkAuditChain(rig.database);
      await rig.database.query(undo);
      await rig.database.query('ALTER TABLE audit_event ENABLE TRIGGER ALL');
      expect((await checkAuditChain(rig.database)).brokenAtSeq).toBeNull();
      return brokenAtSeq;
    };
    const middle = Math.floor(rowCount / 2);
    const edited = await tamper(
      `UPDATE audit_event SET principal = principal || 'x' WHERE seq = ${middle}`,
      `UPDATE audit_event SET principal = left(principal, -1) WHERE seq = ${middle}`,
    );
    expect(edited).toBe(middle);
    await rig.database.query('CREATE TABLE kept AS SELECT * FROM audit_event');
    for (const seq of [middle, rowCount]) {
      const removed = await tamper(
        `DELETE FROM audit_event WHERE seq = ${seq}`,
        `INSERT INTO audit_event SELECT * FROM kept WHERE seq = ${seq}`,
      );
      expect(removed).toBe(seq);
    }
  });
});
