import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import type { AlertRule } from '@/lib/domain/alerts/alert-rule';
import { buildRule } from '@/lib/domain/alerts/testing/build-rule';
import type { JudgedRound } from '@/lib/domain/evaluation';
import { runRounds } from '@/lib/domain/testing/run-rounds';
import { log } from '@/lib/server/log';
import { writeAlertSetting } from '@/lib/server/store/alert-settings';
import { upsertClusters } from '@/lib/server/store/clusters';
import type { Database } from '@/lib/server/store/database';
import { acquireLease, type Lease } from '@/lib/server/store/lease';
import { createTestDatabase, type TestDatabase } from '@/lib/server/store/test-database';
import { createAlertRunner } from './alert-runner';
import { type DeliveryOptions, deliverDueAlerts, repeatActiveAlerts } from './deliver-alerts';
import { answerOk, answerStatus, type HttpReceiver, startHttpReceiver } from './testing/http-receiver';

let created: TestDatabase;
let database: Database;
let receiver: HttpReceiver;
let clusterId: string;
let counter = 0;

beforeAll(async () => {
  log.level = 'silent';
  created = await createTestDatabase(inject('databaseUrl'));
  database = created.database;
});
afterAll(() => created.drop());
beforeEach(async () => {
  receiver = await startHttpReceiver();
  clusterId = `alerts-${++counter}`;
  await upsertClusters(database, [{ clusterId, clusterName: clusterId, isDemo: false }]);
});
afterEach(() => receiver.close());

async function takeLease(holder = 'one'): Promise<Lease> {
  await database.query('UPDATE poll_lease SET expires_at = to_timestamp(0) WHERE cluster_id = $1', [clusterId]);
  const lease = await acquireLease(database, clusterId, holder, 3_600_000);
  if (lease === null) throw new Error('the lease was free');
  return lease;
}

const saveRule = (changes: Partial<AlertRule> = {}) => {
  const rule = buildRule({ rule: 'lag', kind: 'group-lag', threshold: 10, channels: ['hook'], ...changes });
  return writeAlertSetting(database, clusterId, 'rule', rule.rule, rule);
};

const saveChannel = (changes: object = {}) =>
  writeAlertSetting(database, clusterId, 'channel', 'hook', {
    channel: 'hook',
    kind: 'webhook',
    url: `${receiver.url}/hook`,
    destination: receiver.url,
    secretFields: [],
    groupWaitSeconds: 0,
    ...changes,
  });

/** Rounds of groups with so much lag each; undefined: the group is gone. */
function roundsOf(lags: readonly Readonly<Record<string, number>>[]): readonly JudgedRound[] {
  return runRounds(lags.length, (round) => ({
    clusterId,
    topics: [{ name: 'orders', ends: [1_000] }],
    groups: Object.entries(lags[round] ?? {}).map(([groupId, lag]) => ({
      groupId,
      positions: [{ topic: 'orders', committed: { 0: 1_000 - lag } }],
    })),
  }));
}

/** Judges the rounds one after the other, each stored before the next. */
async function judge(lease: Lease, rounds: readonly JudgedRound[], target: Database = database): Promise<void> {
  const runner = createAlertRunner(target, lease);
  for (const round of rounds) {
    runner.take(round, true);
    await runner.settled();
  }
  await runner.close();
}

const options = (): DeliveryOptions => ({ database, clusterId, secret: null, publicUrl: null });
const told = () =>
  receiver.received.flatMap(({ body }) =>
    (JSON.parse(body) as { alerts: { status: string; labels: { group: string } }[] }).alerts.map(
      ({ status, labels }) => `${labels.group} ${status}`,
    ),
  );
const incidents = () =>
  database.query<{ subject_name: string; close_reason: string | null }>(
    'SELECT subject_name, close_reason FROM alert_incident WHERE cluster_id = $1 ORDER BY opened_at_ms, subject_name',
    [clusterId],
  );
const makeDue = () =>
  database.query('UPDATE alert_notification SET due_at = now(), claimed_until = NULL WHERE cluster_id = $1', [
    clusterId,
  ]);

