import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { startEmbeddedPostgres } from '@/lib/server/store/embedded-postgres';
import { readProcessInfo } from '@/lib/server/store/process-info';
import { createTestDatabase, type TestDatabase } from '@/lib/server/store/test-database';

const TIMEOUT_MS = 120_000;

let database: TestDatabase;
let supervisor: ChildProcess | null = null;

beforeEach(async () => {
  database = await createTestDatabase(inject('databaseUrl'), { isEmpty: true });
});
afterEach(async () => {
  if (supervisor?.exitCode === null && supervisor.signalCode === null) supervisor.kill('SIGKILL');
  supervisor = null;
  await database.drop();
});

function start(command: string, variables: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/server/highwater.ts', command], {
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  supervisor = child;
  const output = { text: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.text += chunk.toString()));
  const exited = new Promise<number | string | null>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal)),
  );
  return { child, output, exited };
}

/** A port on which nothing listens: the cluster is well-formed and out of reach. */
const OUT_OF_REACH = { KAFKA_BROKERS: '127.0.0.1:1', HIGHWATER_POLL_INTERVAL: '1' };

async function waitFor(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited too long until ${what}`);
    await sleep(50);
  }
}

/** Children of a process (Linux). */
function readChildren(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        return Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0]) === pid;
      } catch {
        return false;
      }
    })
    .map(Number);
}

async function isGone(pid: number): Promise<boolean> {
  const info = await readProcessInfo(pid);
  return info === null || info.isZombie;
}

async function readRoundNumber(): Promise<number> {
  const rows = await database.database
    .query<{ round_number: number }>('SELECT round_number FROM latest_round')
    .catch(() => []);
  return rows[0]?.round_number ?? 0;
}

test.each([
  ['collector', { KAFKA_BROKERS: 'nowhere' }, /^highwater: KAFKA_BROKERS: "nowhere" has no port/],
  ['collector', { HIGHWATER_POLL: '1' }, /^highwater: HIGHWATER_POLL: is not a variable/],
  ['everything', {}, /^highwater: "everything" is not a command/],
  ['web', { DATABASE_URL: '' }, /^highwater: DATABASE_URL: is missing/],
  ['web', { HIGHWATER_HOST: '192.0.2.1' }, /^highwater: HIGHWATER_HOST: 192.0.2.1 is not an address of this machine/],
])('%s with %j ends with code 2 and one line', { timeout: TIMEOUT_MS }, async (command, variables, expected) => {
  const { output, exited } = start(command, { DATABASE_URL: database.url, ...variables });
  expect(await exited).toBe(2);
  expect(output.text).toMatch(expected);
  expect(output.text.trim().split('\n')).toHaveLength(1);
});

test('wrong credentials end with one line that names DATABASE_URL and no password', {
  timeout: TIMEOUT_MS,
}, async () => {
  const url = new URL(database.url);
  url.password = 'canary';
  const { output, exited } = start('collector', { DATABASE_URL: url.href });
  expect(await exited).toBe(2);
  expect(output.text).toMatch(/^highwater: DATABASE_URL: .*password is wrong/);
  expect(output.text).not.toContain('canary');
});

test('an unreachable cluster does not stop the start: its round says why, the log says it once', {
  timeout: TIMEOUT_MS,
}, async () => {
  const { child, output, exited } = start('collector', { DATABASE_URL: database.url, ...OUT_OF_REACH });
  await waitFor('three rounds are stored', async () => (await readRoundNumber()) >= 3);
  expect(output.text.match(/the cluster cannot be reached/g)).toHaveLength(1);
  expect(output.text).toContain('127.0.0.1:1');
  child.kill('SIGINT');
  await sleep(5);
  // npm passes on the ctrl-C that the terminal sent already.
  child.kill('SIGINT');
  expect(await exited).toBe(0);
  const leases = await database.database.query(`SELECT 1 FROM poll_lease WHERE expires_at <= to_timestamp(0)`);
  expect(leases).toHaveLength(1);
});

test('a collector that dies is started again, and ends with a supervisor that was killed', {
  timeout: TIMEOUT_MS,
}, async () => {
  const { child } = start('collector', { DATABASE_URL: database.url, ...OUT_OF_REACH });
  await waitFor('the first round is stored', async () => (await readRoundNumber()) > 0);
  const [first = 0] = readChildren(child.pid ?? 0);
  process.kill(first, 'SIGKILL');
  await waitFor('another collector runs', () => readChildren(child.pid ?? 0).some((pid) => pid !== first));
  const children = readChildren(child.pid ?? 0).filter((pid) => pid !== first);
  await waitFor('it polls', async () => {
    const rows = await database.database.query<{ epoch: number }>('SELECT epoch FROM latest_round');
    return (rows[0]?.epoch ?? 0) > 1;
  });
  child.kill('SIGKILL');
  await waitFor('the collector is gone, too', async () => (await Promise.all(children.map(isGone))).every(Boolean));
});

test(
  'verify-audit tells a whole audit from one that a superuser edited',
  async () => {
    const { url, database: rows } = database;
    const whole = start('verify-audit', { DATABASE_URL: url });
    expect([await whole.exited, whole.output.text]).toEqual([0, expect.stringContaining('whole')]);
    expect(whole.output.text).toContain('The audit is whole: 0 rows.');
    await rows.query(
      `INSERT INTO audit_event VALUES (1, 0, 'intent', NULL, 'c', 'somebody', 'token', 'create-topic', 'topic', '{t}', 'started', '{}', '', 'made-up')`,
    );
    const broken = start('verify-audit', { DATABASE_URL: url });
    expect(await broken.exited).toBe(1);
    expect(broken.output.text).toContain('The audit is broken at row 1');
  },
  TIMEOUT_MS,
);

test(
  'a command leaves the database of a running Highwater running',
  async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'highwater-command-'));
    const server = await startEmbeddedPostgres({ dataDir: join(dataDir, 'postgres') });
    const command = start('verify-audit', { DATABASE_URL: '', HIGHWATER_DATA_DIR: dataDir });
    expect(await command.exited).toBe(0);
    expect(await isGone(server.pid)).toBe(false);
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  },
  TIMEOUT_MS,
);
