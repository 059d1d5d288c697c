import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { AppError } from '@/lib/domain/errors';
import { PERMISSIONS } from '@/lib/domain/permission';
import { cancelReassignment } from '@/lib/operations/reassignment/cancel-reassignment';
import { readRunningReassignments } from '@/lib/operations/reassignment/running-reassignments';
import { operations } from '@/lib/operations/registry';
import { createKafkaGateway, type KafkaGateway } from '@/lib/server/kafka/gateway';
import { MUTATING_APIS } from '@/lib/server/kafka/mutating-apis';
import { checkAuditChain, readAuditEvents } from '@/lib/server/store/audit-log';
import { executeOperation } from './execute-operation';
import { createOperationContext } from './operation-context';
import { previewOperation } from './preview-operation';
import { EXAMPLE_INPUTS } from './testing/example-inputs';
import {
  ADMIN,
  CLUSTER_ID,
  confirmedRequest,
  type OperationRig,
  runConfirmed,
  startOperationRig,
} from './testing/operation-rig';
import { stepUntilOver } from './testing/reassignment-rig';

const bootstrapServers = inject('kafkaBrokers').split(',');
const tried = operations.filter(({ name }) => EXAMPLE_INPUTS[name] !== null);
let rig: OperationRig;

beforeAll(async () => {
  rig = await startOperationRig(bootstrapServers);
});
afterAll(() => rig?.close());
afterEach(async () => {
  for (const { runId, control } of await readRunningReassignments(createOperationContext(rig.access).runs)) {
    if (!control.isCancelled) await runConfirmed(rig.access, cancelReassignment, { runId });
  }
  await stepUntilOver(rig);
});

/** Requests that change a cluster as they pass; those that only validate do not. */
function watchWrites(gateway: KafkaGateway): { readonly gateway: KafkaGateway; readonly writes: string[] } {
  const writes: string[] = [];
  const watched = new Proxy(gateway, {
    get: (target, name: keyof KafkaGateway) => {
      if (name === 'call') {
        return (...args: Parameters<KafkaGateway['call']>) => {
          const [api, body] = args;
          const isValidation = typeof body === 'object' && 'validateOnly' in body && body.validateOnly === true;
          if (MUTATING_APIS.has(api) && !isValidation) writes.push(api);
          return target.call(...args);
        };
      }
      const member = target[name];
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
  return { gateway: watched, writes };
}

async function makeInput(name: string): Promise<unknown> {
  const make = EXAMPLE_INPUTS[name];
  if (!make) throw new Error(`there is no example input for ${name}`);
  return make(rig);
}

async function codeOf(run: Promise<unknown>): Promise<string> {
  return run.then(
    () => 'passed',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
}

it('every operation has an example, a permission of the list and a name that is a verb and a noun', () => {
  expect(Object.keys(EXAMPLE_INPUTS).sort()).toEqual(operations.map(({ name }) => name).sort());
  for (const { name, permission } of operations) {
    expect(PERMISSIONS).toContain(permission);
    expect(name).toMatch(/^[a-z]+(-[a-z]+)+$/);
  }
});

describe.each(tried)('$name', (operation) => {
  it('leaves the cluster alone until it is confirmed as previewed, then writes intent and outcome', async () => {
    const input = await makeInput(operation.name);
    const { gateway, writes } = watchWrites(rig.access.gateway);
    const access = { ...rig.access, gateway };
    const request = await confirmedRequest(access, operation, input);
    expect(writes).toEqual([]);
    const preview = await previewOperation(access, operation, { input: request.input, principal: ADMIN.name });
    expect(preview.fingerprint).toBe(request.fingerprint);
    const stale = { ...request, fingerprint: '0'.repeat(64) };
    expect(await codeOf(executeOperation(access, operation, stale))).toBe('plan_changed');
    if (operation.risk === 'destructive') {
      const unconfirmed = { ...request, confirmation: {} };
      expect(await codeOf(executeOperation(access, operation, unconfirmed))).toBe('precondition_failed');
    }
    const readOnly = createKafkaGateway({ bootstrapServers, readOnly: true });
    if (!operation.isOwnSetting) {
      expect(await codeOf(executeOperation({ ...access, gateway: readOnly }, operation, request))).toBe('forbidden');
    }
    await readOnly.close();
    expect(writes).toEqual([]);
    const run = await executeOperation(access, operation, request);
    expect(run.state).toBe(operation.step === undefined ? 'done' : 'running');
    if (operation.step !== undefined) await stepUntilOver({ ...rig, access });
    const audit = await readAuditEvents(rig.database, {
      clusterId: CLUSTER_ID,
      operation: operation.name,
      search: '',
      principal: null,
      result: null,
      fromMs: null,
      toMs: null,
      beforeSeq: null,
      limit: 10,
    });
    const ofRun = audit.items.filter(({ runId }) => runId === run.runId);
    expect(ofRun.map(({ kind, result }) => [kind, result])).toEqual([
      ['outcome', 'done'],
      ['intent', 'started'],
    ]);
    expect((await checkAuditChain(rig.database)).brokenAtSeq).toBeNull();
  });
});
