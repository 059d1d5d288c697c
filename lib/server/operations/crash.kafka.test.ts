import { spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { applyThrottleEntries } from '@/lib/operations/reassignment/throttle-entries';
import { createKafkaGateway } from '@/lib/server/kafka/gateway';
import { uniqueName } from '@/lib/server/kafka/kafka-test-client';
import { checkAuditChain } from '@/lib/server/store/audit-log';
import { readOperationRun } from '@/lib/server/store/read-operation-runs';
import { steerRun } from '@/lib/server/store/stepwise-runs';
import { createOperationContext } from './operation-context';
import { reconcileLostRuns } from './reconcile-runs';
import { CLUSTER_ID, type OperationRig, startOperationRig } from './testing/operation-rig';
import { appendBytes, readPartitions, readThrottles, startMove, stepUntilOver } from './testing/reassignment-rig';

const bootstrapServers = inject('kafkaBrokers').split(',');
const timeoutMs = 240_000;
let rig: OperationRig;

beforeAll(async () => {
  rig = await startOperationRig(bootstrapServers);
});
afterAll(() => rig?.close());

async function runChild(topic: string, crashAt: number, side: 'before' | 'after') {
  const file = `${import.meta.dirname}/testing/crashing-child.ts`;
  const args = [rig.databaseUrl, bootstrapServers.join(','), topic, String(crashAt), side];
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const signal = await new Promise<string | null>((resolve) => child.once('close', (_, by) => resolve(by)));
  return { signal, calls: Number(/calls (\d+)/.exec(text)?.[1] ?? Number.NaN) };
}

async function topicExists(name: string): Promise<boolean> {
  const { topics } = await rig.client.gateway.call('Metadata', { topics: [{ name }], allowAutoTopicCreation: false });
  return topics[0]?.errorCode === 0;
}

async function stateOf(topic: string): Promise<string | null> {
  const rows = await rig.database.query<{ state: string }>(
    'SELECT state FROM operation_run WHERE target_names = ARRAY[$1]',
    [topic],
  );
  return rows[0]?.state ?? null;
}

it(
  'R43: killed at any step, a change is later told as Kafka has it, never sent again, and leaves no lock',
  async () => {
    // Whatever it would send again would be refused.
    const readOnly = createKafkaGateway({ bootstrapServers, readOnly: true });
    const whole = await runChild(uniqueName('whole'), 0, 'before');
    expect(whole.calls).toBeGreaterThan(8);
    for (let call = 1; call <= whole.calls; call++) {
      const side = call % 2 === 0 ? 'before' : 'after';
      const topic = uniqueName(`crash-${call}`);
      expect(await runChild(topic, call, side)).toMatchObject({ signal: 'SIGKILL' });
      await reconcileLostRuns({ ...rig.access, gateway: readOnly }, 0);
      const state = await stateOf(topic);
      if (await topicExists(topic)) expect([call, state]).toEqual([call, 'done']);
      else expect([null, 'unknown']).toContain(state);
    }
    await readOnly.close();
    const locks = await rig.database.query('SELECT 1 FROM operation_lock');
    expect(locks).toEqual([]);
    expect(await checkAuditChain(rig.database)).toMatchObject({ brokenAtSeq: null });
  },
  timeoutMs,
);

it(
  'R22: killed twenty times while it moves replicas, a run goes on and leaves nothing behind but what was there before',
  async () => {
    const topic = uniqueName('killed');
    await rig.client.createTopic(topic, [[1], [1], [2], [2], [3], [3]]);
    await appendBytes(rig, topic, [0, 1, 2, 3, 4, 5], 600_000);
    const { kafka } = createOperationContext(rig.access);
    const prior = [
      { resourceType: 'broker', resourceName: '1', name: 'leader.replication.throttled.rate', value: '987654321' },
      { resourceType: 'topic', resourceName: topic, name: 'follower.replication.throttled.replicas', value: '0:3' },
    ] as const;
    await applyThrottleEntries(kafka, prior);
    const moves = [2, 3, 3, 1, 1, 2].map((broker, partition) => ({ topic, partition, replicas: [broker] }));
    const runId = await startMove(rig, moves, { bytesPerSecond: 1_000, maxMovesPerBroker: 1 });
    const seed = Date.now();
    for (let kill = 0; kill < 20; kill++) {
      const callNumber = 1 + ((seed + kill * 7919) % 37);
      const { signal } = await runChild('', callNumber, kill % 2 === 0 ? 'before' : 'after');
      expect([`seed ${seed}`, signal]).toEqual([`seed ${seed}`, 'SIGKILL']);
    }
    await steerRun(rig.database, runId, { bytesPerSecond: 10_000_000 });
    await stepUntilOver(rig);
    const run = await readOperationRun(rig.database, CLUSTER_ID, runId);
    expect(run).toMatchObject({ state: 'done', verified: true });
    expect((await readPartitions(rig, topic)).map(({ replicas }) => replicas)).toEqual(
      moves.map(({ replicas }) => replicas),
    );
    const throttles = await readThrottles(rig, [topic]);
    expect(throttles).toEqual(expect.arrayContaining(prior.map((one) => ({ ...one }))));
    expect(throttles).toHaveLength(prior.length);
    await applyThrottleEntries(
      kafka,
      prior.map((entry) => ({ ...entry, value: null })),
    );
    await rig.client.deleteTopic(topic);
  },
  timeoutMs,
);
