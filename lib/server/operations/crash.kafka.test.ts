import { spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createKafkaGateway } from '@/lib/server/kafka/gateway';
import { uniqueName } from '@/lib/server/kafka/kafka-test-client';
import { checkAuditChain } from '@/lib/server/store/audit-log';
import { reconcileLostRuns } from './reconcile-runs';
import { type OperationRig, startOperationRig } from './testing/operation-rig';

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
