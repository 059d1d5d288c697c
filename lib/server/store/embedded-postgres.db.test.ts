import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findFreePorts } from '@/demo/free-ports';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres';
import { readProcessInfo } from './process-info';

let dataDir: string;
let server: EmbeddedPostgres | null = null;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'highwater-embedded-'));
});
afterEach(async () => {
  await server?.stop();
  server = null;
  await rm(dataDir, { recursive: true, force: true });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

async function waitUntilGone(pid: number): Promise<void> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const info = await readProcessInfo(pid);
    if (info === null || info.isZombie) return;
    if (Date.now() > deadline) throw new Error(`process ${pid} is still there`);
    await sleep(20);
  }
}

test('keeps its data, its password and what it was given over a restart', async () => {
  server = await startEmbeddedPostgres({ dataDir });
  await query(server.url, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)');
  expect((await stat(join(dataDir, 'password'))).mode & 0o777).toBe(0o600);
  await server.stop();
  server = await startEmbeddedPostgres({ dataDir, settings: { work_mem: '7MB' } });
  expect(await query(server.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  expect(await query(server.url, 'SHOW work_mem')).toEqual([{ work_mem: '7MB' }]);
  expect(await query(server.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
});

test('two starts at once share one server', async () => {
  const [first, second] = await Promise.all([startEmbeddedPostgres({ dataDir }), startEmbeddedPostgres({ dataDir })]);
  server = first;
  expect(second.pid).toBe(first.pid);
  expect(second.url).toBe(first.url);
});

test('a server that was left behind is adopted, or moved to the port that is wanted', async () => {
  const orphan = await startEmbeddedPostgres({ dataDir });
  server = orphan;
  const adopted = await startEmbeddedPostgres({ dataDir });
  expect(adopted.pid).toBe(orphan.pid);
  const [port] = (await findFreePorts([undefined])) as [number];
  server = await startEmbeddedPostgres({ dataDir, port });
  expect(new URL(server.url).port).toBe(String(port));
  await waitUntilGone(orphan.pid);
});

test('a server that was killed starts again on its port with every committed row', async () => {
  const killed = await startEmbeddedPostgres({ dataDir });
  await query(killed.url, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)');
  process.kill(killed.pid, 'SIGKILL');
  await waitUntilGone(killed.pid);
  server = await startEmbeddedPostgres({ dataDir, port: Number(new URL(killed.url).port) });
  expect(server.url).toBe(killed.url);
  expect(await query(server.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
});

test('the pid of a stale postmaster.pid may belong to another program by now', async () => {
  const first = await startEmbeddedPostgres({ dataDir });
  const pidFile = join(dataDir, 'data', 'postmaster.pid');
  const text = await readFile(pidFile, 'utf8');
  await first.stop();
  await writeFile(pidFile, text.replace(/^\d+/, String(process.pid)));
  server = await startEmbeddedPostgres({ dataDir });
  expect(server.pid).not.toBe(process.pid);
});

test('an interrupted first start is begun afresh', async () => {
  await mkdir(join(dataDir, 'data.new'));
  await writeFile(join(dataDir, 'data.new', 'half'), 'made');
  server = await startEmbeddedPostgres({ dataDir });
  expect(await query(server.url, 'SELECT current_database() AS name')).toEqual([{ name: 'highwater' }]);
});

test('root may keep Highwater in a folder that nobody else enters', async () => {
  if (process.getuid?.() !== 0) return;
  const closed = join(dataDir, 'home');
  await mkdir(closed, { mode: 0o700 });
  server = await startEmbeddedPostgres({ dataDir: join(closed, 'postgres') });
  await query(server.url, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)');
  const note = await readFile(join(closed, 'postgres', 'MOVED'), 'utf8');
  const moved = /The data is in (.*)\./.exec(note)?.[1] ?? '';
  await server.stop();
  server = await startEmbeddedPostgres({ dataDir: join(closed, 'postgres') });
  expect(await query(server.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
  await server.stop();
  expect(moved).toMatch(/postgres-[0-9a-f]{12}$/);
  await rm(moved, { recursive: true, force: true });
});