test('1. one open and one close of an incident reach the receiver', async () => {
  await Promise.all([saveRule(), saveChannel()]);
  const lease = await takeLease();
  const rounds = roundsOf([{ a: 20 }, { a: 30 }, { a: 1 }, { a: 1 }]);
  await judge(lease, rounds.slice(0, 2));
  await deliverDueAlerts(options());
  await judge(lease, rounds.slice(2));
  await deliverDueAlerts(options());
  await deliverDueAlerts(options());
  expect(told()).toEqual(['a firing', 'a resolved']);
  expect(await incidents()).toEqual([{ subject_name: 'a', close_reason: 'resolved' }]);
});

test('2. a collector that lost its lease changes nothing, and the next goes on where it stood', async () => {
  await Promise.all([saveRule({ forSeconds: 20 }), saveChannel()]);
  const stale = await takeLease('one');
  const rounds = roundsOf([{ a: 20 }, { a: 20 }, { a: 20 }, { a: 20 }]);
  await judge(stale, rounds.slice(0, 2));
  expect(await incidents()).toEqual([]);
  const lease = await takeLease('two');
  await Promise.all([judge(stale, rounds.slice(2)), judge(lease, rounds.slice(2))]);
  await Promise.all([deliverDueAlerts(options()), deliverDueAlerts(options()), deliverDueAlerts(options())]);
  expect(await incidents()).toEqual([{ subject_name: 'a', close_reason: null }]);
  expect(told()).toEqual(['a firing']);
});

/** A database whose next writing transaction is cut off: before its commit, or after it with the answer lost. */
function cutOff(when: 'before' | 'after'): Database {
  let isCut = false;
  return {
    ...database,
    transaction: async (run) => {
      if (isCut) return database.transaction(run);
      isCut = true;
      const result = await database.transaction(async (tx) => {
        const value = await run(tx);
        if (when === 'before') throw new Error('cut off before the commit');
        return value;
      });
      if (when === 'after') throw new Error('cut off after the commit');
      return result;
    },
  };
}

test.each(['before', 'after'] as const)(
  '3. cut off %s the commit, the incident opens and closes once',
  async (when) => {
    await Promise.all([saveRule(), saveChannel()]);
    const lease = await takeLease();
    await judge(lease, roundsOf([{ a: 20 }, { a: 20 }]), cutOff(when));
    await deliverDueAlerts(options());
    await judge(lease, roundsOf([{ a: 20 }, { a: 20 }, { a: 1 }, { a: 1 }]).slice(2), cutOff(when));
    await deliverDueAlerts(options());
    expect(told()).toEqual(['a firing', 'a resolved']);
  },
);

test('4. alerts of one rule that come together travel together', async () => {
  await Promise.all([saveRule(), saveChannel({ groupWaitSeconds: 600 })]);
  const lease = await takeLease();
  await judge(
    lease,
    roundsOf([
      { a: 20, b: 1, c: 20 },
      { a: 20, b: 20, c: 20 },
    ]),
  );
  await deliverDueAlerts(options());
  expect(receiver.received).toHaveLength(0);
  await database.query(
    `UPDATE alert_notification SET due_at = now() WHERE id = (SELECT id FROM alert_notification WHERE cluster_id = $1 LIMIT 1)`,
    [clusterId],
  );
  await deliverDueAlerts(options());
  expect(receiver.received).toHaveLength(1);
  expect(told().sort()).toEqual(['a firing', 'b firing', 'c firing']);
});

test('5. a receiver that fails is asked again with the same key, and the close waits for the open', async () => {
  await Promise.all([saveRule(), saveChannel()]);
  const lease = await takeLease();
  receiver.answerWith(answerStatus(500));
  const rounds = roundsOf([{ a: 20 }, { a: 1 }]);
  await judge(lease, rounds.slice(0, 1));
  await deliverDueAlerts(options());
  await judge(lease, rounds.slice(1));
  await makeDue();
  await deliverDueAlerts(options());
  expect(told()).toEqual(['a firing', 'a firing']);
  receiver.answerWith(answerOk);
  await makeDue();
  await deliverDueAlerts(options());
  await makeDue();
  await deliverDueAlerts(options());
  expect(told()).toEqual(['a firing', 'a firing', 'a firing', 'a resolved']);
  const keys = receiver.received.map(({ headers }) => headers['idempotency-key']);
  expect(new Set(keys.slice(0, 3)).size).toBe(1);
  expect(keys[3]).not.toBe(keys[0]);
});

test('6. a process that dies after sending leaves the same delivery to the next', async () => {
  await Promise.all([saveRule(), saveChannel()]);
  await judge(await takeLease(), roundsOf([{ a: 20 }]));
  const dying: Database = {
    ...database,
    query: (sql, values) =>
      sql.includes('SET answer') ? Promise.reject(new Error('killed')) : database.query(sql, values),
  };
  await expect(deliverDueAlerts({ ...options(), database: dying })).rejects.toThrow('killed');
  await deliverDueAlerts(options());
  expect(receiver.received).toHaveLength(1);
  await makeDue();
  await deliverDueAlerts(options());
  const keys = receiver.received.map(({ headers }) => headers['idempotency-key']);
  expect(keys).toHaveLength(2);
  expect(keys[0]).toBe(keys[1]);
});

test('7. after an hour a message is given up, and the close of an open that never arrived is not sent', async () => {
  await Promise.all([saveRule(), saveChannel()]);
  const lease = await takeLease();
  receiver.answerWith(answerStatus(503));
  const rounds = roundsOf([{ a: 20 }, { a: 1 }]);
  await judge(lease, rounds);
  await deliverDueAlerts(options(), () => Date.now() + 3_600_001);
  receiver.answerWith(answerOk);
  await makeDue();
  await deliverDueAlerts(options());
  expect(told()).toEqual(['a firing']);
  const states = await database.query<{ kind: string; state: string }>(
    'SELECT kind, state FROM alert_notification WHERE cluster_id = $1 ORDER BY kind',
    [clusterId],
  );
  expect(states.every(({ state }) => state === 'failed')).toBe(true);
});

test('8. many processes deliver each message once', async () => {
  await Promise.all([saveRule(), saveRule({ rule: 'lag 2' }), saveRule({ rule: 'lag 3' }), saveChannel()]);
  await judge(await takeLease(), roundsOf([{ a: 20, b: 20 }]));
  await Promise.all(Array.from({ length: 8 }, () => deliverDueAlerts(options())));
  expect(receiver.received).toHaveLength(3);
  expect(told()).toHaveLength(6);
});

test('9. an Alertmanager is told again of what still fires, and of nothing else', async () => {
  await Promise.all([saveRule(), saveChannel({ kind: 'alertmanager', url: receiver.url })]);
  const lease = await takeLease();
  await judge(lease, roundsOf([{ a: 20, b: 20 }]));
  await deliverDueAlerts(options());
  const rows = await database.query<{ body: unknown }>(
    `SELECT body FROM alert_setting WHERE cluster_id = $1 AND kind = 'channel'`,
    [clusterId],
  );
  const repeat = () =>
    repeatActiveAlerts(
      options(),
      rows.map(({ body }) => body),
    );
  await repeat();
  expect(receiver.received).toHaveLength(2);
  await judge(
    lease,
    roundsOf([
      { a: 20, b: 20 },
      { a: 20, b: 1 },
    ]).slice(1),
  );
  await deliverDueAlerts(options());
  await repeat();
  const last = JSON.parse(receiver.received.at(-1)?.body ?? '[]') as { labels: { group: string } }[];
  expect(last.map(({ labels }) => labels.group)).toEqual(['a']);
});

test('10. a deleted group closes as gone, and the receiver is told why', async () => {
  await Promise.all([saveRule(), saveChannel()]);
  const lease = await takeLease();
  const rounds = roundsOf([{ a: 20 }, {}, {}]);
  await judge(lease, rounds.slice(0, 1));
  await deliverDueAlerts(options());
  await judge(lease, rounds.slice(1));
  await deliverDueAlerts(options());
  expect(await incidents()).toEqual([{ subject_name: 'a', close_reason: 'gone' }]);
  expect(receiver.received.at(-1)?.body).toContain('its subject is gone');
});
